"""The result as tables to reckon with: CSV for machines, a workbook for offices, and what their columns mean."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.public_comments.papers.words import category_words, channel_words
from jukugi.core.consultation import ConsultationResult
from jukugi.kit.papers.package import fixed
from jukugi.kit.sheets import safe_cell
from jukugi.kit.writing import printable

NO_DAY = date(2000, 1, 1)
A4 = 9
"""The number of this size in workbooks."""
LONGEST_CELL = 32_000
"""Letters that a cell of a workbook holds; office software allows 32,767."""


class Column(NamedTuple):
    """A column: its name in the CSV, its heading in the workbook, what stands in it, how wide it is shown."""

    name: str
    heading: Any
    meaning: Any
    width: int


COLUMNS = (
    Column("number", gettext_lazy("番号"), gettext_lazy("結果の文書での番号"), 8),
    Column("chapter", gettext_lazy("項目"), gettext_lazy("御意見のあった章や項目"), 24),
    Column("opinion", gettext_lazy("意見の要旨"), gettext_lazy("御意見の内容。載せていないものは空"), 60),
    Column("count", gettext_lazy("件数"), gettext_lazy("同じ内容の御意見の数（件）。すべて足すと意見総数になる"), 8),
    Column("answer", gettext_lazy("市の考え方"), gettext_lazy("御意見に対する市の考え方"), 60),
    Column("category", gettext_lazy("区分"), gettext_lazy("対応区分の記号"), 8),
    Column("category_name", gettext_lazy("区分の意味"), gettext_lazy("対応区分の意味"), 36),
    Column("change", gettext_lazy("案の変更"), gettext_lazy("御意見を踏まえて案を変えたところ。なければ空"), 40),
)


def result_csv(result: ConsultationResult) -> bytes:
    """UTF-8 with a mark, which office software needs; a row for each number of the document."""
    return _csv([[column.name for column in COLUMNS], *_rows(result)])


def columns_csv() -> bytes:
    """What each column of the CSV means."""
    meanings = [[column.name, str(column.heading), str(column.meaning)] for column in COLUMNS]
    return _csv([["column", "heading", "meaning"], *meanings])


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(result: ConsultationResult) -> Iterator[tuple[object, ...]]:
    for row in result.rows:
        opinion = "" if row.is_withheld else row.opinion
        name = result.category(row.category).name
        yield (row.number, row.chapter, opinion, row.count, row.answer, row.category, name, row.change)


def result_xlsx(result: ConsultationResult) -> bytes:
    """The table, 件 by chapter and category, the categories, 通 by channel, and what the columns mean."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    headings, meanings = [str(column.heading) for column in COLUMNS], [str(column.meaning) for column in COLUMNS]
    _add_sheet(book, _("御意見と市の考え方"), [headings, *_rows(result)], [column.width for column in COLUMNS])
    _add_sheet(book, _("件数"), _matrix(result), [32, *[10] * (len(result.categories) + 1)])
    _add_sheet(book, _("対応区分"), _categories(result), [10, 60, 10])
    _add_sheet(book, _("提出方法"), _letters(result), [32, 18])
    _add_sheet(book, _("列の説明"), [[_("列"), _("意味")], *zip(headings, meanings, strict=True)], [18, 80])
    book.properties.title, book.properties.creator = printable(result.outline.title), printable(result.outline.issuer)
    made = io.BytesIO()
    book.save(made)
    return fixed(made.getvalue(), dated=result.outline.dated or NO_DAY)


def _matrix(result: ConsultationResult) -> Iterator[Iterable[object]]:
    codes = [category.code for category in result.categories]
    yield [_("項目"), *codes, _("計")]
    for chapter, total in result.by_chapter.items():
        yield [chapter, *(result.count(code, chapter) for code in codes), total]
    yield [_("計"), *result.by_category.values(), result.total_comments]


def _categories(result: ConsultationResult) -> Iterator[Iterable[object]]:
    yield [_("区分"), _("意味"), _("件")]
    for category in result.categories:
        yield [category.code, category_words(category), result.by_category[category.code]]


def _letters(result: ConsultationResult) -> Iterator[Iterable[object]]:
    yield [_("提出方法"), _("意見提出数（通）")]
    for label, count in result.letters:
        yield [channel_words(label), count]
    yield [_("計"), result.total_letters]


def _add_sheet(book: Any, title: str, lines: Iterable[Iterable[object]], widths: Iterable[int]) -> None:
    """A sheet whose heading stays in view and is printed on every page."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    top = Alignment(vertical="top", wrap_text=True)
    for number, line in enumerate(lines):
        cells = [_cell(sheet, value, top) for value in line]
        if number == 0:
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.append(cells)


def _cell(sheet: Any, value: object, alignment: Any) -> Any:
    """A text is never a formula, and never longer than a cell can hold: the CSV has the whole."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        value = printable(safe_cell(value))
        if len(value) > LONGEST_CELL:
            value = value[:LONGEST_CELL] + _("…（続きは、CSVのファイルにあります）")
    cell = WriteOnlyCell(sheet, value)
    cell.alignment = alignment
    return cell
