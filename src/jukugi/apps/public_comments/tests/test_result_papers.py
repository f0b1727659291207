"""The result document in its five files: the same numbers in each, whatever reader opens it, and decent when empty."""

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser

import docx
import openpyxl
import pytest

from jukugi.apps.public_comments.papers import ALL_FORMS, ResultForm, columns_csv, result_files, result_paper
from jukugi.core.consultation import USUAL_CATEGORIES, Category, ConsultationResult, Outline, ResultRow, gather
from jukugi.kit.papers import Heading, Table, Text
from jukugi.kit.papers.tests.pdf_reading import Read

HOSTILE = "<script>alert(1)</script>**強い**"
OUTLINE = Outline(
    title="基本的考え方（素案）*",
    summary="支え方を示すものです。",
    opened_on=date(2026, 11, 2),
    closed_on=date(2026, 12, 4),
    ways=("ウェブ", "郵送"),
    issuer="見本市",
    dated=date(2027, 2, 15),
    is_sample=True,
)


def row(chapter: str, opinion: str, category: str, **changes) -> ResultRow:
    return ResultRow(**{"number": 0, "chapter": chapter, "opinion": opinion, "answer": f"{category}の考え方。",
                        "category": category, **changes})  # fmt: skip


def consultation(*rows: ResultRow, letters=(("web", 3), ("郵送", 1)), **changes) -> ConsultationResult:
    parts = {
        "outline": OUTLINE,
        "letters": letters,
        "chapters": tuple(dict.fromkeys(each.chapter for each in rows)),
        "categories": USUAL_CATEGORIES,
        "rows": gather(rows),
    }
    return ConsultationResult(**{**parts, **changes})


def usual() -> ConsultationResult:
    return consultation(
        row("第1章", "配布物が多い。", "A", change="第1章を改めました。"),
        row("第1章", "配布物が多い", "A", change="第1章を改めました。", count=1_200),
        row("第1章", f"=1+1\n{HOSTILE}", "B"),
        row("第2章", "", "C", is_withheld=True, count=2),
    )


@pytest.fixture(scope="module")
def files():
    return result_files(usual())


