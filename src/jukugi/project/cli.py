"""The one entry point: ``jukugi COMMAND``. Each command is a module in ``commands``."""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jukugi import __version__

COMMANDS = (
    "serve",
    "worker",
    "migrate",
    "sample",
    "areas",
    "staff",
    "schedule",
    "import-polis",
    "export-polis",
    "refresh-maps",
    "export",
    "archive",
    "verify",
    "verify-audit",
    "backup",
    "restore",
    "upgrade",
    "map",
    "text",
    "requests",
    "consultation",
    "survey",
    "weights",
    "tables",
    "places",
    "allocate",
    "draw",
    "invite",
    "lot",
    "manage",
)

EPILOG = """\
計算だけのコマンド（map、text、requests、consultation、weights、tables、places、allocate、draw、invite、lot）は、設定もデータベースもいりません。ほかのコマンドは環境変数の設定を使います（.env.sample）。
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; a refusal is told in plain words, without a traceback."""
    _calm_the_mathematics()
    _let_anything_be_said()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["manage"]:
            return _module("manage").run_django(given[1:])
        options = _parser().parse_args(given)
        return options.run(options)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if type(error).__name__ != "ImproperlyConfigured":
            raise
        print(error, file=sys.stderr)
        return 1


def _calm_the_mathematics() -> None:
    """One thread for small matrices: more of them spin on busy cores. Numpy reads this when it is loaded."""
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


def _let_anything_be_said() -> None:
    """Half a letter in a file's name, or in words that are told again, is shown by its number; nothing ends for it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jukugi",
        description="熟議：市と市民がいっしょにコミュニティ施策をつくり直すためのソフトウェア",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"jukugi {__version__}")
    commands = parser.add_subparsers(title="コマンド", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = _module(name)
        command = commands.add_parser(name, help=module.help, description=module.help)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _module(name: str) -> Any:
    """The module of a command: ``help``, ``add_arguments`` and ``run``."""
    return importlib.import_module(f"jukugi.project.commands.{name.replace('-', '_')}")


def set_up_django() -> None:
    """Load settings and rooms. Raises ImproperlyConfigured with the name of what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jukugi.project.settings")
    import django

    django.setup()


@contextmanager
def told_when_unreachable() -> Iterator[None]:
    """A database that does not answer is told in plain words. Raises ImproperlyConfigured."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    try:
        yield
    except OperationalError as error:
        raise ImproperlyConfigured(
            f"データベースにつながりません（{error.__cause__ or error}）。"
            "設定 JUKUGI_DATABASE_URL と、データベースが動いているかを確かめてください。"
        ) from error


def open_database() -> None:
    """Load settings and rooms, and see that the database is there in its newest form. Raises ImproperlyConfigured."""
    set_up_django()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from jukugi.kit.retention import wrong_settings

    if wrong := wrong_settings():
        raise ImproperlyConfigured("\n".join(wrong))
    with told_when_unreachable():
        executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ImproperlyConfigured("データベースが新しい形になっていません。先に jukugi migrate を行ってください。")
