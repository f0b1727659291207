import os
import re
import subprocess
import sys

import pytest

from tools import postgres
from tools.places import BYTECODE, ROOT
from tools.test import ASK_NO_DATABASE, compiled_once, without_journeys

# Any way in which a test gets at a database.
DATABASE = re.compile(r"django_db|\b(?:db|transactional_db|client|connections?|live_server)\b|DATABASE_URL|Factory")


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        ([], ["-m", "not journey"]),
        (["-k", "vote"], ["-k", "vote", "-m", "not journey"]),
        (["-m", "slow or new", "-x"], ["-x", "-m", "not journey and (slow or new)"]),
    ],
)
def test_journeys_stay_off_postgresql_whatever_else_is_chosen(given, passed_on):
    assert without_journeys(given) == passed_on


@pytest.mark.parametrize("path", ASK_NO_DATABASE)
def test_what_is_left_out_on_postgresql_asks_no_database(path):
    place = ROOT / path
    files = [place] if place.is_file() else [*place.rglob("test_*.py"), *place.rglob("conftest.py")]

    words = {name: DATABASE.findall(name.read_text(encoding="utf-8")) for name in files}

    assert files
    assert {name: found for name, found in words.items() if found} == {}


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        ({"A": "1"}, {"A": "1"}),
        ({"PYTHONDONTWRITEBYTECODE": "1", "A": "1"}, {"PYTHONPYCACHEPREFIX": str(BYTECODE), "A": "1"}),
        ({"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/p"}, {"PYTHONPYCACHEPREFIX": "/p"}),
    ],
)
def test_where_nothing_is_written_beside_the_sources_modules_are_compiled_elsewhere_once(given, passed_on):
    assert compiled_once(given) == passed_on


def test_a_server_of_our_own_answers_behind_its_password_and_is_gone_afterwards():
    before = {name: value for name, value in os.environ.items() if name != postgres.VARIABLE}
    show = "import os, sys; print(os.environ['JUKUGI_TEST_DATABASE_URL'])"

    with postgres.server() as address:
        programs = postgres.server_programs()
        ask = [programs / "psql", "--no-password", "--tuples-only", "--no-align", "--command", "SHOW server_encoding"]
        known = subprocess.run([*ask, address], capture_output=True, text=True, check=False)
        stranger = subprocess.run([*ask, _without_password(address)], capture_output=True, text=True, check=False)
    afterwards = subprocess.run([programs / "pg_isready", "--dbname", address], capture_output=True, check=False)
    told = subprocess.run(
        [sys.executable, "-m", "tools.postgres", sys.executable, "-c", show],
        cwd=ROOT,
        env=before,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (known.returncode, known.stdout) == (0, "UTF8\n")
    assert stranger.returncode == 2
    assert afterwards.returncode == 2
    assert told.stdout.startswith("postgres://jukugi:")


def _without_password(address):
    user, _, rest = address.removeprefix("postgres://").partition("@")
    return f"postgres://{user.partition(':')[0]}@{rest}"
