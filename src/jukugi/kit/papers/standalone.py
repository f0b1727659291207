"""A paper as one HTML file that stands alone: its style is inside it, and nothing is asked of elsewhere."""

from collections.abc import Iterator
from importlib.resources import files

from django.utils.html import escape
from django.utils.translation import gettext as _

from jukugi.core.fiscal_year import era_day
from jukugi.kit.pages.templatetags.kit import phrases
from jukugi.kit.papers.html import block_html
from jukugi.kit.papers.parts import Heading, Paper, clean, listed_heads, placed


def standing_alone(paper: Paper) -> bytes:
    """UTF-8. Headings have the anchors of the paper, so that a link to a part of it stays."""
    return "".join(_pieces(paper)).encode()


def _pieces(paper: Paper) -> Iterator[str]:
    style = (files(__package__) / "static" / "standalone.css").read_text(encoding="utf-8")
    blocks = list(placed(paper))
    yield (
        f'<!doctype html>\n<html lang="{escape(paper.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(clean(paper.title))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#text">{escape(_("本文へ"))}</a>\n<header class="head">{_head(paper)}</header>\n'
        f'{_contents(listed_heads(blocks))}<main id="text">\n'
    )
    for block, level in blocks:
        yield f"{block_html(block, level)}\n"
    yield "</main>\n</body>\n</html>\n"


def _head(paper: Paper) -> str:
    sample = _("非公式・見本データ：この文書は見本です。実在の市の文書ではありません。")
    lines = [
        *([f'<p class="sample-note">{phrases(sample)}</p>'] if paper.is_sample else []),
        f"<h1>{phrases(clean(paper.title))}</h1>",
        *([f'<p class="subtitle">{phrases(clean(paper.subtitle))}</p>'] if paper.subtitle else []),
        *([f'<p class="edition">{phrases(clean(paper.edition))}</p>'] if paper.edition else []),
        *([f'<p class="issuer">{phrases(clean(paper.issuer))}</p>'] if paper.issuer else []),
        *([f'<p class="dated">{escape(era_day(paper.dated))}</p>'] if paper.dated else []),
    ]
    return "".join(lines)


def _contents(heads: list[Heading]) -> str:
    if not heads:
        return ""
    rows = "".join(
        f'<li class="level-{head.level}"><a href="#{escape(head.anchor)}">{phrases(clean(head.whole))}</a></li>'
        for head in heads
    )
    title = escape(_("目次"))
    return f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{title}</h2><ol>{rows}</ol></nav>\n'
