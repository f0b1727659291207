"""Fields and marks of a Word file: page numbers, the table of contents, bookmarks, links."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from jukugi.kit.papers.parts import LISTED_LEVELS, Heading, clean
from jukugi.kit.papers.word_styles import TEXT_WIDTH


def add_page_numbers(document: Any, *, title: str, sample: str) -> None:
    """Page and number of pages in the foot; title, and that it is a sample, in the head."""
    section = document.sections[0]
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(foot, "PAGE", "1")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES", "1")
    section.header.paragraphs[0].text = f"{title}\t\t{sample}" if sample else title
    stops = section.header.paragraphs[0].paragraph_format.tab_stops
    stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field with what is shown until it is reckoned."""
    _mark(paragraph, "begin")
    _instruct(paragraph, code)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def _instruct(paragraph: Any, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)


def _mark(paragraph: Any, kind: str) -> Any:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(element)
    return element


def add_contents(document: Any, heads: Sequence[Heading]) -> None:
    """A field that Word renews, with the pages; until then it lists the headings as links."""
    document.add_paragraph(_("目次"), style="Contents Title")
    for place, head in enumerate(heads):
        paragraph = document.add_paragraph(style=f"toc {head.level}")
        if place == 0:
            _mark(paragraph, "begin").set(qn("w:dirty"), "true")
            _instruct(paragraph, f'TOC \\o "1-{LISTED_LEVELS}" \\h \\z \\u')
            _mark(paragraph, "separate")
        add_link(paragraph, f"#{head.anchor}").append(paragraph.add_run(clean(head.whole))._r)
        if place == len(heads) - 1:
            _mark(paragraph, "end")
    document.add_page_break()


def add_link(paragraph: Any, target: str) -> Any:
    """A link element at the end of the paragraph; runs are put into it."""
    link = OxmlElement("w:hyperlink")
    if target.startswith("#"):
        link.set(qn("w:anchor"), bookmark_name(target[1:]))
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def bookmark_name(anchor: str) -> str:
    """A name as Word allows them: letters, digits and _, at most 40, the same for the same anchor."""
    return f"_Ref{hashlib.sha256(anchor.encode()).hexdigest()[:24]}"


def add_bookmark(paragraph: Any, anchor: str) -> None:
    body = paragraph._p.getparent()
    number = str(len(body))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), bookmark_name(anchor))
    end.set(qn("w:id"), number)
    properties = paragraph._p.pPr
    properties.addnext(start)
    paragraph._p.append(end)
