"""What an action itself says to people who may not, against the reviewed file ``action_refusals.csv``.

The rows are found by sending the forms of the permission matrix; an action that none of them reaches is called with
what stands in its city, and its route is ``-``. A new action fails here until it has its rows:
``ACTION_REFUSALS=write pytest tests/test_action_refusals.py`` writes what the code does now. ``done`` means that this
person did it: read every one. ``past`` means that the action did not mind who they are, ``-`` that it knows no such
person. ``after_the_end`` is the person who may, when every process is over.
"""

import csv
import os
from pathlib import Path

import pytest

from tests import test_permission_matrix as matrix
from tests.made_up_calls import every_call
from tests.replayed_actions import NO_FORM, WHOSE, Others

FILE = Path(__file__).with_name("action_refusals.csv")
HOW = "Run ACTION_REFUSALS=write pytest tests/test_action_refusals.py, and read every new value before you keep it."
# Pieces of other actions, in their transaction: these have asked before they call them.
ASKED_BEFORE = {"opinions.actions.linking.link_all", "surveys.actions.answering.take_known"}

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def answers(city: matrix.City) -> dict[tuple[str, str], dict[str, str]]:
    """By route and action: what the action says to each of those who are not asked."""
    others = Others(city)
    found = {call.key: others.told(call) for call in every_call(matrix, city)}
    return {key: row for key, row in found.items() if key[0] != NO_FORM or set(row.values()) - {"-", "past"}}


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
    done = {action for (_route, action), row in reviewed().items() if row["no_role"] in ("done", "past")}

    assert done == ASKED_BEFORE


def _write(found: dict[tuple[str, str], dict[str, str]]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "action", *WHOSE])
        writer.writerows([*key, *row.values()] for key, row in sorted(found.items()))
