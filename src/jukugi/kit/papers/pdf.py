"""A paper as a tagged PDF (PDF/UA-1), in one piece or, when it is long, in portions that are joined."""

import shutil
import subprocess

from jukugi.kit.papers.errors import NoJapaneseFont, PrintingUnavailable
from jukugi.kit.papers.parts import Paper
from jukugi.kit.papers.portions import cut
from jukugi.kit.papers.setting import set_document
from jukugi.kit.papers.sources import document


def printed(paper: Paper) -> bytes:
    """The same paper gives the same bytes, on a machine with the same fonts and libraries."""
    check_printing()
    portions = cut(paper)
    if len(portions) == 1:
        return set_document(document(paper))
    from jukugi.kit.papers.joining import printed_in_portions

    return printed_in_portions(paper, portions)


def check_printing() -> None:
    """Whether this machine can make a PDF. Raises PrintingUnavailable, NoJapaneseFont."""
    if not _has_japanese_font():
        raise NoJapaneseFont
    try:
        import weasyprint  # noqa: F401 - the libraries of the system are opened when it is imported
    except OSError as error:
        raise PrintingUnavailable from error


def _has_japanese_font() -> bool:
    """Without one the PDF would be rows of boxes, and nobody told. Where nobody can be asked, it is believed."""
    listing = shutil.which("fc-list")
    if listing is None:
        return True
    done = subprocess.run([listing, ":lang=ja", "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())
