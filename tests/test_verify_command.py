"""`jukugi verify`: every edition computed again, and what it says where one differs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic
from jukugi.apps.processes.tests.factories import DURING
from jukugi.project.cli import main
from tests.commands_reading import export

pytestmark = pytest.mark.django_db


def test_without_editions_there_is_nothing_to_verify(capsys):
    assert main(["verify"]) == 0
    assert "まだありません" in capsys.readouterr().out


def test_a_room_that_is_not_there_is_refused_with_those_that_are(capsys):
    assert main(["verify", "--only", "nothing"]) == 1
    assert "opinion_map" in capsys.readouterr().err


def test_each_edition_is_told_and_one_that_differs_fails(capsys):
    statement = StatementFactory(topic=open_topic(title="地域の居場所"))
    for _ in range(6):
        actions.cast_vote(statement=statement, voter=ParticipantFactory(), choice=Choice.AGREE, now=DURING)
    actions.publish_edition(topic=statement.topic, title="", note="", actor=RoleFactory().user, now=DURING)

    good = main(["verify", "--only", "opinion_map"])
    told = capsys.readouterr().out
    Vote.objects.latest("pk").delete()
    bad = main(["verify"])

    assert (good, bad) == (0, 1)
    assert "○ 意見の地図「地域の居場所」第1版：計算し直して、同じになりました。" in told
    assert "× 意見の地図「地域の居場所」第1版：数えた票が" in capsys.readouterr().err


def test_half_a_letter_in_a_title_is_told_by_its_number(tmp_path):
    files = export(None)
    figures = json.loads(files["figures.json"])
    figures[0]["title"] = "見本\ud800"
    for name, content in (files | {"figures.json": json.dumps(figures).encode()}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    command = [Path(sys.executable).with_name("jukugi"), "verify", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "○ 見本\\ud800：数え直して、同じになりました。" in done.stdout
    assert "Traceback" not in done.stderr
