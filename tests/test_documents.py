"""The papers keep up with the code: settings, commands, words, personal data, decisions, what to type."""

import argparse
import importlib
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import models

import jukugi
from jukugi.apps.accounts.models import Participant, Role, User
from jukugi.apps.opinion_map.models import CurrentVote, Vote
from jukugi.core.opinion_map import MapSettings
from jukugi.kit.audit.streams import streams
from jukugi.kit.registry import Registry
from jukugi.kit.retention import retentions
from jukugi.project.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(jukugi.__file__).resolve().parent
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
CODE_BLOCK = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def paper(name):
    return (ROOT / name).read_text(encoding="utf-8")


def code_in(text):
    """What stands in a paper as code: blocks and words between backticks."""
    return "\n".join(CODE_BLOCK.findall(text))


def our_modules():
    names = [found.name for found in pkgutil.walk_packages([str(SOURCE)], "jukugi.")]
    return [importlib.import_module(name) for name in names if name.endswith((".enums", ".models"))]


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("jukugi.")]


def our_choices():
    found = {
        value
        for module in our_modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, models.Choices) and value.__module__.startswith("jukugi.")
    }
    return sorted(found, key=lambda choices: choices.__name__)


def test_every_setting_stands_in_the_sample_with_words_above_it():
    read = set(re.findall(r"JUKUGI_[A-Z0-9_]+", (SOURCE / "project" / "settings.py").read_text(encoding="utf-8")))

    lines = paper(".env.sample").splitlines()
    listed = {
        found.group(1): lines[number - 1]
        for number, line in enumerate(lines)
        if (found := re.match(r"#?\s*(JUKUGI_[A-Z0-9_]+)=", line))
    }

    assert set(listed) == read
    assert [name for name, above in listed.items() if not re.match(r"# .*[ぁ-ん]|# 例: ", above)] == []


def test_every_setting_stands_in_the_reference():
    listed = set(
        re.findall(r"^\| `(JUKUGI_[A-Z0-9_]+)` \| (?:必ず|–) \|", paper("docs/reference/settings.md"), re.MULTILINE)
    )

    assert listed == set(re.findall(r"^#?\s*(JUKUGI_[A-Z0-9_]+)=", paper(".env.sample"), re.MULTILINE))


def test_every_command_has_its_section_in_the_reference():
    sections = re.findall(r"^## `jukugi ([a-z-]+)", paper("docs/reference/commands.md"), re.MULTILINE)

    assert sorted(sections) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_of_a_command_stands_in_its_section(name):
    parser = argparse.ArgumentParser(prog=name)
    importlib.import_module(f"jukugi.project.commands.{name.replace('-', '_')}").add_arguments(parser)
    section = re.split(rf"## `jukugi {name}\b(?!-)", paper("docs/reference/commands.md"), maxsplit=1)[1].split(
        "\n## ", 1
    )[0]

    wanted = _options_of(parser)

    assert [option for option in wanted if f"`{option}" not in section] == []


def _options_of(parser):
    options = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            options += [option for inner in action.choices.values() for option in _options_of(inner)]
        elif action.option_strings:
            options.append(action.option_strings[-1])
    return [option for option in options if option != "--help"]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_paper_names_only_commands_that_exist(path):
    code = code_in(path.read_text(encoding="utf-8"))

    named = set(re.findall(r"(?:^|`|time )jukugi(?:-admin)? ([a-z][a-z-]+)", code, re.MULTILINE))
    made = set(re.findall(r"^(?:.*[`;&] *)?make ([a-z-]+)", code, re.MULTILINE))

    assert named <= set(COMMANDS)
    assert made <= _make_targets()


def _make_targets():
    return set(" ".join(re.findall(r"^\.PHONY: (.+)$", paper("Makefile"), re.MULTILINE)).split())


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_a_readme_shows_the_two_commands_and_the_true_pictures(name):
    text = paper(name)

    assert {"make demo", "make test"} <= set(re.findall(r"^make [a-z]+", text, re.MULTILINE))
    assert re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text) == [
        "docs/images/home.png",
        "docs/images/thread-phone.png",
        "docs/images/board.png",
        "docs/images/vote-phone.png",
        "docs/images/map.png",
    ]


def test_every_model_stands_in_the_glossary():
    words = set(re.findall(r"^\| `(\w+)`", paper("docs/glossary.md"), re.MULTILINE))

    assert sorted(model.__name__ for model in our_models() if model.__name__ not in words) == []


def test_every_choice_stands_in_the_glossary_with_its_words():
    glossary = paper("docs/glossary.md")
    lines = dict(re.findall(r"^\| `(\w+)` \|(.+)$", glossary, re.MULTILINE))

    missing = [
        f"{choices.__name__}: {label}"
        for choices in our_choices()
        for label in choices.labels
        if str(label) not in lines.get(choices.__name__, "")
    ]

    assert missing == []


