"""Do the work that waits."""

import argparse
import os

help = "待っている仕事（地図の計算、記録の封印など）をする。serve が自分で始めるので、ふだんはいらない"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--with-parent", action="store_true", help="親プロセスが終わったら終わる")
    parser.add_argument("--once", action="store_true", help="いま待っている仕事だけをして終わる")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from jukugi.kit.jobs.worker import do_waiting_jobs, work

    if options.once:
        do_waiting_jobs()
        return 0
    parent = os.getppid()
    work(until=lambda: options.with_parent and os.getppid() != parent)
    return 0
