"""WeasyPrint at work: here, or in a process of its own (``python -m jukugi.kit.papers.setting FOLDER FIRST STEP``)."""

import gc
import hashlib
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from jukugi.kit.papers.tagging import complete_tags


def set_document(source: str, *, is_part: bool = False) -> bytes:
    """The PDF of an HTML document, or of one portion of it: without page numbers, and without names in its tags."""
    import weasyprint

    def finish(document: Any, pdf: Any) -> None:
        complete_tags(document, pdf, is_part=is_part)

    sheets = ["print.css", *(["portion.css"] if is_part else [])]
    # Nothing but the pictures inside the document is ever opened.
    inside_only = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    pdf: bytes = weasyprint.HTML(string=source, url_fetcher=inside_only).write_pdf(
        stylesheets=[
            weasyprint.CSS(string=(files(__package__) / "static" / sheet).read_text(encoding="utf-8"))
            for sheet in sheets
        ],
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
        finisher=finish,
        presentational_hints=True,  # a list that begins with 4 says so in an attribute
    )
    return pdf


def main(folder: Path, first: int, step: int) -> None:
    """Set every ``step``-th document of a folder, from ``first`` on."""
    for source in sorted(folder.glob("*.html"))[first::step]:
        source.with_suffix(".pdf").write_bytes(set_document(source.read_text(encoding="utf-8"), is_part=True))
        gc.collect()


if __name__ == "__main__":
    gc.disable()  # boxes are many and stay until the document is written: looking for free ones takes a tenth
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
