"""Web server and worker in one process group."""

import argparse
import signal
import subprocess
import sys
import time
from types import FrameType

help = "ウェブサーバーと裏の仕事を始める（Ctrl-C で両方とも終わる）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="待ち受けるアドレス（既定 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="ポート（既定 8000）")
    parser.add_argument("--processes", type=int, default=1, help="ウェブのプロセス数（既定 1）")
    parser.add_argument(
        "--threads", type=int, default=0, help="プロセスごとのスレッド数（既定 SQLite は 2、PostgreSQL は 4）"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="裏の仕事を始めない（別に jukugi worker を動かすとき）"
    )


def run(options: argparse.Namespace) -> int:
    """Start both, stop both: when one ends, or on SIGINT or SIGTERM."""
    from jukugi.project.cli import open_database

    open_database()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from jukugi.kit.counters import forget

    call_command("collectstatic", interactive=False, verbosity=0)
    forget(settings.VAR_DIR / "metrics")
    threads = options.threads or (2 if connection.vendor == "sqlite" else 4)
    children = [subprocess.Popen(_web(options, threads))]
    if not options.no_worker:
        children.append(subprocess.Popen([*_jukugi(), "worker", "--with-parent"]))
    return _watch(children)


def _jukugi() -> list[str]:
    return [sys.executable, "-c", "import sys; from jukugi.project.cli import main; sys.exit(main())"]


def _web(options: argparse.Namespace, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "jukugi.project.wsgi:application"),
        *("--host", options.host, "--port", str(options.port)),
        *("--workers", str(options.processes), "--blocking-threads", str(threads)),
        *("--backlog", "1024", "--log-level", "warning", "--no-ws"),
    ]


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    failed = not stopping
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
    if failed:
        print("ウェブサーバーか裏の仕事が止まったため、終わります。上の知らせを確かめてください。", file=sys.stderr)
    return 1 if failed else 0
