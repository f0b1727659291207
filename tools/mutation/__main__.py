"""`make mutation`: the checks of all rooms, or of those named, and the tests that notice their absence.

A run that was stopped goes on where it stood (`var/mutation/`); `--again` asks once more about what nobody noticed,
`--anew` about everything.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.mutation import telling
from tools.mutation.sites import rooms, sites_of
from tools.places import PYTHON, ROOT
from tools.words import tell

FOLDER = ROOT / "var" / "mutation"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make mutation", description=__doc__)
    parser.add_argument("rooms", nargs="*", help="all of them where none is named")
    parser.add_argument("--again", action="store_true", help="ask once more about what nobody noticed")
    parser.add_argument("--anew", action="store_true", help="forget what is known")
    parser.add_argument("--part", choices=telling.PARTS, help="only the checks in this part of each room")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tests", nargs="+", help="ask these files alone, not all tests of a room; with --again")
    parser.add_argument("--report", type=Path, help="write the table and the survivors to this file (Markdown)")
    told = parser.parse_args(arguments)
    chosen = told.rooms or rooms()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for room in chosen if told.anew else ():
        (FOLDER / f"{room}.jsonl").unlink(missing_ok=True)
    if told.part in (None, "actions") and not told.tests:
        by_replay(chosen, told)
    with ThreadPoolExecutor(told.workers) as pool:
        for room in pool.map(lambda room: prove(room, told), chosen):
            tell(telling.line(room, sites_of(room), known_of(room)))
    known = {room: known_of(room) for room in chosen}
    if told.report:
        told.report.write_text(telling.report(known), encoding="utf-8")
    return 1 if telling.survivors(known) else 0


def by_replay(chosen: list[str], told: argparse.Namespace) -> None:
    """What the reviewed refusals of actions notice, of all rooms in one process: it is quick, so it comes first."""
    keys = [key for room in chosen for key in _asked(room, "actions", told)]
    if keys:
        _pytest("all", FOLDER, keys, ["tools/mutation/by_replay.py"])


def prove(room: str, told: argparse.Namespace) -> str:
    """Find the verdicts of one room that are not known yet: of pages the matrix knows most, of rules the tests do."""
    file = FOLDER / f"{room}.jsonl"
    if told.part in (None, "views") and not told.tests and (keys := _asked(room, "views", told)):
        _pytest(room, file, keys, ["tools/mutation/by_matrix.py"])
    asked = _asked(room, told.part, told)
    if any(not key.endswith(":login_required") for key in asked):
        _pytest(room, file, asked, ["-p", "tools.mutation.proving", *(told.tests or _tests(room))])
    rules = {site.key for site in sites_of(room) if site.part not in ("actions", "views")}
    left = [key for key in asked if key in rules and not noticed(known_of(room).get(key, ""))]
    if left and not told.tests:
        _pytest(room, file, left, ["tools/mutation/by_matrix.py"])
    return room


def _asked(room: str, part: str | None, told: argparse.Namespace) -> list[str]:
    """Keys of the checks whose verdict is wanted."""
    known = known_of(room)
    keys = [site.key for site in sites_of(room) if part in (None, site.part)]
    return [key for key in keys if key not in known or (told.again and not noticed(known[key]))]


def known_of(room: str) -> dict[str, str]:
    """By key of a check: the test that noticed its absence, or "". What was found last counts."""
    file = FOLDER / f"{room}.jsonl"
    if not file.exists():
        return {}
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {line["key"]: line["by"] for line in lines}


def noticed(by: str) -> bool:
    return by != "" and not by.startswith("?")


def _tests(room: str) -> list[str]:
    """Those of the room, and those that speak to actions of all rooms."""
    own = [str(path) for path in sorted(ROOT.glob(f"src/jukugi/apps/{room}/tests/test_*.py"))]
    own.append("tests/test_strangers_at_actions.py")
    return [*own, "tests/test_second_step.py"] if room == "accounts" else own


def _pytest(room: str, told: Path, keys: list[str], arguments: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUKUGI_")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "tools.mutation.settings",
        "MUTATION_ROOM": room,
        "MUTATION_TOLD": str(told),
        "MUTATION_FOLDER": str(FOLDER),
        "MUTATION_KEYS": json.dumps(keys),
    }
    command = [str(PYTHON), "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *arguments]
    with (FOLDER / f"{room}.log").open("a", encoding="utf-8") as log:
        subprocess.run(command, env=environment, cwd=ROOT, stdout=log, stderr=log, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
