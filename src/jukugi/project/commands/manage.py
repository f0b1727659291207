"""Django's own management commands, for the rare case."""

import argparse
from collections.abc import Sequence

help = "Djangoの管理コマンドをそのまま使う（例：jukugi manage check --deploy）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    return run_django(options.arguments)


def run_django(arguments: Sequence[str]) -> int:
    """Hand the arguments to Django."""
    from jukugi.project.cli import set_up_django

    set_up_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jukugi manage", *arguments])
    return 0
