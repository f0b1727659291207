"""WeasyPrint at work: here, or in a process of its own (``python -m jukugi.kit.papers.setting FOLDER FIRST STEP``)."""

import gc
import hashlib
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jukugi.kit.papers.tagging import complete_tags


def set_document(source: str, *, is_part: bool = False, more: Sequence[str] = ()) -> bytes:
    """The PDF of an HTML document, or of one portion of it: without page numbers, and without names in its tags.

    ``more`` are sheets of style that come after the one of all papers.
    """

    def finish(document: Any, pdf: Any) -> None:
        complete_tags(document, pdf, is_part=is_part)

    pdf: bytes = _opened(source).write_pdf(
        stylesheets=_styles(["print.css", *(["portion.css"] if is_part else []), *more]),
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
        finisher=finish,
        presentational_hints=True,  # a list that begins with 4 says so in an attribute
    )
    return pdf


def pages_of(source: str, *, more: Sequence[str]) -> int:
    """How many sheets an HTML document takes."""
    return len(_opened(source).render(stylesheets=_styles(["print.css", *more]), presentational_hints=True).pages)


def _opened(source: str) -> Any:
    import weasyprint

    # Nothing but the pictures inside the document is ever opened.
    inside_only = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    return weasyprint.HTML(string=source, url_fetcher=inside_only)


def _styles(sheets: Sequence[str]) -> list[Any]:
    import weasyprint

    texts = ((files(__package__) / "static" / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return [weasyprint.CSS(string=text) for text in texts]


def main(folder: Path, first: int, step: int) -> None:
    """Set every ``step``-th document of a folder, from ``first`` on."""
    for source in sorted(folder.glob("*.html"))[first::step]:
        source.with_suffix(".pdf").write_bytes(set_document(source.read_text(encoding="utf-8"), is_part=True))
        gc.collect()


if __name__ == "__main__":
    gc.disable()  # boxes are many and stay until the document is written: looking for free ones takes a tenth
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
