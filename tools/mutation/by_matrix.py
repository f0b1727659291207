"""Ask the permission matrix about checks that no test of the room spoke for. pytest runs this one function.

The city of the matrix stands once; each changed check gets a forked process of its own, in which the rows that enter
the check are asked again, role by role, until an answer differs from the reviewed one.
"""

from __future__ import annotations

import inspect
import json
import os
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from tools.mutation import changes
from tools.mutation.children import in_a_child
from tools.mutation.sites import Site, sites_of
from tools.mutation.watching import Place, Watch

ROWS_AT_MOST = 24
SECONDS = 240
OF_ALL_ROOMS = ["home", "desk", "receipt"]
Row = tuple[str, str]  # route and method


@pytest.mark.django_db
def test_checks_are_known_to_the_matrix() -> None:
    matrix: Any = import_module("tests.test_permission_matrix")
    room, told = os.environ["MUTATION_ROOM"], Path(os.environ["MUTATION_TOLD"])
    asked = set(json.loads(os.environ["MUTATION_KEYS"]))
    sites = [site for site in sites_of(room) if site.key in asked]
    city = matrix.City()
    rows = _rows(matrix, city, room, sites)
    with told.open("a", encoding="utf-8") as file:
        for site in sites:
            begin = time.monotonic()
            chosen = _chosen(rows.get((site.path, site.function), set()), matrix.reviewed())
            by = _verdict(matrix, city, site, chosen)
            if by:  # of what is not noticed here the tests of the room are asked
                line = {"key": site.key, "by": by, "seconds": round(time.monotonic() - begin, 1)}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()


def _rows(matrix: Any, city: Any, room: str, sites: list[Site]) -> dict[Place, set[Row]]:
    """By function: the rows in which somebody enters it, and those of which it is the view."""
    watch, rows = Watch(sites), dict[Place, set[Row]]()
    browsers = {role: city.browser(role) for role in matrix.ROLES}
    for route in matrix.routes():
        view = inspect.unwrap(resolve(city.address(route)).func)
        if not (view.__module__.startswith(f"jukugi.apps.{room}.") or route in OF_ALL_ROOMS):
            continue
        place = (f"src/{view.__module__.replace('.', '/')}.py", view.__qualname__)
        for method in matrix.METHODS:
            rows.setdefault(place, set()).add((route, method))
            for role in ("policy", "own_ward", "no_role", "participant"):
                watch.begin()
                with watch.on():
                    matrix.status(city, browsers[role], method, route)
                for entered in watch.entered:
                    rows.setdefault(entered, set()).add((route, method))
    return rows


def _chosen(rows: set[Row], reviewed: dict[Row, dict[str, str]]) -> list[Row]:
    """First the rows that tell roles apart."""
    known = [row for row in rows if row in reviewed]
    return sorted(known, key=lambda row: (-len(set(reviewed[row].values())), row))[:ROWS_AT_MOST]


def _verdict(matrix: Any, city: Any, site: Site, rows: list[Row]) -> str:
    told = in_a_child(lambda: _first_that_differs(matrix, city, site, rows), seconds=SECONDS) if rows else ""
    return "? the process ended without a word" if told is None else str(told)


def _first_that_differs(matrix: Any, city: Any, site: Site, rows: list[Row]) -> str:
    if not changes.put(site):
        return "? nothing living holds it"
    browsers = {role: city.browser(role) for role in matrix.ROLES}
    reviewed = matrix.reviewed()
    for route, method in rows:
        for role in matrix.ROLES:
            if matrix.status(city, browsers[role], method, route) != reviewed[(route, method)][role]:
                return f"permission_matrix.csv {route} {method} {role}"
    return ""
