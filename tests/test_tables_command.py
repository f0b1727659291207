"""``jukugi tables suppress``: the same tables with empty cells, safe against subtraction, and refusals in words."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jukugi.core.disclosure.tests.attacker import TOTAL, Attacker
from jukugi.core.disclosure.tests.published import crossed, shared_names
from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
PEOPLE = [(n % 4, n * 7 % 11 % 3, n * 5 % 13 % 2) for n in range(61)]
TABLES = crossed(PEOPLE, (4, 3, 2))


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "tables").mkdir()
    for number, lines in enumerate(TABLES):
        write(tmp_path, f"t{number}.csv", lines)
    return tmp_path


def write(folder: Path, name: str, lines: list[tuple[str, str, object]]) -> None:
    with (folder / "tables" / name).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([("row", "column", "count"), *lines])


def suppress(folder: Path, *more: str, k: int = 5) -> int:
    return main(
        ["tables", "suppress", "--tables", str(folder / "tables"), "--k", str(k), "--out", str(folder / "out"), *more]
    )


def published(folder: Path, name: str) -> list[tuple[str, str, int | None]]:
    with (folder / "out" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["row"], row["column"], int(row["count"]) if row["count"] else None) for row in rows]


def test_no_empty_cell_can_be_pinned_from_all_that_is_written(folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [JUKUGI, "tables", "suppress", "--tables", "tables", "--k", "5", "--out", "out"]

    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    given = [published(folder, f"t{number}.csv") for number in range(3)]
    assert (done.returncode, done.stderr) == (0, "")
    assert [[line[:2] for line in lines] for lines in given] == [[line[:2] for line in lines] for lines in TABLES]
    pairs = [
        (each, truth[2])
        for lines, all_ in zip(given, TABLES, strict=True)
        for each, truth in zip(lines, all_, strict=True)
    ]
    assert all(count in (None, truth) for (_, _, count), truth in pairs)
    assert all(count is None for (_, _, count), truth in pairs if 0 < truth < 5)
    ranges = Attacker(given, shared_names(TABLES)).ranges()
    assert ranges
    assert [span for span in ranges.values() if span[1] - span[0] <= 10] == []
    assert "守れないことを確かめました" in done.stdout


def test_the_same_tables_give_the_same_bytes_and_a_second_run_replaces_them(folder):
    suppress(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    suppress(folder)

    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first
    assert sorted(first) == ["t0.csv", "t1.csv", "t2.csv"]


@pytest.mark.parametrize("word", ["合計", "総数", "Total", "ALL", "", "全市"])
def test_totals_are_known_by_many_words_and_by_being_the_sum(folder, capsys, word):
    suppress(folder)
    before = [count for *_, count in published(folder, "t0.csv")]
    write(
        folder, "t0.csv", [(row.replace(TOTAL, word), column.replace(TOTAL, word), n) for row, column, n in TABLES[0]]
    )
    capsys.readouterr()

    assert suppress(folder) == 0

    assert [count for *_, count in published(folder, "t0.csv")] == before
    assert ("ほかの和なので、合計とみました" in capsys.readouterr().out) is (word == "全市")


def test_office_tables_are_read_and_columns_that_tell_are_left_out(folder, capsys):
    text = "Row,COLUMN,人数,構成比,覚え書き\r\n" + "".join(
        f'{row},{column},"{n:,}",{n / 61:.1%},あ\r\n' for row, column, n in TABLES[0]
    )
    (folder / "tables" / "t0.csv").write_bytes(text.encode("cp932"))

    assert suppress(folder) == 0

    lines = (folder / "out" / "t0.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Row,COLUMN,人数,覚え書き"
    assert lines[1].endswith(",あ")
    assert "t0.csvの「構成比」" in capsys.readouterr().out


def test_margins_that_are_not_published_are_told_where_they_must_stay_so(folder, capsys):
    for path in (folder / "tables").iterdir():
        path.unlink()
    write(folder, "a.csv", [("a", "f", 2), ("a", "m", 1), ("b", "f", 30), ("b", "m", 40)])

    assert suppress(folder) == 0
    assert "ほかでも公表しないでください：a.csvの「a」の計" in capsys.readouterr().out


def test_nothing_small_is_written_as_it_is(folder, capsys):
    assert suppress(folder, k=1) == 0

    assert published(folder, "t0.csv") == TABLES[0]
    assert "1人に満たない0個" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda lines: [("a", "b", "x"), *lines], "t0.csv 2行目「count」列：0以上の整数ではありません"),
        (lambda lines: [("a", "b", ""), *lines], "t0.csv 2行目「count」列：空です"),
        (lambda lines: [("a", "b", -3), *lines], "t0.csv 2行目「count」列"),
        (lambda lines: [("a", "b", 1.5), *lines], "t0.csv 2行目「count」列"),
        (lambda lines: [*lines, lines[0]], f"t0.csv {len(TABLES[0]) + 2}行目"),
        (lambda lines: [*lines[:-1], (TOTAL, TOTAL, 62)], "合計が内訳の和と合いません"),
        (lambda lines: [], "行がありません"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_words_and_nothing_is_written(folder, capsys, break_it, said):
    write(folder, "t0.csv", break_it(TABLES[0]))

    assert suppress(folder) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert not (folder / "out").exists()


def test_faults_of_all_tables_are_told_together(folder, capsys):
    write(folder, "t0.csv", [("a", "b", "x"), *TABLES[0]])
    (folder / "tables" / "t1.csv").write_text("row,column\na,b\n", encoding="utf-8")

    assert suppress(folder) == 1
    assert "直すところが2か所" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tables", "nowhere", "--k", "5", "--out", "out"], "見つかりません"),
        (["--tables", "empty", "--k", "5", "--out", "out"], "表（CSV）がありません"),
        (["--tables", "tables", "--k", "0", "--out", "out"], "--k の値 0"),
        (["--tables", "tables", "--k", "5", "--out", "tables"], "読むフォルダーと同じです"),
        (["--tables", "tables", "--k", "5", "--out", "file"], "フォルダーではありません"),
        (["--tables", "tables", "--k", "5", "--out", "out", "--seconds", "0"], "--seconds の値 0"),
    ],
)
def test_what_cannot_be_done_is_refused_by_its_name(folder, capsys, monkeypatch, arguments, said):
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    (folder / "file").write_text("")

    assert main(["tables", "suppress", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_where_time_runs_out_the_tables_are_safe_all_the_same_and_it_is_told(folder, capsys):
    assert suppress(folder, "--seconds", "0.000001") == 0

    given = [published(folder, f"t{number}.csv") for number in range(3)]
    spans = Attacker(given, shared_names(TABLES)).ranges().values()
    assert [span for span in spans if span[1] - span[0] <= 10] == []
    assert "時間切れ" in capsys.readouterr().out
