"""Foreign keys point down, by the order of rooms that pyproject.toml gives; nothing ties rooms behind their backs.

A key may name its target as text, which no import contract sees; so the models themselves are asked.
"""

import ast
import json
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

CALL = """
import json, sys
sys.path.insert(0, {folder!r})
from test_foreign_keys import {function}
print(json.dumps({function}(*{arguments!r})))
"""
SIGNALS = {"receiver", "connect"}
# The places that listen: to the framework's own migrations, for rooms that keep triggers in the database; and one that
# keeps the framework from closing the database between two pages of an archive.
LISTENS = ("kit/migrating.py:", "kit/archive/visitor.py:")


def rooms_from_the_top(root: Path) -> list[str]:
    """The rooms, highest first: the one order that import contracts follow too."""
    with (root / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    # Rooms on one line are written ``a | b``: they are of one height.
    return [layer.replace(":", "|") for layer in layers]


def heights(root: Path) -> dict[str, int]:
    """Room → height; larger is higher. Kit lies below every room."""
    from_below = reversed(rooms_from_the_top(root))
    return {name.strip(): height for height, line in enumerate(from_below, start=1) for name in line.split("|")}


def floor_of(model: type[models.Model]) -> tuple[str, str]:
    """(floor, room) of a model; ("", "") for those of the framework."""
    parts = model.__module__.split(".")
    if parts[0] != "jukugi":
        return "", ""
    return parts[1], parts[2] if parts[1] == "apps" else ""


def keys_up(root: Path | str) -> list[str]:
    """Foreign keys of any kind that point up or sideways, as ``model.field → model``."""
    height = heights(Path(root))
    found = []
    for model in apps.get_models(include_auto_created=True):
        floor, room = floor_of(model)
        if not floor:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            target = field.related_model
            if target._meta.label == settings.AUTH_USER_MODEL:
                continue
            target_floor, target_room = floor_of(target)
            own = height[room] if floor == "apps" else 0
            other = height[target_room] if target_floor == "apps" else 0
            is_down = other < own or (target_floor, target_room) == (floor, room) or other == own == 0
            if not is_down or target_floor == "project":
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return sorted(found)


def generic_keys() -> list[str]:
    """Generic foreign keys, and keys to the table of content types that make them."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if floor_of(model)[0]
        for field in [*model._meta.get_fields(), *model._meta.private_fields]
        if type(field).__name__ in ("GenericForeignKey", "GenericRelation")
        or (field.is_relation and field.related_model and field.related_model._meta.label == "contenttypes.ContentType")
    )


def signals(sources: Path) -> list[str]:
    """Places where a room or kit listens to a signal, or makes one, as ``file:line``."""
    found = []
    for path in sorted([*(sources / "apps").rglob("*.py"), *(sources / "kit").rglob("*.py")]):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            imported = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if name in SIGNALS or any("signals" in m or m == "django.dispatch" for m in [module, *imported]):
                found.append(f"{path.relative_to(sources).as_posix()}:{node.lineno}")
    return [place for place in found if not place.startswith(LISTENS)]


def found_in(house, function: str, *arguments: str) -> list[str]:
    """What one of the functions above finds in a house with its own models."""
    done = house.run_django(CALL.format(folder=str(Path(__file__).parent), function=function, arguments=arguments))
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout.splitlines()[-1])


def test_foreign_keys_point_down(house):
    assert keys_up(house.root) == []


def test_the_check_sees_the_keys_of_every_room(house):
    seen = {floor_of(model)[1] for model in apps.get_models() if floor_of(model)[0] == "apps"}

    rooms = {room: house.sources / "apps" / room for room in heights(house.root)}
    assert seen == {name for name, room in rooms.items() if (room / "models.py").exists() or (room / "models").exists()}


def test_there_are_no_generic_foreign_keys():
    assert generic_keys() == []


def test_no_room_listens_to_signals(house):
    assert signals(house.sources) == []


def test_keys_that_point_up_are_noticed_and_named_and_no_others(copied_house):
    up = {
        ("apps/areas", "NamedAsText"): ('models.ForeignKey("issues.Issue", models.CASCADE)', "issues.Issue"),
        ("apps/processes", "OneToOne"): (
            'models.OneToOneField("opinion_map.Topic", models.CASCADE)', "opinion_map.Topic",
        ),
        ("apps/issues", "ManyToMany"): ('models.ManyToManyField("opinion_map.Topic")', "opinion_map.Topic"),
        ("kit/jobs", "OfKit"): ('models.ForeignKey("areas.Area", models.CASCADE)', "areas.Area"),
    }  # fmt: skip
    free = {
        ("kit/jobs", "ToTheUser"): 'models.ForeignKey("accounts.User", models.CASCADE)',
        ("apps/issues", "Down"): 'models.ManyToManyField("areas.Area")',
        ("apps/issues", "ToItsOwnRoom"): 'models.ForeignKey("issues.Issue", models.CASCADE, related_name="+")',
    }
    for (room, name), field in [*((key, field) for key, (field, _) in up.items()), *free.items()]:
        copied_house.plant(
            f"{room}/models.py", f"from django.db import models\nclass {name}(models.Model):\n    key = {field}"
        )

    found = found_in(copied_house, "keys_up", str(copied_house.root))

    expected = {f"{room.split('/')[1]}.{name}.key → {target}" for (room, name), (_, target) in up.items()}
    # The table behind a many-to-many field holds the key too.
    assert {line for line in found if "ManyToMany_" not in line} == expected


def test_a_generic_key_is_noticed_and_named(copied_house):
    copied_house.plant(
        "apps/issues/models.py",
        "from django.contrib.contenttypes.fields import GenericForeignKey\n"
        "from django.db import models\n"
        "class Planted(models.Model):\n"
        '    kind = models.ForeignKey("contenttypes.ContentType", models.CASCADE)\n'
        "    key = models.BigIntegerField()\n"
        '    thing = GenericForeignKey("kind", "key")',
    )

    assert sorted(set(found_in(copied_house, "generic_keys"))) == ["issues.Planted.kind", "issues.Planted.thing"]


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "import django.dispatch",
        "from django.db import models\nmodels.signals.post_save.connect(print)",
    ],
)
def test_a_room_that_listens_is_noticed_and_named(copied_house, line):
    copied_house.plant("apps/areas/queries.py", line)

    assert {place.split(":")[0] for place in signals(copied_house.sources)} == {"apps/areas/queries.py"}
