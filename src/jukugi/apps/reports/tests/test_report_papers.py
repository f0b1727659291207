"""The files of an edition: made again they are the same, and everybody can read them."""

import io
import zipfile

import pytest
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.outcomes.tests.factories import days, promised, public_clause
from jukugi.apps.reports import actions, tasks
from jukugi.apps.reports.enums import FileForm, ReportKind
from jukugi.apps.reports.freezing import thaw
from jukugi.apps.reports.models import ReportEdition, ReportFile
from jukugi.apps.reports.papers import edition_files, report_paper
from jukugi.apps.reports.pictures import NARROW, WIDE, chart_alt, chart_svg
from jukugi.apps.reports.tests.factories import begun, hand, publish
from jukugi.kit.papers import Figure, Table
from jukugi.kit.papers.figures import safe_svg
from jukugi.kit.report_sections import Bar, Chart

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> ReportEdition:
    clause, writer = public_clause(), RoleFactory().user
    promised(clause=clause)
    promised(clause=clause, title="遅れた *約束*", due_on=days(-3))
    report = begun(clause.document.process, writer, kind=ReportKind.COUNCIL, title="議会への報告")
    words = {"section": "outcomes", "before": "**太い字**の前書き", "after": "- 一つ目"}
    actions.write_words(report=report, **words, actor=writer, now=timezone.now())
    return publish(hand(report, writer))


@pytest.fixture
def files(edition) -> dict[FileForm, bytes]:
    return dict(edition_files(edition))


def test_files_made_again_are_the_same_though_figures_went_on(edition, files):
    promised(clause=public_clause(edition.report.process), title="あとの約束")

    assert dict(edition_files(ReportEdition.objects.get(pk=edition.pk))) == files
    assert set(files) == {FileForm.WORD, FileForm.PDF}


def test_word_opens_with_pictures_that_are_told_and_figures_with_their_bases(files):
    from docx import Document

    document = Document(io.BytesIO(files[FileForm.WORD]))
    pictures = document.element.body.xpath(".//wp:docPr")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert pictures
    assert all(picture.get("descr", "").startswith("横棒の図") for picture in pictures)
    assert "市の約束のうち（2件の50%）" in cells
    assert "太い字の前書き" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_word_holds_nothing_of_the_clock(files):
    with zipfile.ZipFile(io.BytesIO(files[FileForm.WORD])) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_pdf_is_tagged_in_japanese_and_every_picture_is_told(files):
    import pikepdf

    with pikepdf.open(io.BytesIO(files[FileForm.PDF])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ja"
        figures = [one for one in elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/Figure"]
        assert figures
        assert all(str(one.Alt).startswith("横棒の図") for one in figures)


def elements(element):
    """Every element of the structure below."""
    import pikepdf

    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
            yield kid
            yield from elements(kid)


def test_every_figure_stands_with_its_base_and_its_page(edition):
    frozen = thaw(edition.content)
    paper = report_paper(frozen, edition.digest)
    rows = [
        row
        for block in paper.blocks
        if isinstance(block, Table) and "数のまとめ" in block.caption
        for row in block.rows
    ]

    assert len(rows) == len(frozen.numbers)
    assert all(of and source.startswith("/") for _title, _value, of, source in rows)
    assert next(block.caption[:2] for block in paper.blocks if isinstance(block, Figure)) == "図1"


def test_the_job_makes_each_file_once(edition):
    tasks.make_files(edition.pk)
    kept = dict(ReportFile.objects.values_list("form", "pk"))
    tasks.make_files(edition.pk)
    tasks.make_missing_files()

    assert dict(ReportFile.objects.values_list("form", "pk")) == kept
    assert set(kept) == {"docx", "pdf"}
    assert not ReportEdition.objects.lacking_files().exists()


def test_a_file_that_is_missing_is_made_later(edition):
    actions.add_files(edition=edition, files={FileForm.WORD: b"kept"}, now=timezone.now())

    tasks.make_missing_files()

    assert bytes(ReportFile.objects.get(edition=edition, form="docx").content) == b"kept"
    assert ReportFile.objects.filter(edition=edition, form="pdf").exists()


CHART = Chart(
    "方法 <b>ごと</b> 100%",
    "件",
    (
        Bar(
            "とても長い名前の、二行でも書ききれないほど長い、どこまでも続いていて終わりがなかなか見えてこない項目の名前",
            (3, 0, 2),
        ),
        Bar("紙&筆", (0, 0, 0)),
    ),
    "すべて",
    parts=("賛成", "わからない", "反対"),
)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_chart_is_drawn_with_patterns_that_stay(width):
    svg = safe_svg(chart_svg(CHART, width=width, key="k"), alt=chart_alt(CHART))

    assert 'fill="url(#k-slant)"' in svg
    assert "…" in svg
    assert "紙&amp;筆" in svg
    assert f'viewBox="0 0 {width} ' in svg


def test_a_chart_is_told_in_words():
    told = chart_alt(CHART)

    assert "2本の棒のうち" in told
    assert "5件" in told
    assert "賛成、わからない、反対の順" in told
    assert chart_alt(Chart("なし", "件", (), "すべて")) == "横棒の図。棒はありません。"
    assert chart_svg(Chart("なし", "件", (), "すべて"), width=WIDE, key="e").startswith("<svg")
