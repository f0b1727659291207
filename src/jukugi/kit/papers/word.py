"""A paper for Word: real styles for headings, lists and tables, so that officers can go on writing in it."""

import io
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from jukugi.core.fiscal_year import era_day
from jukugi.kit.papers.figures import png
from jukugi.kit.papers.package import fixed
from jukugi.kit.papers.parts import (
    Block,
    Figure,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paper,
    Table,
    Text,
    clean,
    listed_heads,
    placed,
)
from jukugi.kit.papers.word_fields import add_bookmark, add_contents, add_page_numbers
from jukugi.kit.papers.word_styles import TEXT_WIDTH, set_styles
from jukugi.kit.papers.word_tables import add_table
from jukugi.kit.papers.word_text import Writer
from jukugi.kit.writing import printable

_LONGEST_PROPERTY = 255
# Of papers without a date; ZIP and Word want one.
NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the field has no time zone


def written(paper: Paper) -> bytes:
    """The same paper gives the same bytes."""
    document = Document()
    set_styles(document, lang="ja-JP" if paper.lang == "ja" else paper.lang)
    _set_properties(document, paper)
    add_page_numbers(document, title=clean(paper.title), sample=_("見本データ") if paper.is_sample else "")
    blocks = list(placed(paper))
    heads = listed_heads(blocks)
    writer = Writer(document, anchors={block.anchor for block, _level in blocks if isinstance(block, Heading)})
    _add_head(document, paper)
    if heads:
        add_contents(document, heads)
    for block, level in blocks:
        _add(writer, block, level)
    saved = io.BytesIO()
    document.save(saved)
    return fixed(saved.getvalue())


def _set_properties(document: Any, paper: Paper) -> None:
    found = document.core_properties
    issuer = clean(paper.issuer)[:_LONGEST_PROPERTY]
    found.title, found.subject = clean(paper.title)[:_LONGEST_PROPERTY], clean(paper.subtitle)[:_LONGEST_PROPERTY]
    found.author, found.last_modified_by, found.comments = issuer, issuer, ""
    found.language, found.revision = paper.lang, 1
    day = datetime(paper.dated.year, paper.dated.month, paper.dated.day) if paper.dated else NO_DAY  # noqa: DTZ001
    found.created = found.modified = day


def _add_head(document: Any, paper: Paper) -> None:
    if paper.is_sample:
        sample = _("非公式・見本データ：この文書は見本です。実在の市の文書ではありません。")
        document.add_paragraph(sample, style="Sample Note")
    for line in (era_day(paper.dated) if paper.dated else "", clean(paper.issuer)):
        if line:
            document.add_paragraph(line, style="Issuer")
    document.add_paragraph(clean(paper.title), style="Title")
    for line in (clean(paper.subtitle), clean(paper.edition)):
        if line:
            document.add_paragraph(line, style="Subtitle")


def _add(writer: Writer, block: Block, level: int) -> None:
    document = writer.document
    match block:
        case Heading():
            heading = document.add_paragraph(clean(block.whole), style=f"Heading {level}")
            add_bookmark(heading, block.anchor)
        case Text():
            writer.add_markdown(block.markdown, below=level + 1)
        case Table():
            add_table(document, block)
        case Figure():
            _add_figure(document, block)
        case Notice():
            document.add_paragraph(clean(block.title), style="Notice Title")
            document.add_paragraph(printable(block.text), style="Notice")
        case Listing():
            writer.add_listing(block.items, is_ordered=block.ordered)
        case PageBreak():
            document.add_page_break()


def _add_figure(document: Any, figure: Figure) -> None:
    paragraph = document.add_paragraph(style="Figure")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(io.BytesIO(png(figure.svg, alt=figure.alt)), width=Mm(TEXT_WIDTH))
    if shape.height > Mm(190):
        shape.width, shape.height = int(shape.width * Mm(190) / shape.height), Mm(190)
    shape._inline.docPr.set("descr", printable(figure.alt))
    document.add_paragraph(clean(figure.caption), style="Caption")
