"""Inside pytest (``-p tools.mutation.proving``): which test fails when one check says yes to everybody.

First every test runs once, in a forked process, and it is noted which functions with checks it enters and in which of
them somebody was refused: a dropped refusal can change those alone. Then each check is changed in a process of its own
that begins where the first test begins, and the tests of it run until one fails.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tools.mutation import changes
from tools.mutation.children import in_a_child
from tools.mutation.sites import Site, sites_of
from tools.mutation.watching import Watch

TESTS_AT_MOST = 60
SECONDS = 120
# Where the change shows only to those who are refused.
REFUSALS = {("actions", "dropped"), ("actions", "false"), ("views", "dropped")}


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    room, told = os.environ["MUTATION_ROOM"], Path(os.environ["MUTATION_TOLD"])
    asked = json.loads(os.environ.get("MUTATION_KEYS", "null"))
    sites = [site for site in sites_of(room) if asked is None or site.key in asked]
    items = [item for item in session.items if not item.get_closest_marker("journey")]
    first = next(item for item in items if item.get_closest_marker("django_db"))
    runtestprotocol(first, nextitem=session, log=False)  # type: ignore[arg-type]  # makes the database; leaves no module
    known = in_a_child(lambda: _watched(items, sites), seconds=3600) or {}
    with told.open("a", encoding="utf-8") as file:
        for site in sites:
            if site.how == "sign-in":
                continue  # the matrix knows
            begin = time.monotonic()
            verdict = _verdict(site, items, known)
            line = {"key": site.key, "by": verdict, "seconds": round(time.monotonic() - begin, 1)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
    return True


def _watched(items: list[pytest.Item], sites: list[Site]) -> dict[str, Any]:
    """By test: seconds, whether it is good as it stands, and what it entered and where it refused."""
    watch, known = Watch(sites), {}
    is_of_refusals = all((site.part, site.how) in REFUSALS for site in sites)
    for number, item in enumerate(items):
        watch.begin()
        begin = time.monotonic()
        with watch.on(calls=not is_of_refusals):
            reports = runtestprotocol(item, nextitem=_next(items, number), log=False)
        known[item.nodeid] = {
            "seconds": time.monotonic() - begin,
            "good": not any(report.failed for report in reports),
            "entered": ["::".join(each) for each in watch.entered],
            "refused": ["::".join(each) for each in watch.refused],
        }
    return known


def _verdict(site: Site, items: list[pytest.Item], known: dict[str, Any]) -> str:
    """The test that fails, or "" where none does."""
    place = f"{site.path}::{site.function}"
    good = [item for item in items if known.get(item.nodeid, {}).get("good")]
    refusing = [item for item in good if place in known[item.nodeid]["refused"]]
    entering = [item for item in good if place in known[item.nodeid]["entered"] and item not in refusing]
    if (site.part, site.how) in REFUSALS:
        entering = []

    def quick(item: pytest.Item) -> float:
        return float(known[item.nodeid]["seconds"])

    chosen = (sorted(refusing, key=quick) + sorted(entering, key=quick))[:TESTS_AT_MOST]
    if not chosen:
        return ""
    told = in_a_child(lambda: _first_that_fails(site, chosen), seconds=SECONDS)
    return "? the process ended without a word" if told is None else str(told)


def _first_that_fails(site: Site, chosen: list[pytest.Item]) -> str:
    if not changes.put(site):
        return "? nothing living holds it"
    for number, item in enumerate(chosen):
        if not _is_good(item, _next(chosen, number)):
            return item.nodeid
    return ""


def _is_good(item: pytest.Item, following: pytest.Item) -> bool:
    """Whether it passes. A test that could not begin says nothing about the change: this is an error of ours."""
    for report in runtestprotocol(item, nextitem=following, log=False):
        if report.failed and report.when == "setup" and "not torn down properly" in report.longreprtext:
            raise RuntimeError(report.longreprtext)
        if report.failed:
            return False
    return True


def _next(items: list[pytest.Item], number: int) -> pytest.Item:
    """Never None: the end of the session would throw the database away."""
    return items[(number + 1) % len(items)]
