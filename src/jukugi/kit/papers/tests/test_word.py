"""The Word file of a paper, read back: real styles, heads of tables, lists that count, and nothing of the clock."""

import io
import re
import zipfile
from html import unescape
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jukugi.kit.papers import Heading, Listing, Notice, Paper, Table, Text, paper_docx
from jukugi.kit.papers.tests.builders import HOSTILE, PARAGRAPH, paper
from jukugi.kit.writing import markdown_html

# The order of the schema (ECMA-376 part 1, 17.3 and 17.4), as far as we write these elements.
ORDERS = {
    "pPr": [
        *["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs"],
        *["spacing", "ind", "contextualSpacing", "jc", "outlineLvl"],
    ],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "u", "lang"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblLook", "tblCaption", "tblDescription"],
    "tcPr": ["tcW", "shd", "vAlign"],
}


@pytest.fixture(scope="module")
def content() -> bytes:
    return paper_docx(paper())


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_headings_lists_and_boxes_have_real_styles(document):
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]

    assert [row for row in styles if row[0].startswith(("Heading", "Title"))] == [
        ("Title", paper().title),
        ("Heading 1", "第1章　はじめに"),
        ("Heading 2", "取組の柱"),
        ("Heading 2", "趣旨"),
        ("Heading 1", f"第2章　{HOSTILE}"),
        ("Heading 1", "資料"),
        ("Heading 2", "用語"),
    ]
    assert [row for row in styles if row[0].startswith("List")] == [
        ("List Number", "地域の居場所"),
        ("List Bullet 2", "空き家の活用"),
        ("List Number", "「市民創発」を支える"),
        ("List Number", "別の並び"),
        ("List Number", "一つ目"),
        ("List Number", HOSTILE),
        ("List Bullet", "居場所"),
        ("List Bullet", "担い手"),
    ]
    assert ("Quoted", "負担は、配布だけではない。") in styles
    assert ("Notice", f"12月28日まで。\n{HOSTILE}") in styles
    assert ("Paper Text", PARAGRAPH) in styles


def test_each_numbered_list_counts_anew_from_where_it_begins(document):
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    numbering = document.part.numbering_part.element

    starts = [numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val for number in numbers]
    assert starts == [1, 1, 4, 1, 1]
    assert len(set(numbers)) == 3


def test_heads_of_tables_stand_on_every_sheet_and_figures_at_the_right(document):
    assert len(document.tables) == 2
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    table = document.tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["区", "意見（件）", "備考"],
        ["幸区", "1,037", HOSTILE],
        ["麻生区", "1,222", "紙を含む\n会場も"],
    ]
    assert [row.cells[1].paragraphs[0].alignment for row in table.rows] == [2, 2, 2]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "区ごとの意見"


def test_it_says_that_it_is_japanese_and_what_it_is(document):
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    fonts = document.styles["Normal"].element.rPr.rFonts
    said = document.core_properties

    assert language.get(qn("w:eastAsia")) == language.get(qn("w:val")) == "ja-JP"
    assert fonts.get(qn("w:eastAsia")) == "BIZ UDPゴシック"
    assert (said.title, said.author, said.language) == (paper().title, "見本市 市民文化局", "ja")
    assert said.created.isoformat()[:19] == said.modified.isoformat()[:19] == "2026-11-28T00:00:00"


def test_links_lead_where_they_say_and_nowhere_else(content, document):
    relations = re.findall(
        r'Target="([^"]+)" TargetMode="External"', parts(content)["word/_rels/document.xml.rels"].decode()
    )
    links = document.element.body.findall(f".//{qn('w:hyperlink')}")
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}

    assert relations == ["https://example.jp/a?b=1&amp;c=2"]
    assert {link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))} <= bookmarks
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links][-2:] == ["市のページ", "次の章"]
    assert "どこにもない章" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_there_are_page_numbers_and_a_table_of_contents_word_can_renew(document):
    fields = ["".join(element.itertext()).strip() for element in document.element.body.iter(qn("w:instrText"))]
    foot = "".join(document.sections[0].footer._element.itertext())

    assert fields == ['TOC \\o "1-2" \\h \\z \\u']
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    kinds = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [p.text for p in document.paragraphs if p.style.name.startswith("toc")] == [
        *["第1章　はじめに", "趣旨", f"第2章　{HOSTILE}", "資料", "用語"]
    ]


