"""The import contracts of pyproject.toml hold, and each of them notices its breach."""

import importlib.util
import tomllib

import pytest

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"

# contract, module that breaches it, the breach, what the report names
BREACHES = {
    "core asks kit": ("floors", "core/text/planted.py", "import jukugi.kit.errors", "jukugi.core.text.planted"),
    "kit knows a room": ("floors", "kit/planted.py", "import jukugi.apps.areas.models", "jukugi.kit.planted"),
    "a room knows the project": (
        "floors", "apps/areas/queries.py", "import jukugi.project.source", "jukugi.apps.areas.queries",
    ),
    "a floor of its own": ("floors", "cellar/planted.py", "", "cellar"),
    "a lower room knows a higher one": (
        "rooms", "apps/processes/queries.py", "import jukugi.apps.issues.models", "jukugi.apps.processes.queries",
    ),
    "a higher room is asked in a function": (
        "rooms", "apps/areas/queries.py",
        "def planted():\n    import jukugi.apps.opinion_map.models", "jukugi.apps.areas.queries",
    ),
    "a room without a place": ("rooms", "apps/lounge/models.py", "", "lounge"),
    "tables know pages": (
        "inside-a-room", "apps/areas/models.py", "import jukugi.apps.areas.views", "jukugi.apps.areas.models",
    ),
    "rules know actions": (
        "inside-a-room", "apps/accounts/permissions.py", "import jukugi.apps.accounts.actions",
        "jukugi.apps.accounts.permissions",
    ),
    "calculation knows the framework": (
        "pure-core", "core/text/phrases.py", "from django.utils import timezone", "jukugi.core.text.phrases",
    ),
    "calculation reads the clock": (
        "pure-core", "core/text/phrases.py", "import time", "jukugi.core.text.phrases",
    ),
}  # fmt: skip


def lint(house, contract: str | None = None):
    return house.run("-c", LINT, "--no-cache", *(["--contract", contract] if contract else []))


def rooms_of(contracts: dict) -> list[str]:
    """Every room that has a place; those on one line are written ``a | b``."""
    return [room.strip() for line in contracts["rooms"]["layers"] for room in line.split("|")]


def test_the_contracts_hold(house):
    found = lint(house)

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("contract", sorted({contract for contract, *_ in BREACHES.values()}))
def test_each_planted_breach_of_a_contract_is_caught_and_named(copied_house, contract):
    planted = [breach for breach in BREACHES.values() if breach[0] == contract]
    before = lint(copied_house, contract).stdout
    for _contract, module, line, _named in planted:
        copied_house.plant(module, line)

    found = lint(copied_house, contract)

    assert found.returncode == 1, found.stdout
    assert "0 kept, 1 broken" in found.stdout
    assert {named for *_, named in planted if named in before} == set()
    assert {named for *_, named in planted if named not in found.stdout} == set()


def test_every_room_keeps_to_the_layers_inside_a_room(house):
    with (house.root / "pyproject.toml").open("rb") as file:
        contracts = {contract["id"]: contract for contract in tomllib.load(file)["tool"]["importlinter"]["contracts"]}

    rooms = {f"jukugi.apps.{room}" for room in rooms_of(contracts)}

    assert set(contracts["inside-a-room"]["containers"]) == rooms


def test_every_room_that_has_a_place_is_there(house):
    with (house.root / "pyproject.toml").open("rb") as file:
        contracts = {contract["id"]: contract for contract in tomllib.load(file)["tool"]["importlinter"]["contracts"]}

    missing = [room for room in rooms_of(contracts) if not importlib.util.find_spec(f"jukugi.apps.{room}")]

    assert missing == []
