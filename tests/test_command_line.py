"""The one entry point ``jukugi``: it tells what it can do, and refuses in words."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from jukugi.apps.accounts.models import User
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit.audit.models import AuditEntry, Seal
from jukugi.kit.audit.streams import checks, streams
from jukugi.project.cli import COMMANDS, main
from tests.sample_city import load_sample_city

JUKUGI = Path(sys.executable).parent / "jukugi"
JAPANESE = re.compile("[ぁ-んァ-ン一-龠]")

COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n" + "".join(
    f"1500000000000,x,{number},0,0,0,1,Statement {number}\n" for number in range(4)
)
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(
    f"1500000000{voter:03},x,{number},{voter},{1 if (voter + number) % 2 else -1}\n"
    for voter in range(12)
    for number in range(4)
)


@pytest.fixture
def nothing_set() -> dict[str, str]:
    """An environment in which no setting is given."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}


@pytest.fixture
def polis_folder(tmp_path) -> Path:
    folder = tmp_path / "polis"
    folder.mkdir()
    (folder / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    (folder / "votes.csv").write_text(VOTES, encoding="utf-8")
    return folder


def jukugi(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [JUKUGI, *arguments],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def rows() -> dict[str, int]:
    """How many rows every table of ours holds."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("jukugi.")]
    return {model._meta.label: model._default_manager.count() for model in ours}


def test_help_lists_every_command_in_japanese_without_any_setting(nothing_set):
    done = jukugi(nothing_set, "--help")

    listed = dict(re.findall(r"^    ([a-z-]+) +(.+)$", done.stdout, flags=re.MULTILINE))
    assert done.returncode == 0
    # A long name pushes its help to the next line.
    names = re.findall(r"^    ([a-z-]+)(?: .*)?$", done.stdout, flags=re.MULTILINE)
    assert names == list(COMMANDS)
    assert [name for name, words in listed.items() if not JAPANESE.search(words)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_has_help_for_each_argument(name):
    import argparse

    module = importlib.import_module(f"jukugi.project.commands.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)

    assert JAPANESE.search(module.help)
    wordless = [action.dest for action in parser._actions if action.dest != "help" and not action.help]
    # ``manage`` hands everything on to Django; those with ``_action`` have commands of their own, listed with theirs.
    several = ("areas", "consultation", "map", "places", "requests", "schedule", "survey", "tables")
    several += ("text", "weights")
    inner = ("arguments", *(f"{command}_action" for command in several))
    assert [dest for dest in wordless if dest not in inner] == []


def test_every_module_of_commands_is_listed():
    folder = Path(importlib.import_module("jukugi.project.commands").__file__).parent

    assert {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py")} == set(COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--port", "eighty"], ["map"]])
def test_what_is_no_command_is_refused_with_the_usage(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert "usage: jukugi" in capsys.readouterr().err


def test_a_map_is_computed_without_settings_secret_or_database(nothing_set, polis_folder, tmp_path):
    result = tmp_path / "result.json"

    done = jukugi(nothing_set, "map", "compute", polis_folder, "--out", result)

    assert (done.returncode, done.stderr) == (0, "")
    assert "参加者12人、意見文4件、票48件" in done.stdout
    assert json.loads(result.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "votes.csv").unlink(), "votes.csv"),
        (lambda folder: (folder / "votes.csv").write_text(VOTES.replace(",3,5,", ",3,five,")), "「voter-id」列"),
        (lambda folder: (folder / "votes.csv").write_bytes(b"\xff\xfe\x00"), "votes.csv"),
        (lambda folder: (folder / "comments.csv").write_text(""), "comments.csv"),
        (lambda folder: [path.unlink() for path in folder.iterdir()], "Polisの書き出しがありません"),
        (lambda folder: folder.rename(folder.with_name("moved")), "見つかりません"),
    ],
    ids=["no votes", "a wrong row", "not text", "an empty file", "an empty folder", "no folder"],
)
def test_a_broken_folder_is_refused_in_words_and_leaves_nothing(nothing_set, polis_folder, tmp_path, break_it, said):
    break_it(polis_folder)

    done = jukugi(nothing_set, "map", "compute", polis_folder, "--out", tmp_path / "result.json")

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "result.json").exists()


@pytest.mark.parametrize("option", [["--k", "1"], ["--seed", "-1"]])
def test_an_impossible_setting_of_a_map_is_refused_by_its_name(nothing_set, polis_folder, tmp_path, option):
    done = jukugi(nothing_set, "map", "compute", polis_folder, "--out", tmp_path / "result.json", *option)

    assert done.returncode == 1
    assert f"{option[0]} の値 {option[1]} は使えません" in done.stderr


@pytest.mark.parametrize("name", ["migrate", "sample", "verify-audit", "refresh-maps", "worker", "serve"])
def test_a_command_without_settings_says_what_to_write_and_shows_no_traceback(nothing_set, name):
    done = jukugi(nothing_set, name)

    assert (done.returncode, done.stdout) == (1, "")
    assert "設定 JUKUGI_SECRET_KEY がありません" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["migrate", "sample", "verify-audit", "worker"])
def test_a_command_without_its_database_says_so_and_shows_no_traceback(nothing_set, tmp_path, name):
    environment = nothing_set | {
        "JUKUGI_SECRET_KEY": "a key for tests, long enough and known to everybody: 0123456789",
        "JUKUGI_ALLOWED_HOSTS": "localhost",
        "JUKUGI_VAR": str(tmp_path),
        "JUKUGI_DATABASE_URL": "sqlite:////nowhere/at/all/jukugi.sqlite3",
    }

    done = jukugi(environment, name)

    assert (done.returncode, done.stdout) == (1, "")
    assert "データベースにつながりません" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_the_sample_can_be_loaded_again_and_changes_nothing(capsys):
    codes = [main(["sample"])]
    first, passwords = rows(), set(User.objects.values_list("password", flat=True))

    codes.append(main(["sample"]))

    assert codes == [0, 0]
    assert rows() == first
    assert set(User.objects.values_list("password", flat=True)) == passwords
    empty = {label for label, count in first.items() if not count}
    # What only people at work, files and the worker fill.
    expected = {
        "accounts": "CarryCode Erasure ExportAsk MailAddress ParticipantMerge StepReached",
        "areas": "Boundary",
        "audit": "DayDigest Seal",
        "budgeting": "ResultOverride VoterCode VoterTie",
        "drafts": "ClauseDescent EditionFile UnsavedWords",
        "grouping": "GroupingRun IssueSuggestion OpinionGroup Placement",
        "inventory": "RequestPlan",
        "issues": "DutyChange EdgeMove",
        "jobs": "Beat Tick",
        "limits": "Counter DaySalt",
        "meetings": "Handout NotePhoto",
        "opinion_map": "SheetEntry StatementReview VoteSheet",
        "opinions": (
            "ArrivalMark Attachment ImportFault LinkMove OpinionImport SearchPart SearchPiece Wave WaveGroup WaveVoice"
        ),
        "organizations": "AccessCode AccessDevice DistinctPair OfficerList",
        "places": "KeeperEntry PlaceImport PlacePhoto",
        "processes": "CourseTemplate GatePassing Pause WardException",
        "public_comments": "GatheringRun ResultFile UnsavedAnswer",
        "reports": "ReportFile",
        "retention": "RetentionRun",
        "sortition": "Resemblance VolunteerStep",
        "support": "HeardPoint ScenarioLookBack",
        "surveys": "AnswerDraft PersonalCode Quota SheetExclusion SheetFault SheetImport",
    }
    assert empty == {f"{room}.{name}" for room, names in expected.items() for name in names.split()}
    assert "見本のサインイン" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_sample_is_refused_beside_a_process_of_the_city_unless_one_insists(capsys):
    own = ProcessFactory(is_main=True, title="市の検討")

    refused, users = main(["sample"]), User.objects.count()
    said = capsys.readouterr()
    insisted = main(["sample", "--yes"])

    own.refresh_from_db()
    assert (refused, users, insisted) == (1, 0, 0)
    assert said.out == ""
    assert "市の検討プロセス「市の検討」があります。" in said.err
    assert "--yes" in said.err
    assert own.is_main is True


@pytest.mark.django_db
def test_the_sample_is_refused_where_the_settings_are_those_of_a_real_site(capsys, settings):
    settings.HTTPS = True

    codes = [main(["sample"]), main(["sample", "--yes"])]

    assert codes == [1, 0]
    assert "JUKUGI_HTTPS=1" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_imported_conversation_does_not_stand_in_the_way_of_the_sample(polis_folder):
    codes = [main(["import-polis", str(polis_folder)]), main(["sample"]), main(["sample"])]

    assert codes == [0, 0, 0]
    assert Process.objects.filter(is_sample=False, is_finished=False).count() == 1


@pytest.mark.django_db
def test_migrating_again_changes_nothing_and_says_so(capsys):
    before = rows()

    assert main(["migrate"]) == 0

    assert rows() == before
    assert "データベースの準備ができました" in capsys.readouterr().out


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_an_untouched_log_is_sealed_and_verified(capsys):
    load_sample_city()

    code = main(["verify-audit", "--seal"])

    said = capsys.readouterr()
    head = Seal.objects.get(stream="votes").digest
    assert (code, said.err) == (0, "")
    names = [line.partition("：")[0] for line in said.out.splitlines()]
    assert names == [f"○ {name}" for name in (*streams.names(), *checks.names())]
    assert names[0] == "○ audit"
    assert f"まだ封印していない行は0。末尾の印 {head}" in said.out


@pytest.mark.django_db
def test_a_changed_log_is_told_with_its_place_and_the_command_fails(capsys):
    load_sample_city()
    main(["verify-audit", "--seal"])
    entry = AuditEntry.objects.earliest("pk")
    capsys.readouterr()

    entry.delete()
    code = main(["verify-audit"])

    said = capsys.readouterr()
    assert code == 1
    assert said.err.startswith("× audit：1番目の封印が合いません")
    assert [line[:7] for line in said.out.splitlines() if line.startswith("○ votes：封印")] == ["○ votes"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("forge", "said"),
    [
        ("UPDATE opinion_map_currentvote SET choice = 0 WHERE choice = 1", "× current_votes："),
        ("UPDATE opinion_map_statement SET text = 'x' WHERE number = 1", "× statements：1番目の封印が合いません"),
        (
            "INSERT INTO opinion_map_vote (id, statement_id, participant_id, choice, channel, cast_at)"
            " SELECT -5, statement_id, participant_id, choice, channel, cast_at FROM opinion_map_vote LIMIT 1",
            "× votes：番号が1より小さい行が1行あります",
        ),
    ],
    ids=["a current answer", "the words of a statement", "a vote below every seal"],
)
def test_what_was_falsified_in_the_database_is_told_and_the_command_fails(capsys, forge, said):
    load_sample_city()
    main(["verify-audit", "--seal"])
    capsys.readouterr()
    with connection.cursor() as cursor:
        cursor.execute(forge)

    code = main(["verify-audit"])

    told = capsys.readouterr().err.splitlines()
    assert (code, len(told)) == (1, 1)
    assert told[0].startswith(said)
    assert "控え（バックアップ）" in told[0]
