"""``jukugi import-polis``: what an operator is told."""

import pytest

from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinion_map.tests.test_importing import FILES, VOTES
from jukugi.project import cli

pytestmark = pytest.mark.django_db


def test_the_command_tells_file_row_and_column(tmp_path, capsys):
    for name, content in {**FILES, "votes.csv": VOTES + b"1500000002600,x,5,nine,1\n"}.items():
        (tmp_path / name).write_bytes(content)

    code = cli.main(["import-polis", str(tmp_path)])

    said = capsys.readouterr()
    assert code == 1
    assert "取り込みませんでした" in said.err
    assert "votes.csv 7行目 「voter-id」列" in said.err
    assert "nine" in said.err
    assert Topic.objects.count() == 0


def test_the_command_takes_the_attribution_from_the_folder(tmp_path, capsys):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "README.md").write_text("# Data\n\n> Named as the source asks\n> in two lines\n")

    code = cli.main(["import-polis", str(tmp_path)])

    assert code == 0
    assert Topic.objects.get().attribution.startswith("Named as the source asks\nin two lines")
    assert "取り込みました" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    assert cli.main(["import-polis", str(tmp_path / "nowhere")]) == 1

    assert "nowhere" in capsys.readouterr().err
