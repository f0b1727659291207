"""What an action itself says to people who may not, against the reviewed file ``action_refusals.csv``.

The rows are found by sending the forms of the permission matrix. A new action fails here until it has its rows:
``ACTION_REFUSALS=write pytest tests/test_action_refusals.py`` writes what the code does now. ``done`` means that this
person did it: read every one. ``-`` means that the action knows no such person.
"""

import csv
import os
from pathlib import Path

import pytest

from tests import test_permission_matrix as matrix
from tests.replayed_actions import WHOSE, Others, calls_behind, outcome

FILE = Path(__file__).with_name("action_refusals.csv")
HOW = "Run ACTION_REFUSALS=write pytest tests/test_action_refusals.py, and read every new value before you keep it."

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def answers(city: matrix.City) -> dict[tuple[str, str], dict[str, str]]:
    """By route and action: what the action says to each of those who are not asked."""
    others, found = Others(city), {}
    for call in calls_behind(city, matrix.status, matrix.reviewed()):
        instead = {whose: others.instead(call, whose) for whose in WHOSE}
        found[call.route, call.action] = {
            whose: "-" if given is None else outcome(call, given) for whose, given in instead.items()
        }
    return found


def reviewed() -> dict[tuple[str, str], dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["action"]): {whose: row[whose] for whose in WHOSE} for row in csv.DictReader(file)}


def test_actions_themselves_refuse_those_who_may_not():
    found = answers(matrix.City())

    if os.environ.get("ACTION_REFUSALS") == "write":
        _write(found)
        pytest.skip("the file is being written")
    assert found == reviewed(), HOW


def test_nobody_without_a_role_does_the_work_of_officers():
    done = {key for key, row in reviewed().items() if row["no_role"] == "done"}

    assert done == set()


def _write(found: dict[tuple[str, str], dict[str, str]]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "action", *WHOSE])
        writer.writerows([*key, *row.values()] for key, row in sorted(found.items()))
