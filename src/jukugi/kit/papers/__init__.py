"""A paper written once: shown on a page, made for Word and as a tagged PDF in a job. How: docs/how-to/make-a-paper.md.

The same paper gives the same bytes: nothing of the clock or of chance is in them. Word and PDF take seconds and load
large libraries; web processes call ``paper_html`` only.
"""

from jukugi.kit.papers.errors import NoJapaneseFont, PrinterBusy, PrintingStopped, PrintingUnavailable
from jukugi.kit.papers.forms import PrintedForm, form_pdf, form_pdf_apart, qr_image
from jukugi.kit.papers.html import paper_html
from jukugi.kit.papers.letters import Letter, letters_form
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
)


def paper_file(paper: Paper) -> bytes:
    """The paper as one HTML file to open from a disk or to lay on any server: nothing is asked of elsewhere."""
    from jukugi.kit.papers.standalone import standing_alone

    return standing_alone(paper)


def paper_docx(paper: Paper) -> bytes:
    """The paper for Word (DOCX). In jobs only. About a second for 100,000 letters."""
    from jukugi.kit.papers.word import written

    return written(paper)


def check_printing() -> None:
    """Whether ``paper_pdf`` can work here. Raises PrintingUnavailable, NoJapaneseFont."""
    from jukugi.kit.papers import pdf

    pdf.check_printing()


def paper_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1). In jobs only. Raises PrintingUnavailable, NoJapaneseFont."""
    from jukugi.kit.papers.pdf import printed

    return printed(paper)


__all__ = [
    "Block",
    "Figure",
    "Heading",
    "Letter",
    "Listing",
    "NoJapaneseFont",
    "Notice",
    "PageBreak",
    "Paper",
    "PrintedForm",
    "PrinterBusy",
    "PrintingStopped",
    "PrintingUnavailable",
    "Table",
    "Text",
    "check_printing",
    "form_pdf",
    "form_pdf_apart",
    "letters_form",
    "paper_docx",
    "paper_file",
    "paper_html",
    "paper_pdf",
    "qr_image",
]