def test_every_cookie_stands_in_the_paper_on_personal_data():
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name}
    for path in SOURCE.rglob("*.py"):
        named |= set(re.findall(r'^\w*COOKIE = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    for path in SOURCE.rglob("*.js"):
        named |= set(re.findall(r'STORE = "([\w-]+)"', path.read_text(encoding="utf-8")))
    listed = set(re.findall(r"^\| `([\w-]+)`", paper("docs/personal-data.md").split("\n## ")[1], re.MULTILINE))

    assert {"jukugi_participant", "jukugi_ward"} < named
    assert listed == named


def test_cookies_are_set_by_a_named_constant_only():
    set_as_text = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"set_cookie\(\s*[\"'f]", path.read_text(encoding="utf-8"))
    ]

    assert set_as_text == []


@pytest.mark.parametrize("model", [User, Role, Participant, Vote, CurrentVote])
def test_every_field_of_a_person_stands_in_the_paper_on_personal_data(model):
    rows = [line for line in paper("docs/personal-data.md").splitlines() if line.startswith(f"| `{model.__name__}` |")]

    told = set(re.findall(r"`(\w+)`", " ".join(row.split("|")[2] for row in rows)))

    assert told == {field.name for field in model._meta.concrete_fields} - {"id"}


def test_what_ends_stands_in_the_paper_on_personal_data_with_its_time():
    table = paper("docs/personal-data.md").split("| 名前 | 何を | いつから | 日数 |", 1)[1].split("\n\n", 1)[0]

    told = [tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in table.splitlines()[2:]]

    assert told == [
        (f"`{name}`", str(rule.what), str(rule.since), str(rule.each or rule.days)) for name, rule in retentions.items()
    ]


@pytest.mark.parametrize("name", retentions.names())
def test_each_field_that_ends_stands_there_with_the_job_that_ends_it(name):
    rows = [line for line in paper("docs/personal-data.md").splitlines() if f"`{name}`" in line]
    models_by_name: dict[str, list[type[models.Model]]] = {}
    for model in apps.get_models():
        models_by_name.setdefault(model.__name__, []).append(model)

    for field in retentions[name].fields:
        model_name, _dot, column = field.partition(".")
        names = [{found.name for found in model._meta.concrete_fields} for model in models_by_name[model_name]]
        assert any(column in found for found in names), f"{field} is no field"
        wanted = re.compile(rf"`(sessions\.)?{model_name}`")
        assert [row for row in rows if wanted.search(row)] != [], f"{field} has no row that names {name}"


def test_no_row_on_personal_data_names_a_job_that_ends_nothing():
    text = paper("docs/personal-data.md").split("## データベースにあるもの", 1)[1].split("## 保存期間と", 1)[0]
    named = set(re.findall(r"消え(?:る|ます)（`([a-z_]+\.[a-z_]+)`", text))

    assert len(named) > 15
    assert named - set(retentions.names()) == set()
    assert "裏の仕事が毎日消す" not in text


def test_every_registry_stands_in_the_reference():
    found = {
        name
        for module in _modules_of_the_house()
        for name, value in vars(module).items()
        if isinstance(value, Registry)
    }
    listed = re.findall(r"^\| `(\w+)` \|", paper("docs/reference/registries.md"), re.MULTILINE)

    assert {"doors", "streams", "phase_kinds"} <= found <= set(listed)
    assert sorted(listed) == sorted(set(listed))


def test_every_sealed_stream_is_named_beside_its_registry():
    (row,) = re.findall(r"^\| `streams` \|.*$", paper("docs/reference/registries.md"), re.MULTILINE)

    assert [name for name in streams.names() if f"`{name}`" not in row] == []


def test_every_paper_is_listed_once_under_its_kind():
    listed = re.findall(r"\]\(((?:how-to|explanation|reference)/[^)]+)\)", paper("docs/README.md"))
    there = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("*/*.md")]

    assert sorted(listed) == sorted(path for path in there if not path.startswith("decisions/"))


def _modules_of_the_house():
    names = [found.name for found in pkgutil.walk_packages([str(SOURCE)], "jukugi.")]
    return [
        importlib.import_module(name)
        for name in names
        if ".migrations" not in name and ".tests" not in name and "settings" not in name and not name.endswith(".wsgi")
    ]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_tells_status_context_decision_and_consequences(path):
    text = path.read_text(encoding="utf-8")
    number = int(path.name[:4])

    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Status", "Context", "Decision", "Consequences"]
    assert [part for part in text.split("\n## ")[1:] if not part.partition("\n")[2].strip()] == []


def test_decisions_are_numbered_without_gaps_and_listed():
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert [path.name for path in DECISIONS if f"decisions/{path.name}" not in paper("docs/README.md")] == []


def test_every_map_setting_stands_in_the_reference():
    section = paper("docs/reference/opinion-map.md").split("## 5. Settings", 1)[1].split("\n## ", 1)[0]

    rows = {}
    for line in re.findall(r"^\| `.+$", section, re.MULTILINE):
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        rows |= dict(zip(re.findall(r"`(\w+)`", cells[0]), cells[1].split(", "), strict=True))

    told = {field.name: field.default for field in fields(MapSettings)}
    assert {name: None if text == "none" else float(text) for name, text in rows.items()} == told


def test_every_file_in_deploy_is_used_by_the_guide():
    guide = paper("docs/how-to/run-for-real.md")

    assert [path.name for path in (ROOT / "deploy").iterdir() if path.name not in guide] == []
