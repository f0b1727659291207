"""Ask ``tests/action_refusals.csv`` about checks in actions: all rooms in one city. pytest runs this one function.

First it is noted in which functions each reviewed call is refused: no other call can notice that a check of theirs is
gone. Then each changed check gets a forked process of its own, in which those calls are done again as if somebody else
had come, until one is answered otherwise than the reviewed file says.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tools.mutation import changes
from tools.mutation.children import in_a_child
from tools.mutation.sites import Site, rooms, sites_of
from tools.mutation.watching import Place, Watch

SECONDS = 60
Told = tuple[Any, str, str]  # a call, whose it is done as, and what the reviewed file says


@pytest.mark.django_db
def test_checks_in_actions_are_known_to_the_reviewed_refusals() -> None:
    matrix: Any = import_module("tests.test_permission_matrix")
    folder, asked = Path(os.environ["MUTATION_FOLDER"]), set(json.loads(os.environ["MUTATION_KEYS"]))
    city = matrix.City()
    others: Any = import_module("tests.replayed_actions").Others(city)
    calls = list(import_module("tests.made_up_calls").every_call(matrix, city))
    sites = [site for room in rooms() for site in sites_of(room) if site.key in asked and site.part == "actions"]
    refused = _refused(calls, others, sites)
    for room in rooms():
        lines = []
        for site in [site for site in sites if site.room == room]:
            by = _verdict(site, refused.get((site.path, site.function), []), others)
            if by:  # what is not noticed here is asked of the tests of its room
                lines.append(json.dumps({"key": site.key, "by": by}, ensure_ascii=False) + "\n")
        with (folder / f"{room}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(lines)


def _refused(calls: list[Any], others: Any, sites: list[Site]) -> dict[Place, list[Told]]:
    """By function: the reviewed calls that are refused in it, or in what it calls."""
    reviewed = import_module("tests.test_action_refusals").reviewed()
    watch, refused = Watch(sites), dict[Place, list[Told]]()
    for call in calls:
        for whose, said in reviewed.get(call.key, {}).items():
            watch.begin()
            with watch.on(calls=False):
                others.said(call, whose)
            for place in watch.refused:
                refused.setdefault(place, []).append((call, whose, said))
    return refused


def _verdict(site: Site, told: list[Told], others: Any) -> str:
    by = in_a_child(lambda: _first_that_differs(site, told, others), SECONDS) if told else ""
    return "? the process ended without a word" if by is None else str(by)


def _first_that_differs(site: Site, told: list[Told], others: Any) -> str:
    if not changes.put(site):
        return "? nothing living holds it"
    for call, whose, said in told:
        if _says(call, whose, others) != said:
            return f"action_refusals.csv {call.route} {call.action} {whose}"
    return ""


def _says(call: Any, whose: str, others: Any) -> str:
    try:
        return str(others.said(call, whose))
    except Exception as error:  # it fails the test too
        return type(error).__name__
