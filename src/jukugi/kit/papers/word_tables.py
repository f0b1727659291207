"""Tables of a Word file: a head that stands on every sheet, rows that are not torn, figures at the right.

They are written as XML at once: asking python-docx for each cell takes many times as long.
"""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table as WordTable

from jukugi.kit.papers.parts import Table, clean
from jukugi.kit.papers.word_styles import TEXT_WIDTH
from jukugi.kit.writing import printable

_MOST_WEIGHT, _LEAST_WEIGHT = 30, 4
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EFEBE2"/>'
_LOOK = 'w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
_HEAD, _BOLD, _BREAK, _TAB = "<w:tblHeader/>", "<w:rPr><w:b/></w:rPr>", "<w:br/>", "<w:tab/>"


def add_table(document: Any, table: Table) -> None:
    caption = document.add_paragraph(clean(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    if table.note:
        document.add_paragraph(clean(table.note), style="Table Note")
    rows = [tuple(map(_runs, row)) for row in table.rows]
    heads = tuple(_runs(head, is_bold=True) for head in table.heads)
    made = _made(document, heads, rows, table.shares or _shares(table.heads, table.rows), table.numeric)
    describe(made, clean(table.caption))
    document.add_paragraph(style="Cell")


def bare_table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """A table of the right size, without words; the columns are as wide as their words want."""
    empty = ("",) * len(heads)
    return _made(document, empty, [empty] * len(rows), _shares(heads, rows), frozenset())


def describe(made: Any, words: str) -> None:
    """What the table shows, for those who hear it."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), words)
        made._tbl.tblPr.append(element)


def _made(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    numeric: frozenset[int],
) -> Any:
    """The table at the end of the document. ``heads`` and ``rows`` hold the runs of each cell, as XML."""
    widths = [Mm(TEXT_WIDTH * share).twips for share in shares]
    cell, table = (document.styles[name].style_id for name in ("Cell", "Table Grid"))
    sides = ['<w:jc w:val="right"/>' if place in numeric else "" for place in range(len(widths))]
    styled = [f'<w:p><w:pPr><w:pStyle w:val="{cell}"/>{side}</w:pPr>' for side in sides]
    begun = [
        [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph}'
            for width, paragraph in zip(widths, styled, strict=True)
        ]
        for shade in (_SHADE, "")
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, begun[1], "") for row in rows)
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{table}"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook {_LOOK}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(heads, begun[0], _HEAD)}{body}</w:tbl>"
    )
    document.element.body._insert_tbl(element)
    return WordTable(element, document._body)


def _row(cells: Sequence[str], begun: Sequence[str], more: str) -> str:
    inside = "".join(f"{begin}{runs}</w:p></w:tc>" for begin, runs in zip(begun, cells, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"


def _runs(text: str, *, is_bold: bool = False) -> str:
    """A run with the words of a cell; its lines and tabs as Word has them."""
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = _BREAK.join(_TAB.join(map(_text, line.split("\t"))) for line in lines)
    return f"<w:r>{_BOLD if is_bold else ''}{told}</w:r>"


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>' if words else ""


def _shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """By the longest words of each column, within bounds."""
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    weights = [min(max(length, _LEAST_WEIGHT), _MOST_WEIGHT) for length in longest]
    return [weight / sum(weights) for weight in weights]
