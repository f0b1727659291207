"""Tables of a Word file: a head that stands on every sheet, rows that are not torn, figures at the right."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from jukugi.kit.papers.parts import Table, clean
from jukugi.kit.papers.word_styles import TEXT_WIDTH
from jukugi.kit.writing import printable

_MOST_WEIGHT, _LEAST_WEIGHT = 30, 4


def add_table(document: Any, table: Table) -> None:
    caption = document.add_paragraph(clean(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    if table.note:
        document.add_paragraph(clean(table.note), style="Table Note")
    made = bare_table(document, table.heads, table.rows)
    describe(made, clean(table.caption))
    for number, (row, words) in enumerate(zip(made.rows, (table.heads, *table.rows), strict=True)):
        for place, cell in enumerate(row.cells):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(printable(words[place])).bold = number == 0
            if place in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(style="Cell")


def bare_table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """A table of the right size, without words; the columns are as wide as their words want."""
    made = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    widths = _widths(heads, rows)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(made.rows):
        _set_row(row, is_head=number == 0)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].style = "Cell"
            if number == 0:
                _shade(cell)
    return made


def describe(made: Any, words: str) -> None:
    """What the table shows, for those who hear it."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), words)
        made._tbl.tblPr.append(element)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres by the longest words of each column, within bounds."""
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    weights = [min(max(length, _LEAST_WEIGHT), _MOST_WEIGHT) for length in longest]
    return [TEXT_WIDTH * weight / sum(weights) for weight in weights]


def _set_row(row: Any, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(["w:tblHeader"] if is_head else [])):
        properties.append(OxmlElement(tag))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EFEBE2")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