class Tables(HTMLParser):
    """Every table of a page as rows of words, and all that the page would ask for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.asked: list[str] = []
        self.tags: set[str] = set()
        self.place: list | None = None
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.asked += [value for name, value in attrs if name in ("src", "href") and not value.startswith("#")]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.place = self.tables[-1][-1]
        elif tag == "br" and self.place:
            self.place[-1] += "\n"

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.place = None

    def handle_data(self, data):
        if self.place:
            self.place[-1] += data


OPINIONS = [
    ["番号", "意見の要旨", "市の考え方", "区分"],
    ["1", "配布物が多い。\n【同じ内容の御意見：1,201件】", "Aの考え方。\n【案の変更】第1章を改めました。", "A"],
    ["2", f"=1+1\n{HOSTILE}", "Bの考え方。", "B"],
]
WITHHELD = ["3", "（内容は載せていません）\n【同じ内容の御意見：2件】", "Cの考え方。", "C"]
MATRIX = [
    ["項目", "A", "B", "C", "D", "E", "計"],
    ["第1章", "1,201", "1", "0", "0", "0", "1,202"],
    ["第2章", "0", "0", "2", "0", "0", "2"],
    ["計", "1,201", "1", "2", "0", "0", "1,204"],
]
LETTERS = [["提出方法", "意見提出数（通）"], ["ウェブ（専用フォーム）", "3"], ["郵送", "1"], ["計", "4"]]


def test_a_page_has_the_same_tables_and_asks_for_nothing(files):
    found = Tables(files[ResultForm.HTML])

    assert [table for table in found.tables if table[0][0] in ("提出方法", "項目", "番号")] == [
        [["項目", "内容"], *found.tables[0][1:]],
        LETTERS,
        MATRIX,
        OPINIONS,
        [OPINIONS[0], WITHHELD],
    ]
    assert found.asked == []
    assert "script" not in found.tags


def test_a_word_file_has_the_same_tables(files):
    tables = docx.Document(io.BytesIO(files[ResultForm.WORD])).tables

    words = [[[cell.text for cell in line.cells] for line in table.rows] for table in tables]
    assert words[1] == LETTERS
    assert words[3:] == [MATRIX, OPINIONS, [OPINIONS[0], WITHHELD]]


def test_a_pdf_says_the_same_to_a_reading_machine(files):
    found = Read(files[ResultForm.PDF])

    lines = [[cell.whole for cell in line.kids] for line in found.tree.all() if line.kind == "TR"]
    wanted = [[cell.replace("\n", "") for cell in line] for line in (*LETTERS, *MATRIX, *OPINIONS, WITHHELD)]
    assert [line for line in wanted if line not in lines] == []
    assert found.untagged == []


def test_tables_for_machines_have_the_same_sum_and_no_formula(files):
    table = list(csv.DictReader(io.StringIO(files[ResultForm.TABLE].decode("utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(io.BytesIO(files[ResultForm.WORKBOOK]))

    assert [(line["number"], line["count"], line["category"]) for line in table] == [
        ("1", "1201", "A"), ("2", "1", "B"), ("3", "2", "C"),
    ]  # fmt: skip
    assert table[1]["opinion"] == f"'=1+1\n{HOSTILE}"
    assert table[2]["opinion"] == ""
    assert table[0]["change"] == "第1章を改めました。"
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    assert list(sheets) == ["御意見と市の考え方", "件数", "対応区分", "提出方法", "列の説明"]
    assert [line[3] for line in sheets["御意見と市の考え方"]] == ["件数", 1201, 1, 2]
    assert sheets["件数"][-1] == ("計", 1201, 1, 2, 0, 0, 1204)
    assert sheets["提出方法"][-1] == ("計", 4)
    assert [
        cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line if cell.data_type == "f"
    ] == []


def test_every_column_of_the_tables_has_its_meaning(files):
    meanings = list(csv.reader(io.StringIO(columns_csv().decode("utf-8-sig"))))[1:]
    heading = files[ResultForm.TABLE].decode("utf-8-sig").splitlines()[0].split(",")

    assert [name for name, _heading, _meaning in meanings] == heading
    assert all(meaning for _name, _heading, meaning in meanings)


def test_the_same_result_gives_the_same_bytes(files):
    again = result_files(usual(), [form for form in ALL_FORMS if form is not ResultForm.PDF])

    assert again == {form: content for form, content in files.items() if form is not ResultForm.PDF}


def test_the_layout_is_the_usual_one():
    heads = [block.whole for block in result_paper(usual()).blocks if isinstance(block, Heading)]

    assert heads == [
        "1　概要",
        "2　意見募集の概要",
        "3　結果の概要",
        "(1)　意見提出数と意見総数",
        "(2)　項目と対応区分ごとの件数",
        "(3)　御意見の扱い",
        "4　御意見の内容と市の考え方",
        "(1)　第1章（1,202件）",
        "(2)　第2章（2件）",
    ]


def words_of(result: ConsultationResult) -> str:
    return "\n".join(block.markdown for block in result_paper(result).blocks if isinstance(block, Text))


def test_it_says_how_opinions_were_treated():
    said = words_of(usual())

    assert "令和8年11月2日から令和8年12月4日まで（33日間）に、「基本的考え方（素案）\\*」について" in said
    assert "1,201件を案に反映しました" in said
    assert "2件は内容を載せていません" in said


def test_nobody_wrote_is_told_in_words_and_not_in_empty_tables():
    result = consultation(letters=())

    paper = result_paper(result)
    assert "御意見は寄せられませんでした" in words_of(result)
    assert [block.caption for block in paper.blocks if isinstance(block, Table)] == ["意見募集の概要"]
    files = result_files(result)
    assert list(files) == list(ALL_FORMS)
    assert len(Read(files[ResultForm.PDF]).pdf.pages) <= 2
    assert files[ResultForm.TABLE].decode("utf-8-sig").count("\n") == 1


def test_one_opinion_makes_a_whole_document():
    result = consultation(row("全体", "よい案です。", "E"), letters=(("郵送", 1),))

    tables = [block for block in result_paper(result).blocks if isinstance(block, Table)]
    assert [table.rows for table in tables[-1:]] == [(("1", "よい案です。", "Eの考え方。", "E"),)]
    assert "1通（1件）" in words_of(result)
    assert "案に反映したものはありませんでした" in words_of(result)


def test_what_is_not_known_is_left_out():
    result = consultation(row("全体", "よい案です。", "Z"), outline=Outline(""), categories=(Category("Z", ""),))

    paper = result_paper(result)
    assert paper.title == "意見募集の結果"
    assert next(block.caption for block in paper.blocks if isinstance(block, Table)) == "提出方法ごとの意見提出数"
    assert "案内のとおりです" in words_of(result)


def test_a_chapter_of_many_rows_is_cut_into_tables_that_say_their_numbers():
    result = consultation(*(row("全体", f"意見{number}", "E") for number in range(450)))

    tables = [block for block in result_paper(result).blocks if isinstance(block, Table) and block.heads[0] == "番号"]
    assert [len(table.rows) for table in tables] == [200, 200, 50]
    assert [re.sub(r".*（(.*)）", r"\1", table.caption) for table in tables] == [
        "番号1〜200", "番号201〜400", "番号401〜450",
    ]  # fmt: skip


def test_a_letter_longer_than_a_cell_is_whole_in_the_csv_and_says_so_in_the_workbook():
    files = result_files(consultation(row("全体", "長" * 40_000, "E")), [ResultForm.TABLE, ResultForm.WORKBOOK])

    (line,) = csv.DictReader(io.StringIO(files[ResultForm.TABLE].decode("utf-8-sig")))
    assert len(line["opinion"]) == 40_000
    cell = openpyxl.load_workbook(io.BytesIO(files[ResultForm.WORKBOOK])).worksheets[0]["C2"].value
    assert cell.endswith("（続きは、CSVのファイルにあります）")


def test_files_are_made_as_asked_and_the_pdf_is_left_out_where_the_machine_cannot_print(tmp_path, monkeypatch):
    listing = tmp_path / "fc-list"
    listing.write_text("#!/bin/sh\n")
    listing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert list(result_files(usual(), [ResultForm.PDF, ResultForm.TABLE])) == [ResultForm.TABLE]
