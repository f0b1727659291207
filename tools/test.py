"""`make test`: everything on SQLite with a real browser, then what touches the database on a real PostgreSQL.

Arguments go to pytest: `make test ARGS="-k ballots"`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import browser, postgres, printing
from tools.places import BYTECODE, PYTHON, ROOT, sqlite_address
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

# Papers, and commands that count from a table to files.
ASK_NO_DATABASE = [
    "src/jukugi/kit/papers",
    "src/jukugi/apps/public_comments/tests/test_result_papers.py",
    "tests/test_allocate_command.py",
    "tests/test_consultation_command.py",
    "tests/test_draw_command.py",
    "tests/test_places_coverage_command.py",
    "tests/test_places_import_command.py",
    "tests/test_requests_command.py",
    "tests/test_tables_command.py",
    "tests/test_text_command.py",
    "tests/test_weights_command.py",
]
# What asks no database, or brings one, gains nothing from a second; nor do this folder's tools and pages in a browser.
NOT_ON_POSTGRESQL = [
    "--ignore=src/jukugi/core",
    "--ignore=tests/tools",
    "--ignore=tests/architecture",
    "--ignore=tests/test_bench_visitors.py",
    "--ignore=tests/test_documents.py",
    "--ignore=tests/test_light_imports.py",
    "--ignore=tests/test_room_for_locks.py",
    "--ignore=tests/test_settings.py",
    "--ignore-glob=tests/real_data/test_*_core.py",
    *(f"--ignore={path}" for path in ASK_NO_DATABASE),
]
# Files whole, for what they grow once; in the order of conftest.py, not by how many tests they hold.
SHARED_OUT = ["--dist", "loadfile", "--no-loadscope-reorder"]
KEPT = [browser.VARIABLE, "JUKUGI_REAL_DATA"]  # the only settings from outside that tests look at
NOTHING_CHOSEN = 5  # pytest's exit code when no test was selected


def main(arguments: list[str]) -> int:
    try:
        with stopping_on_signals():
            return test(arguments)
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        complain("テストを中断しました。")
        return int(stopped.code or 1)


def test(arguments: list[str]) -> int:
    """Both runs, whatever the first says; 0 only when both are clean and at least one test ran."""
    os.environ[browser.VARIABLE] = str(browser.chromium())
    printing.check_printing()
    # Found before the first run: a machine without PostgreSQL is told so in seconds, not after minutes of tests.
    with postgres.database() as address, tempfile.TemporaryDirectory(prefix="jukugi-test-") as folder:
        tell("── SQLite ──")
        on_sqlite = _pytest(sqlite_address(Path(folder) / "test.sqlite3"), arguments)
        tell("── PostgreSQL ──")
        on_postgresql = _pytest(address, [*without_journeys(arguments), *NOT_ON_POSTGRESQL])
    if arguments and {on_sqlite, on_postgresql} == {0, NOTHING_CHOSEN}:
        return 0  # a choice of tests may well hold none for PostgreSQL
    for name, code in [("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)]:
        if code:  # pytest's summary stays the last word of a good run
            complain(f"{name}: 失敗があります（pytest の終了コード {code}）")
    return max(on_sqlite, on_postgresql)


def without_journeys(arguments: list[str]) -> list[str]:
    """pytest's arguments with `-m` narrowed; given twice, pytest would forget the caller's."""
    rest, marks = list(arguments), ["not journey"]
    while "-m" in rest[:-1]:
        place = rest.index("-m")
        marks.append(f"({rest[place + 1]})")
        del rest[place : place + 2]
    return [*rest, "-m", " and ".join(marks)]


def _pytest(address: str, arguments: list[str]) -> int:
    """One run. Settings of the caller's own stay outside; the rest stands in jukugi.project.settings_for_tests."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("JUKUGI_") or name in KEPT}
    workers = min(os.cpu_count() or 1, 8)
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-n", str(workers), *SHARED_OUT, *arguments]
    environment = compiled_once(outside) | {"JUKUGI_DATABASE_URL": address, postgres.VARIABLE: address}
    return subprocess.run(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


def compiled_once(environment: dict[str, str]) -> dict[str, str]:
    """Where nothing may be written beside the sources, a folder of our own: else every process that a test starts
    compiles Django and all the rest anew, and that is half of the time of such tests.
    """
    if "PYTHONDONTWRITEBYTECODE" not in environment:
        return environment
    rest = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(BYTECODE)} | rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
