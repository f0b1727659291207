"""``jukugi weights rake``: a weight for each person, the effective sample size, and refusals in words."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
SAMPLE = "id,性別,年代\n" + "".join(
    f"{sex}{age}{number},{sex},{age}\n"
    for sex, age, count in [("男", "若", 3), ("男", "老", 5), ("女", "若", 6), ("女", "老", 2)]
    for number in range(count)
)
MARGINS = "variable,category,share\n性別,男,0.49\n性別,女,0.51\n年代,若,0.4\n年代,老,0.6\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "sample.csv").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "margins.csv").write_text(MARGINS, encoding="utf-8")
    return tmp_path


def rake(folder: Path, *more: str) -> int:
    sample, margins, out = (str(folder / f"{name}.csv") for name in ("sample", "margins", "weights"))
    return main(["weights", "rake", "--sample", sample, "--margins", margins, "--out", out, *more])


def weights(folder: Path) -> dict[str, float]:
    rows = csv.DictReader(io.StringIO((folder / "weights.csv").read_text(encoding="utf-8")))
    return {row["id"]: float(row["weight"]) for row in rows}


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_weights_are_written_without_any_setting_and_the_effective_size_is_told(folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [JUKUGI, "weights", "rake", "--sample", "sample.csv", "--margins", "margins.csv", "--out", "weights.csv"]

    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    found = weights(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(found) == [line.split(",")[0] for line in SAMPLE.splitlines()[1:]]
    assert sum(found.values()) == pytest.approx(16)
    assert sum(each for key, each in found.items() if key[0] == "男") / 16 == pytest.approx(0.49)
    assert sum(each for key, each in found.items() if key[1] == "老") / 16 == pytest.approx(0.6)
    told = float(re.search(r"effective sample size）：([0-9.]+)", done.stdout)[1])
    assert told == pytest.approx(16**2 / sum(each * each for each in found.values()), abs=1e-3)


@pytest.mark.parametrize(
    ("change_it", "said"),
    [
        (lambda folder: None, ""),
        (lambda folder: change(folder, "margins", "0.49", "49") or change(folder, "margins", "0.51", "51"), "百分率"),
        (lambda folder: change(folder, "margins", "0.4\n", "400\n") or change(folder, "margins", "0.6", "600"), "人数"),
        (
            lambda folder: change(folder, "margins", "0.49", "４９％") or change(folder, "margins", "0.51", "51%"),
            "百分率",
        ),
        (lambda folder: change(folder, "sample", "id,", "ＩＤ,"), ""),
        (lambda folder: change(folder, "sample", "男,", " 男 ,"), ""),
        (lambda folder: change(folder, "margins", "variable", "\n\nVariable"), ""),
        (lambda folder: (folder / "sample.csv").write_text(SAMPLE.replace(",", "\t"), encoding="utf-16"), ""),
        (lambda folder: (folder / "sample.csv").write_text(SAMPLE.replace("\n", "\r\n"), encoding="cp932"), ""),
    ],
)
def test_tables_are_read_in_the_ways_that_offices_write_them(folder, capsys, change_it, said):
    rake(folder)
    before = list(weights(folder).values())
    change_it(folder)

    assert rake(folder) == 0

    assert list(weights(folder).values()) == pytest.approx(before, abs=1e-9)
    assert said in capsys.readouterr().out


def test_who_did_not_answer_and_columns_not_used_are_told(folder, capsys):
    change(folder, "sample", "男若0,男,", "男若0,無回答,")
    change(folder, "sample", "男若1,男,若", "男若1,,若")
    change(folder, "sample", "性別,年代", "性別,年代,覚え書き")

    (folder / "sample.csv").write_text(
        "\n".join(
            f"{line}{',x' if number else ''}"
            for number, line in enumerate((folder / "sample.csv").read_text().splitlines())
        )
    )

    assert rake(folder) == 0
    said = capsys.readouterr().out
    assert "「性別」の分からない2人" in said
    assert "使わなかった列：覚え書き" in said


def test_no_weight_is_above_the_most_that_was_given(folder, capsys):
    assert rake(folder, "--most", "1.5") == 0

    assert max(weights(folder).values()) == pytest.approx(1.5)
    assert sum(weights(folder).values()) == pytest.approx(16)
    assert "上限1.5に達した人は" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda f: change(f, "sample", "男若1,男", "男若0,男"), "sample.csv 3行目「id」列"),
        (lambda f: change(f, "sample", "男若0,男", "男若0,おとこ"), "sample.csv 2行目「性別」列"),
        (lambda f: change(f, "sample", "性別", "せいべつ"), "sample.csv 1行目「性別」列"),
        (lambda f: change(f, "sample", "男若0,男,若", "男若0,男"), "sample.csv 2行目"),
        (lambda f: change(f, "sample", "id", "だれ"), "「id」列：この列がありません"),
        (lambda f: change(f, "margins", "0.49", "半分"), "margins.csv 2行目「share」列"),
        (lambda f: change(f, "margins", "0.49", "-0.49"), "margins.csv 2行目「share」列"),
        (lambda f: change(f, "margins", "性別,女", "性別,男"), "margins.csv 3行目「category」列"),
        (lambda f: change(f, "margins", "0.49", "0.3"), "「性別」の割合の合計が0.81です"),
        (lambda f: change(f, "margins", "性別,男,0.49", "性別,男,0.4\n性別,ほか,0.09"), "「性別」の「ほか」"),
        (lambda f: change(f, "margins", "男,0.49", "男,0") or change(f, "margins", "0.51", "1"), "標本には人がいる"),
        (lambda f: (f / "margins.csv").unlink(), "margins.csv を開けません（見つかりません）"),
        (lambda f: (f / "margins.csv").write_text(""), "中身がありません"),
        (lambda f: (f / "margins.csv").write_text("variable,category,share\n"), "行がありません"),
        (lambda f: (f / "weights.csv").mkdir(), "ファイルではありません"),
    ],
)
def test_what_cannot_be_weighted_is_refused_in_words_and_nothing_is_written(folder, capsys, break_it, said):
    break_it(folder)

    assert rake(folder) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert not (folder / "weights.csv").is_file()


def test_margins_that_no_weights_can_have_are_refused_with_where(folder, capsys):
    (folder / "sample.csv").write_text("id,性別,年代\n1,男,若\n2,女,老\n", encoding="utf-8")

    assert rake(folder) == 1
    assert "割合が合いませんでした" in capsys.readouterr().err


def test_the_sample_is_not_written_over(folder, capsys):
    sample = str(folder / "sample.csv")

    assert main(["weights", "rake", "--sample", sample, "--margins", str(folder / "margins.csv"), "--out", sample]) == 1
    assert "読むファイルと同じです" in capsys.readouterr().err
    assert rake(folder, "--most", "1") == 1
    assert "--most の値 1" in capsys.readouterr().err