def test_a_picture_says_what_it_shows(document):
    shape = document.inline_shapes[0]

    assert shape._inline.docPr.get("descr") == paper().blocks[6].alt
    assert parts_of_picture(document).startswith(b"\x89PNG")


def parts_of_picture(document) -> bytes:
    return next(part.blob for part in document.part.package.iter_parts() if part.partname.startswith("/word/media"))


def test_every_element_stands_in_the_order_of_the_schema(content):
    for name, part in parts(content).items():
        if not name.startswith("word/") or not name.endswith(".xml") or "theme" in name:
            continue
        for element in etree.fromstring(part).iter(*(qn(f"w:{kind}") for kind in ORDERS)):
            kind = etree.QName(element).localname
            names = [etree.QName(child).localname for child in element]
            known = [ORDERS[kind].index(name) for name in names if name in ORDERS[kind]]
            assert all(first < second for first, second in pairwise(known)), (name, kind, names)


def test_marks_have_numbers_of_their_own(document):
    numbers = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]

    assert len(numbers) == len(set(numbers)) == 5


def test_the_same_paper_gives_the_same_bytes_without_a_clock(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        times = {entry.date_time for entry in package.infolist()}

    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert paper_docx(paper()) == content
    assert "docProps/thumbnail.jpeg" not in parts(content)


def test_a_short_paper_has_no_table_of_contents_and_needs_no_date():
    made = docx.Document(io.BytesIO(paper_docx(Paper("題", blocks=(Heading("一"), Text("本文"), Listing(("い",)))))))

    assert [(p.style.name, p.text) for p in made.paragraphs] == [
        ("Title", "題"), ("Heading 1", "一"), ("Paper Text", "本文"), ("List Bullet", "い"),
    ]  # fmt: skip
    assert made.core_properties.created.year == 2000


def test_what_xml_cannot_hold_does_not_stop_a_paper():
    made = docx.Document(io.BytesIO(paper_docx(Paper("題\x00", blocks=(Text("声\x0b\ud800"), Listing(("\x08い",)))))))

    assert [p.text for p in made.paragraphs] == ["題", "声", "い"]


PIECES = st.sampled_from(
    [
        *[
            "# 題",
            "- 一",
            "  - 二",
            "1. 三",
            "7) 四",
            "> 引用",
            "> - 五",
            "| a | b |\n|---|--:|\n| 1 | [2](#x) |",
            "```",
            "***",
        ],
        *[
            "- | a |\n  |---|\n  | 1 |",
            '[語](https://e.jp/あ?a="&b)',
            "**太",
            "*点*",
            "![絵](x)",
            "\\*",
            "<b>",
            "\x00",
            "\n",
        ],
    ]
)


@settings(max_examples=40, deadline=None)
@given(text=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=10).map("\n".join))
def test_whatever_is_written_a_whole_file_comes_out_with_the_words_of_the_page(text):
    plain = (Table(text, (text,), ((text,),)), Notice(text, text), Listing((text,)))

    made = docx.Document(io.BytesIO(paper_docx(Paper("", blocks=(Text(text),)))))
    docx.Document(io.BytesIO(paper_docx(Paper(text, blocks=plain))))

    words = "".join(element.text or "" for element in made.element.body.iter(qn("w:t")))
    shown = unescape(re.sub(r"<[^>]*>", "", markdown_html(text)))
    assert re.sub(r"\s", "", words.replace("―" * 10, "")) == re.sub(r"\s", "", shown)


def test_markdown_of_every_kind_is_set():
    text = "*点*と`印`\n\n- 一\n\n  続き\n\n---\n\n```\nそのまま\n```\n\n"
    text += "1. 深い\n   1. もっと\n      1. さらに\n         1. 底"

    made = docx.Document(io.BytesIO(paper_docx(Paper("題", blocks=(Text(text),)))))

    assert [(p.style.name, p.text) for p in made.paragraphs[1:]] == [
        ("Paper Text", "点と印"), ("List Bullet", "一"), ("List Bullet", "続き"), ("Figure", "―" * 10),
        ("Cell", "そのまま"),
        ("List Number", "深い"), ("List Number 2", "もっと"), ("List Number 3", "さらに"), ("List Number 3", "底"),
    ]  # fmt: skip
    assert [(run.text, run.bold) for run in made.paragraphs[1].runs] == [("点", True), ("と", None), ("印", None)]
    assert made.paragraphs[3]._p.pPr.numPr.numId.val == 0
