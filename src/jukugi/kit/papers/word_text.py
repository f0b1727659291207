"""Markdown as paragraphs, lists, tables and links of a Word file."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from markdown_it.token import Token

from jukugi.kit.papers.word_fields import add_link
from jukugi.kit.papers.word_tables import bare_table, describe
from jukugi.kit.writing import markdown_tokens, printable

DEEPEST_LIST = 3


class Writer:
    """Writes Markdown at the end of a document. ``anchors`` are the places a link may lead to."""

    def __init__(self, document: Any, *, anchors: set[str]) -> None:
        self.document = document
        self._anchors = anchors
        self._lists: list[tuple[str, int]] = []  # style and number of each list around
        self._heading = ""  # the style of the heading that is being read
        self._is_quoted = 0
        self._is_first_in_item = False

    def add_markdown(self, text: str, *, below: int) -> None:
        tokens = markdown_tokens(text, below=below)
        place = 0
        while place < len(tokens):
            if tokens[place].type == "table_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "table_close")
                self._add_table(tokens[place : end + 1])
                place = end
            else:
                self._add_token(tokens[place])
            place += 1

    def add_listing(self, items: Iterable[str], *, is_ordered: bool) -> None:
        self._open_list(is_ordered=is_ordered, start=1)
        for item in items:
            self._is_first_in_item = True
            self._paragraph().add_run(printable(item))
        self._lists.pop()

    def _add_token(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = f"Heading {int(token.tag[1:]) - 1}"
            case "inline":
                self._add_inline(self._paragraph(), token.children or [])
            case "heading_close":
                self._heading = ""
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                self._open_list(is_ordered=token.type == "ordered_list_open", start=start)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._is_first_in_item = True
            case "blockquote_open":
                self._is_quoted += 1
            case "blockquote_close":
                self._is_quoted -= 1
            case "fence":
                for line in token.content.rstrip("\n").split("\n"):
                    self.document.add_paragraph(line, style="Cell")
            case "hr":
                self.document.add_paragraph("―" * 10, style="Figure").alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _paragraph(self) -> Any:
        """The paragraph that the next words stand in."""
        if self._heading:
            return self.document.add_paragraph(style=self._heading)
        if self._lists:
            style, number = self._lists[-1]
            paragraph = self.document.add_paragraph(style=style)
            if self._is_first_in_item:
                self._is_first_in_item = False
                if number:
                    _set_number(paragraph, number)
            else:  # the second paragraph of an item has no bullet of its own
                _set_number(paragraph, 0)
                paragraph.paragraph_format.left_indent = Pt(18 * len(self._lists))
            return paragraph
        return self.document.add_paragraph(style="Quoted" if self._is_quoted else "Paper Text")

    def _open_list(self, *, is_ordered: bool, start: int) -> None:
        depth = min(len(self._lists) + 1, DEEPEST_LIST)
        style = f"List {'Number' if is_ordered else 'Bullet'}{f' {depth}' if depth > 1 else ''}"
        self._lists.append((style, _new_numbering(self.document, style, start) if is_ordered else 0))

    def _add_inline(self, paragraph: Any, tokens: Sequence[Token]) -> None:
        strong = 0
        link: Any = None
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close" | "em_open" | "em_close":  # Japanese has no italics
                    strong += token.nesting
                case "link_open":
                    link = self._open_link(paragraph, str(token.attrs.get("href", "")))
                case "link_close":
                    link = None
                case "softbreak" | "hardbreak":
                    paragraph.add_run().add_break()
                case "text" | "code_inline":
                    run = paragraph.add_run(token.content)
                    run.bold = True if strong else None
                    if link is not None:
                        run.style = "Hyperlink"
                        link.append(run._r)

    def _open_link(self, paragraph: Any, target: str) -> Any:
        """None where a link inside the paper leads nowhere: the words stay."""
        if target.startswith("#") and target[1:] not in self._anchors:
            return None
        return add_link(paragraph, target)

    def _add_table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[tuple[Token, bool]]] = []
        for token, content in zip(tokens, tokens[1:], strict=False):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append((content, "class" in token.attrs))
        heads, *others = [[content.content for content, _is_figure in row] for row in rows]
        made = bare_table(self.document, heads, others)
        describe(made, "、".join(heads))
        for number, (made_row, row) in enumerate(zip(made.rows, rows, strict=True)):
            for cell, (content, is_figure) in zip(made_row.cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                self._add_inline(paragraph, content.children or [])
                if is_figure:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if number == 0:
                    for run in paragraph.runs:
                        run.bold = True
        self.document.add_paragraph(style="Cell")


def _set_number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _new_numbering(document: Any, style: str, start: int) -> int:
    """A list that counts from ``start`` anew, in the form of the style."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    styled = document.styles[style].element.pPr.numPr.numId.val
    form = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == styled)
    made = numbering.add_num(form)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)
