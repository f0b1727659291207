"""``jukugi consultation report``: five files and the totals from a table, and refusals in words."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

JUKUGI = Path(sys.executable).parent / "jukugi"
HEADING = "number,channel,received_on,chapter,comment,category,answer"
TABLE = f"""{HEADING}
1,web,2026-11-03,第1章,配布物が多い。,A,見直します。
1,,2026-11-03,第2章,居場所がほしい,B,取組を進めます。
2,郵送,令和8年11月4日,第1章,配布物が多い,A,見直します。
"""
NAMES = ["result-columns.csv", "result.csv", "result.docx", "result.html", "result.pdf", "result.xlsx", "totals.json"]
TOTALS = {
    "letters": {"total": 2, "by_channel": {"web": 1, "郵送": 1}},
    "comments": {
        "total": 3,
        "by_category": {"A": 2, "B": 1, "C": 0, "D": 0, "E": 0},
        "by_chapter": {"第1章": 2, "第2章": 1},
        "by_category_and_chapter": {
            "A": {"第1章": 2, "第2章": 0},
            "B": {"第1章": 0, "第2章": 1},
            **{code: {"第1章": 0, "第2章": 0} for code in "CDE"},
        },
    },
}


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "comments.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def report(folder: Path, *more: str, can_print: bool = False) -> subprocess.CompletedProcess[str]:
    """The command without any setting; mostly on a machine without a Japanese font, which is quick."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    if not can_print:
        fonts = folder / "bin" / "fc-list"
        fonts.parent.mkdir(exist_ok=True)
        fonts.write_text("#!/bin/sh\n")
        fonts.chmod(0o755)
        environment["PATH"] = f"{fonts.parent}:{environment['PATH']}"
    command = [JUKUGI, "consultation", "report", "--in", folder / "comments.csv", "--out", folder / "out", *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def totals(folder: Path) -> dict:
    return json.loads((folder / "out" / "totals.json").read_text(encoding="utf-8"))


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "out" / "result.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_five_files_and_the_totals_are_written(folder):
    done = report(folder, "--title", "素案", can_print=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == NAMES
    assert totals(folder) == TOTALS
    assert [(row["opinion"], row["count"]) for row in rows(folder)] == [
        ("配布物が多い。", "2"),
        ("居場所がほしい", "1"),
    ]
    assert "2通、3件です（同じ内容をまとめて2行）。" in done.stdout
    assert "「素案」に関する意見募集の結果" in (folder / "out" / "result.html").read_text().replace("<wbr>", "")


def test_a_machine_that_cannot_print_says_so_and_writes_the_others(folder):
    done = report(folder)

    assert done.returncode == 1
    assert sorted(path.name for path in (folder / "out").iterdir()) == [name for name in NAMES if "pdf" not in name]
    assert "日本語の書体が、この機械にありません。" in done.stderr
    assert "fonts-noto-cjk" in done.stderr


def test_a_pdf_of_before_does_not_stay_beside_other_numbers(folder):
    (folder / "out").mkdir()
    (folder / "out" / "result.pdf").write_bytes(b"old")

    report(folder)

    assert not (folder / "out" / "result.pdf").exists()


def test_a_table_with_a_heading_only_is_a_consultation_to_which_nobody_wrote(folder):
    (folder / "comments.csv").write_text(HEADING + "\n", encoding="utf-8")

    done = report(folder, can_print=True)

    assert done.returncode == 0
    assert (totals(folder)["letters"]["total"], totals(folder)["comments"]["total"]) == (0, 0)
    assert sorted(path.name for path in (folder / "out").iterdir()) == NAMES


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in csv.reader(io.StringIO(TABLE)):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode("cp932"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("number", "ＮＵＭＢＥＲ").replace("category", "Category").encode(),
        TABLE.replace("\n1,", "\n１,").replace(",A,", ",Ａ,").encode(),
        TABLE.replace(HEADING, "受付番号,提出方法,受付日,項目,御意見,区分,市の考え方").encode(),
        TABLE.replace("answer\n", "answer,備考,\n").replace("。\n", "。,x,\n").encode(),
        workbook(),
    ],
)
def test_tables_are_read_as_offices_have_them(folder, content):
    (folder / "comments.csv").write_bytes(content)

    report(folder)

    assert totals(folder) == TOTALS


def test_all_faulty_rows_are_told_and_nothing_is_written(folder):
    (folder / "comments.csv").write_text(
        TABLE + "2,web,2026-02-30,,x,C,y\n,web,,,,,\n3,web,,,居場所,C,\n4,,,,x,C,y\n5,web,x\n", encoding="utf-8"
    )

    done = report(folder)

    assert (done.returncode, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert told[0].startswith("直すところが9か所あります。")
    assert [line.partition("：")[0] for line in sorted(told[1:])] == [
        "comments.csv 5行目「channel」列",
        "comments.csv 5行目「received_on」列",
        "comments.csv 6行目「answer」列",
        "comments.csv 6行目「category」列",
        "comments.csv 6行目「comment」列",
        "comments.csv 6行目「number」列",
        "comments.csv 7行目「answer」列",
        "comments.csv 8行目「channel」列",
        "comments.csv 9行目",
    ]
    assert "4行目と違います" in done.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "comments.csv").unlink(), "見つかりません"),
        (lambda folder: (folder / "comments.csv").write_text("number,channel\n1,web\n"), "「comment」列"),
        (lambda folder: (folder / "comments.csv").write_text(""), "中身がありません"),
        (lambda folder: (folder / "comments.csv").write_text(f'{HEADING}\n1,"x\n'), "引用符"),
        (lambda folder: (folder / "comments.csv").write_bytes(b"\xff\xfe\x00"), "文字コード"),
        (lambda folder: (folder / "out").write_text("x"), "フォルダーではありません"),
    ],
)
def test_what_cannot_be_read_or_written_is_refused_in_words(folder, break_it, said):
    break_it(folder)

    done = report(folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_table_that_was_read_is_not_written_over(folder):
    (folder / "out").mkdir()
    (folder / "out" / "result.csv").write_text(TABLE, encoding="utf-8")

    done = report(folder, "--in", str(folder / "out" / "result.csv"))

    assert done.returncode == 1
    assert "別のフォルダー" in done.stderr
    assert (folder / "out" / "result.csv").read_text(encoding="utf-8") == TABLE


def test_an_outline_and_categories_of_the_city_stand_in_the_document(folder):
    (folder / "outline.csv").write_text(
        "item,text\ntitle,素案\nopened_on,2026/11/2\nclosed_on,R8.12.4\nway,郵送\nway,窓口\n", encoding="utf-8"
    )
    (folder / "categories.csv").write_text("Code,Name,is_reflected\nA,直した,1\nB,直さない,\n", encoding="utf-8")

    report(folder, "--outline", str(folder / "outline.csv"), "--categories", str(folder / "categories.csv"))

    page = (folder / "out" / "result.html").read_text(encoding="utf-8").replace("<wbr>", "")
    assert totals(folder)["comments"]["by_category"] == {"A": 2, "B": 1}
    assert "令和8年11月2日から令和8年12月4日まで（33日間）" in page
    assert "・郵送<br>・窓口" in page
    assert "2件を案に反映しました" in page
    assert "直さない" in page


def test_faults_of_the_outline_and_the_categories_are_told_together(folder):
    (folder / "outline.csv").write_text("item,text\ncolour,青\ndated,x\ntitle,a\ntitle,b\n", encoding="utf-8")
    (folder / "categories.csv").write_text("code,name\nA,x\nA,y\n,z\n", encoding="utf-8")

    done = report(folder, "--outline", str(folder / "outline.csv"), "--categories", str(folder / "categories.csv"))

    assert done.returncode == 1
    assert "直すところが5か所" in done.stderr
    assert "知らない項目" in done.stderr


def test_what_looks_like_a_way_to_reach_a_person_is_told_and_stays(folder):
    (folder / "comments.csv").write_text(f"{HEADING}\n1,web,,,電話は044-200-1234です。,E,考え方。\n", encoding="utf-8")

    done = report(folder)

    assert "1行にあります（2行目）" in done.stderr
    assert rows(folder)[0]["opinion"] == "電話は044-200-1234です。"


def test_the_same_table_gives_the_same_bytes(folder):
    report(folder, can_print=True)
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    report(folder, can_print=True)

    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first
