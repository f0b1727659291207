"""A paper as a tagged PDF (PDF/UA-1): WeasyPrint sets it, `tagging` completes what it says to a reading machine."""

import hashlib
import shutil
import subprocess
from importlib.resources import files

from django.utils.html import escape
from django.utils.translation import gettext as _

from jukugi.core.fiscal_year import era_day
from jukugi.kit.papers.errors import NoJapaneseFont, PrintingUnavailable
from jukugi.kit.papers.html import block_html
from jukugi.kit.papers.parts import Heading, Paper, clean, listed_heads, placed
from jukugi.kit.papers.tagging import complete_tags


def printed(paper: Paper) -> bytes:
    """The same paper gives the same bytes, on a machine with the same fonts and libraries."""
    try:
        import weasyprint
    except OSError as error:  # the libraries of the system are opened when it is imported
        raise PrintingUnavailable from error
    if not _has_japanese_font():
        raise NoJapaneseFont
    source = document(paper)
    sheet = weasyprint.CSS(string=(files(__package__) / "static" / "print.css").read_text(encoding="utf-8"))
    # Nothing but the pictures inside the document is ever opened.
    inside_only = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    pdf: bytes = weasyprint.HTML(string=source, url_fetcher=inside_only).write_pdf(
        stylesheets=[sheet],
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(source.encode()).digest()[:16],
        finisher=complete_tags,
        presentational_hints=True,  # a list that begins with 4 says so in an attribute
    )
    return pdf


def _has_japanese_font() -> bool:
    """Without one the PDF would be rows of boxes, and nobody told. Where nobody can be asked, it is believed."""
    listing = shutil.which("fc-list")
    if listing is None:
        return True
    done = subprocess.run([listing, ":lang=ja", "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def document(paper: Paper) -> str:
    """The whole HTML document of a paper. What makes it is escaped or cleaned by `html`."""
    blocks = list(placed(paper))
    body = "".join(block_html(block, level, is_print=True) for block, level in blocks)
    author = f'<meta name="author" content="{escape(clean(paper.issuer))}">' if paper.issuer else ""
    created = f'<meta name="dcterms.created" content="{paper.dated.isoformat()}">' if paper.dated else ""
    return (
        f'<!doctype html><html lang="{escape(paper.lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(clean(paper.title))}</title>{author}{created}</head>"
        f"<body>{_head(paper)}{_contents(listed_heads(blocks))}<main>{body}</main></body></html>"
    )


def _head(paper: Paper) -> str:
    """Date and issuer at the right, then the title, as papers of offices have them."""
    sample = _("非公式・見本データ：この文書は見本です。実在の市の文書ではありません。")
    lines = [
        *([f'<p class="sample-note">{escape(sample)}</p>'] if paper.is_sample else []),
        *([f'<p class="dated">{escape(era_day(paper.dated))}</p>'] if paper.dated else []),
        *([f'<p class="issuer">{escape(clean(paper.issuer))}</p>'] if paper.issuer else []),
        f"<h1>{escape(clean(paper.title))}</h1>",
        *([f'<p class="subtitle">{escape(clean(paper.subtitle))}</p>'] if paper.subtitle else []),
        *([f'<p class="edition">{escape(clean(paper.edition))}</p>'] if paper.edition else []),
    ]
    return f'<div class="head">{"".join(lines)}</div>'


def _contents(heads: list[Heading]) -> str:
    if not heads:
        return ""
    rows = "".join(
        f'<li class="level-{head.level}"><a href="#{escape(head.anchor)}">{escape(clean(head.whole))}</a></li>'
        for head in heads
    )
    return f'<div class="contents"><p class="contents-title">{escape(_("目次"))}</p><ul>{rows}</ul></div>'
