"""The PDF of a paper against PDF/UA-1 (ISO 14289-1), as far as a machine can look: tags, language, fonts, text."""

import os
import subprocess
import sys
from itertools import pairwise

import pytest

from jukugi.kit.papers import NoJapaneseFont, Paper, Text, paper_pdf
from jukugi.kit.papers.sources import document
from jukugi.kit.papers.tests.builders import HOSTILE, PARAGRAPH, paper
from jukugi.kit.papers.tests.pdf_reading import Read


@pytest.fixture(scope="module")
def content() -> bytes:
    return paper_pdf(paper())


@pytest.fixture(scope="module")
def found(content) -> Read:
    return Read(content)


def tags(found: Read, *kinds: str) -> list:
    return [tag for tag in found.tree.all() if tag.kind in kinds]


def test_it_says_that_it_is_tagged_accessible_and_japanese(found):
    root = found.pdf.Root

    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "ja"
    with found.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == paper().title
        assert metadata["dc:creator"] == ["見本市 市民文化局"]


def test_everything_painted_is_tagged_or_an_artifact(found):
    assert found.untagged == []
    assert found.unreached == {}
    assert all(page.get("/Tabs") == "/S" for page in found.pdf.pages)


def test_page_numbers_and_running_titles_are_no_content(found):
    assert "1 / 4" in found.artifacts
    assert "見本データ" in found.artifacts
    assert [tag for tag in found.tree.all() if tag.whole == "1 / 4"] == []


def test_headings_begin_with_the_title_and_skip_no_level(found):
    heads = tags(found, "H1", "H2", "H3", "H4", "H5", "H6")

    assert [(tag.kind, tag.whole) for tag in heads] == [
        ("H1", paper().title),
        ("H2", "第1章　はじめに"),
        ("H3", "取組の柱"),
        ("H3", "趣旨"),
        ("H2", f"第2章　{HOSTILE}"),
        ("H2", "資料"),
        ("H3", "用語"),
    ]
    levels = [int(tag.kind[1]) for tag in heads]
    assert all(second <= first + 1 for first, second in pairwise(levels))


def test_heads_of_tables_say_what_they_head(found):
    made = tags(found, "Table")

    assert len(made) == 2
    for table in made:
        cells = [tag for tag in table.all() if tag.kind in ("TH", "TD")]
        columns = [tag.whole for tag in cells if tag.kind == "TH" and tag.element.A.Scope == "/Column"]
        assert columns in (["区", "件"], ["区", "意見（件）", "備考"])
        assert all("/Headers" in tag.element.A for tag in cells if tag.kind == "TD")
    rows = [tag.whole for tag in made[1].all() if tag.kind == "TH" and tag.element.A.Scope == "/Row"]
    assert rows == ["幸区", "麻生区"]
    assert [tag.whole for tag in tags(found, "Caption")] == ["区ごとの意見2026年10月31日現在", "図1　賛否"]


def test_pictures_have_words_and_lists_have_items(found):
    assert [str(tag.element.Alt) for tag in tags(found, "Figure")] == [f"賛成の棒{HOSTILE}"]
    made = tags(found, "L")
    assert len(made) == 6
    assert all(kid.kind in ("LI", "L") for tag in made for kid in tag.kids)
    assert all({kid.kind for kid in item.kids} <= {"Lbl", "LBody"} for item in tags(found, "LI"))
    numbered = [tag for tag in made if tag.element.A.ListNumbering == "/Decimal"]
    assert [tag.kids[0].whole[:2] for tag in numbered] == ["1.", "4.", "1."]


def test_links_lead_where_they_say(found):
    targets = [
        str(note.A.URI) if "/A" in note else f"#{note.Dest}"
        for page in found.pdf.pages
        for note in page.get("/Annots", [])
    ]

    assert set(targets) == {"https://example.jp/a?b=1&c=2", "#second", "#first", "#aim", "#first-2", "#part-1"}
    assert all(
        "/Contents" in note and "/StructParent" in note for page in found.pdf.pages for note in page.get("/Annots", [])
    )


def test_fonts_are_inside_and_every_glyph_has_its_letter(found):
    for page in found.pdf.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_the_japanese_text_that_comes_out_is_what_was_put_in(found):
    text = found.tree.whole

    assert PARAGRAPH in text
    assert "「市民創発」を支える" in text
    assert "非公式・見本データ：この文書は見本です。" in text
    assert text.count(HOSTILE) == 6
    assert "令和8年11月28日" in text


def test_bookmarks_lead_through_the_paper(found):
    with found.pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]

    assert titles == ["第1章　はじめに", f"第2章　{HOSTILE}", "資料"]


CODE = """
import sys, hashlib, django
django.setup()
from jukugi.kit.papers import paper_docx, paper_pdf
from jukugi.kit.papers.tests.builders import paper
print(hashlib.sha256(paper_pdf(paper())).hexdigest(), hashlib.sha256(paper_docx(paper())).hexdigest())
"""


def test_the_same_paper_gives_the_same_bytes_in_another_process(content):
    made = {
        subprocess.run(
            [sys.executable, "-c", CODE], env={**os.environ} | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert len(made) == 1
    read = Read(content)
    said = read.pdf.docinfo
    dates = {name: str(said[name]) for name in said.keys() if str(said[name]).startswith("D:")}  # noqa: SIM118
    assert dates == {"/CreationDate": "D:20261128"}


def test_hostile_words_stay_words_in_what_is_printed():
    source = document(paper())

    assert "<script" not in source
    assert "https://evil.example" not in source


def test_nothing_is_fetched_from_elsewhere(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")

    printed = paper_pdf(Paper("題", blocks=(Text(f"![x](file://{secret})\n\n<img src='file://{secret}'>"),)))

    assert "秘密" not in Read(printed).tree.whole


def test_a_machine_without_a_japanese_font_says_so(tmp_path, monkeypatch):
    listing = tmp_path / "fc-list"
    listing.write_text("#!/bin/sh\n")
    listing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoJapaneseFont):
        paper_pdf(Paper("題"))
