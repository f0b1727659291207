"""`jukugi areas population`: a table is taken whole, or every fault is told."""

import pytest

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.project.cli import main

HEADER = "ward_code,as_of,age_from,age_to,sex,population\n"
ROWS = "990001,2026-04-01,0,14,男,150\n990001,2026-04-01,15,29,男,300\n990001,令和8年4月1日,30,,男,500\n"


@pytest.mark.django_db
class TestCommand:
    def test_it_takes_a_table(self, tmp_path, capsys):
        WardFactory(code="990001")
        table = tmp_path / "人口.csv"
        table.write_text(HEADER + ROWS, encoding="utf-8")

        assert main(["areas", "population", str(table), "--source", "住民基本台帳"]) == 0
        assert "3行、950人" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("text", "source", "words"),
        [
            (HEADER + "999999,2026-04-01,0,,男,1\n", "出所", "この区はまだ載っていません"),
            (HEADER + ROWS, " ", "--source が空です"),
            ("a,b\n1,2\n", "出所", "この列がありません"),
        ],
    )
    def test_it_says_what_does_not_fit(self, tmp_path, capsys, text, source, words):
        table = tmp_path / "人口.csv"
        table.write_text(text, encoding="utf-8")

        assert main(["areas", "population", str(table), "--source", source]) == 1
        assert words in capsys.readouterr().err
