"""A paper as HTML: for our pages, and as what the PDF is made from."""

from base64 import b64encode

from django.utils.html import escape
from django.utils.safestring import SafeString

from jukugi.kit.pages.templatetags.kit import phrases
from jukugi.kit.papers.figures import safe_svg
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
    placed,
)
from jukugi.kit.writing import markdown_html, printable

_SHORT_ROWS, _SHORT_LETTERS = 12, 900


def paper_html(paper: Paper) -> SafeString:
    """The blocks of a paper for a page of the web, below the page's own ``h1``. Everything in it is escaped or cleaned.

    The first headings are ``h2``, with anchors; title, issuer and date are the page's own.
    """
    parts = (block_html(block, level) for block, level in placed(paper))
    return SafeString(f'<div class="paper-body" lang="{escape(paper.lang)}">{"".join(parts)}</div>')


def block_html(block: Block, level: int, *, is_print: bool = False) -> str:
    """One block; ``level`` is that of the heading it stands under, its own for a heading."""
    match block:
        case Heading():
            number = f'<span class="paper-number">{escape(clean(block.number))}</span>　' if block.number else ""
            words = f"{number}{_words(clean(block.text), is_print=is_print)}"
            return f'<h{level + 1} id="{escape(block.anchor)}">{words}</h{level + 1}>'
        case Text():
            return f'<div class="text written">{markdown_html(block.markdown, below=level + 1)}</div>'
        case Table():
            return _table(block, is_print=is_print)
        case Figure():
            return _figure(block, is_print=is_print)
        case Notice():
            title = f'<p class="notice-title">{_words(clean(block.title), is_print=is_print)}</p>'
            return f'<div class="notice is-info">{title}<p>{_words(block.text, is_print=is_print)}</p></div>'
        case Listing():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{_words(item, is_print=True)}</li>" for item in block.items)
            return f'<div class="text written"><{tag}>{items}</{tag}></div>'
        case PageBreak():
            return '<div class="break"></div>' if is_print else ""


def _words(text: str, *, is_print: bool) -> str:
    """Plain text with its lines; on a page short text breaks between phrases."""
    lines = printable(text).replace("\r\n", "\n").split("\n")
    return "<br>".join(escape(line) if is_print else phrases(line) for line in lines)


def _table(table: Table, *, is_print: bool) -> str:
    """The first column names its row, unless it holds figures."""
    note = f"<small>{_words(clean(table.note), is_print=is_print)}</small>" if table.note else ""
    heads = "".join(
        f'<th scope="col"{_side(place, table)}>{_words(head, is_print=is_print)}</th>'
        for place, head in enumerate(table.heads)
    )
    rows = "".join(
        f"<tr>{''.join(_cell(place, cell, table, is_print=is_print) for place, cell in enumerate(row))}</tr>"
        for row in table.rows
    )
    columns = "".join(f'<col width="{share:.2%}">' for share in table.shares)
    kinds = ["folds", *(["is-set"] if columns else []), *(["is-short"] if is_print and _is_short(table) else [])]
    return (
        f'<table class="{" ".join(kinds)}"><caption>{_words(clean(table.caption), is_print=is_print)}{note}</caption>'
        f"{f'<colgroup>{columns}</colgroup>' if columns else ''}"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _is_short(table: Table) -> bool:
    """Less than half a sheet: it is not torn."""
    return len(table.rows) <= _SHORT_ROWS and sum(len(cell) for row in table.rows for cell in row) <= _SHORT_LETTERS


def _cell(place: int, cell: str, table: Table, *, is_print: bool) -> str:
    words = _words(cell, is_print=is_print)
    if place == 0 and 0 not in table.numeric:
        return f'<th scope="row">{words}</th>'
    return f'<td data-label="{escape(clean(table.heads[place]))}"{_side(place, table)}>{words}</td>'


def _side(place: int, table: Table) -> str:
    return ' class="n"' if place in table.numeric else ""


def _figure(figure: Figure, *, is_print: bool) -> str:
    picture = safe_svg(figure.svg, alt=figure.alt)
    if is_print:
        source = b64encode(picture.encode()).decode()
        picture = f'<img alt="{escape(printable(figure.alt))}" src="data:image/svg+xml;base64,{source}">'
    caption = _words(clean(figure.caption), is_print=is_print)
    return f'<figure class="figure">{picture}<figcaption>{caption}</figcaption></figure>'
