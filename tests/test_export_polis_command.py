"""``jukugi export-polis``: what an operator is told, and what is written."""

import pytest

from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinion_map.tests.test_importing import FILES
from jukugi.project import cli

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    assert cli.main(["import-polis", str(tmp_path)]) == 0
    return Topic.objects.get()


def test_sums_are_written_and_nobodys_answers(topic, tmp_path, capsys):
    assert cli.main(["export-polis", str(topic.pk), str(tmp_path / "out")]) == 0

    assert {path.name for path in (tmp_path / "out").iterdir()} == {"summary.csv", "comments.csv"}
    assert "書きました" in capsys.readouterr().out


def test_single_answers_need_a_reason(topic, tmp_path, capsys):
    assert cli.main(["export-polis", str(topic.pk), str(tmp_path / "out"), "--row-level"]) == 1

    assert "--reason" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over(topic, tmp_path, capsys):
    arguments = ["export-polis", str(topic.pk), str(tmp_path / "out"), "--row-level", "--reason", "研究"]
    assert cli.main(arguments) == 0
    before = (tmp_path / "out" / "votes.csv").read_bytes()

    assert cli.main(arguments) == 1
    assert "すでにあります" in capsys.readouterr().err
    assert (tmp_path / "out" / "votes.csv").read_bytes() == before


def test_a_topic_that_is_not_there_is_named(tmp_path, capsys):
    assert cli.main(["export-polis", "999", str(tmp_path)]) == 1

    assert "999 番のテーマはありません" in capsys.readouterr().err
