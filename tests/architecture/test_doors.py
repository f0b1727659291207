"""A room is entered by its open doors; its pages, forms, tasks and helpers are private.

Import contracts cannot say this of rooms that do not stand there yet, so the sources themselves are read.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

DOORS = {"models", "queries", "actions", "policies", "permissions", "enums", "errors"}
# Named as text where the framework wants it so: settings, root URLs. Papers: a command makes them from files alone.
DOORS_OF_THE_PROJECT = DOORS | {"apps", "urls", "papers"}
# The settings put these into every request or sign-in; nobody else may name them.
IN_THE_SETTINGS = {
    "jukugi.apps.accounts.second_step.SecondStepMiddleware",
    "jukugi.apps.accounts.adapter.EncryptingMfaAdapter",
    "jukugi.apps.accounts.adapter.StaffOnlyAdapter",
    "jukugi.apps.accounts.participation.ParticipationMiddleware",
}


def breaches(sources: Path) -> list[str]:
    """Every use of a room's private module from outside, as ``file:line module``."""
    found = []
    for path in sorted(sources.rglob("*.py")):
        place = path.relative_to(sources).parts
        floor, room = place[0], place[1] if place[0] == "apps" and len(place) > 2 else ""
        for line, module in _modules_named(path):
            if _is_breach(module, floor=floor, room=room, is_test="tests" in place, sources=sources):
                found.append(f"{'/'.join(place)}:{line} {module}")
    return found


def _is_breach(module: str, *, floor: str, room: str, is_test: bool, sources: Path) -> bool:
    parts = module.split(".")
    if parts[:2] != ["jukugi", "apps"] or len(parts) < 3 or parts[2] == room:
        return False
    if not (sources / "apps" / parts[2]).is_dir():
        return False
    door = parts[3] if len(parts) > 3 else ""
    if floor == "project":
        # A room's own name stands in INSTALLED_APPS.
        return bool(door) and door not in DOORS_OF_THE_PROJECT and module not in IN_THE_SETTINGS
    return not (door in DOORS or (is_test and parts[3:5] == ["tests", "factories"]))


def _modules_named(path: Path) -> Iterator[tuple[int, str]]:
    """Modules that a file imports, anywhere in it, or names in a string, as settings and URLs do."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parent
            for _ in range(node.level - 1):
                package = package.parent
            start = _dotted(package) + "." if node.level else ""
            base = start + (node.module or "")
            # ``from room import module`` names a module, ``from room.module import name`` a name in it.
            is_room = base.count(".") <= 2
            yield from ((node.lineno, f"{base}.{alias.name}" if is_room else base) for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"jukugi\.apps\.[\w.]+", str(node.value)):
            yield node.lineno, str(node.value)


def _dotted(folder: Path) -> str:
    parts = folder.parts
    return ".".join(parts[len(parts) - 1 - parts[::-1].index("jukugi") :])


def test_rooms_are_entered_by_their_open_doors_only(house):
    assert breaches(house.sources) == []


def test_what_the_settings_put_into_every_request_is_still_there(house):
    settings = (house.sources / "project" / "settings.py").read_text(encoding="utf-8")

    assert [name for name in sorted(IN_THE_SETTINGS) if f'"{name}"' not in settings] == []


# module, what is planted in it, the private module it names
PRIVATE = [
    ("apps/opinion_map/queries/voting.py", "import jukugi.apps.accounts.participation", "accounts.participation"),
    ("apps/opinion_map/queries/voting.py", "from jukugi.apps.accounts import participation", "accounts.participation"),
    ("apps/opinion_map/queries/voting.py", "from jukugi.apps.areas.views import WARD_COOKIE", "areas.views"),
    ("apps/opinion_map/queries/voting.py", "from ...areas import views", "areas.views"),
    ("apps/opinion_map/queries/voting.py", "from ...areas.views import choose", "areas.views"),
    ("apps/opinion_map/queries/voting.py", "import jukugi.apps.areas", "areas"),
    ("apps/opinion_map/queries/voting.py", "NAME = 'jukugi.apps.areas.sample.load_sample'", "areas.sample.load_sample"),
    ("apps/issues/views.py", "def late():\n    from jukugi.apps.processes import sample", "processes.sample"),
    (
        "apps/issues/views.py",
        "from jukugi.apps.processes.tests.factories import DURING",
        "processes.tests.factories",
    ),
    ("apps/issues/tests/planted.py", "from jukugi.apps.processes.views import process", "processes.views"),
    ("project/views.py", "from jukugi.apps.opinion_map.map_page import map_page", "opinion_map.map_page"),
    ("project/views.py", "from jukugi.apps.accounts.participation import COOKIE", "accounts.participation"),
    ("project/settings.py", "NAME = 'jukugi.apps.accounts.participation.Other'", "accounts.participation.Other"),
    ("project/commands/sample.py", "from jukugi.apps.areas.sample import load_sample", "areas.sample"),
    ("kit/planted.py", "from jukugi.apps.areas.views import choose", "areas.views"),
]
# module, what is planted in it
OPEN = [
    ("apps/opinion_map/queries/voting.py", "from jukugi.apps.areas.models import Area"),
    ("apps/opinion_map/queries/voting.py", "from jukugi.apps.areas import queries"),
    ("apps/opinion_map/queries/voting.py", "from jukugi.apps.opinion_map import offers"),
    ("apps/opinion_map/views/voting.py", "from ..map_page import map_page"),
    ("apps/issues/tests/planted.py", "from jukugi.apps.processes.tests.factories import ProcessFactory"),
    ("project/urls.py", "path('x/', include('jukugi.apps.areas.urls'))"),
]


def test_private_doors_are_noticed_and_named_and_open_doors_are_open(copied_house):
    before = breaches(copied_house.sources)
    for module, line, *_ in [*PRIVATE, *OPEN]:
        copied_house.plant(module, line)

    found = set(breaches(copied_house.sources)) - set(before)

    named = sorted((breach.split(":")[0], breach.split()[1]) for breach in found)
    assert named == sorted((module, f"jukugi.apps.{name}") for module, _, name in PRIVATE)
