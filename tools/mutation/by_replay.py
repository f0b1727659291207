"""Ask ``tests/action_refusals.csv`` about checks in actions: all rooms in one city. pytest runs this one function.

Each changed check gets a forked process of its own, in which the calls of its action are done again as if somebody
else had come, until one is answered otherwise than the reviewed file says.
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

SECONDS = 60


@pytest.mark.django_db
def test_checks_in_actions_are_known_to_the_reviewed_refusals() -> None:
    matrix: Any = import_module("tests.test_permission_matrix")
    replayed: Any = import_module("tests.replayed_actions")
    folder, asked = Path(os.environ["MUTATION_FOLDER"]), set(json.loads(os.environ["MUTATION_KEYS"]))
    city = matrix.City()
    others = replayed.Others(city)
    calls = replayed.calls_behind(city, matrix.status, matrix.reviewed())
    reviewed = import_module("tests.test_action_refusals").reviewed()
    for room in rooms():
        lines = []
        for site in [site for site in sites_of(room) if site.key in asked and site.part == "actions"]:
            by = _verdict(site, [call for call in calls if _may_enter(call, site)], others, reviewed)
            lines.append(json.dumps({"key": site.key, "by": by}, ensure_ascii=False) + "\n")
        with (folder / f"{room}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(lines)


def _may_enter(call: Any, site: Site) -> bool:
    """Calls of the action itself; of a helper, those of its whole file."""
    module = site.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    return call.module == module and (call.name == site.function or site.function.startswith("_"))


def _verdict(site: Site, calls: list[Any], others: Any, reviewed: dict[Any, dict[str, str]]) -> str:
    told = in_a_child(lambda: _first_that_differs(site, calls, others, reviewed), SECONDS) if calls else ""
    return "? the process ended without a word" if told is None else str(told)


def _first_that_differs(site: Site, calls: list[Any], others: Any, reviewed: dict[Any, dict[str, str]]) -> str:
    outcome = import_module("tests.replayed_actions").outcome
    if not changes.put(site):
        return "? nothing living holds it"
    for call in calls:
        for whose, said in reviewed[call.key].items():
            instead = others.instead(call, whose)
            if instead is not None and outcome(call, instead) != said:
                return f"action_refusals.csv {call.route} {call.action} {whose}"
    return ""
