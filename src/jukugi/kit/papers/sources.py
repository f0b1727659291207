"""The HTML that is printed: of a whole paper, and of the portions of a long one."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import escape
from django.utils.translation import gettext as _

from jukugi.core.fiscal_year import era_day
from jukugi.core.text import split_phrases
from jukugi.kit.papers.html import block_html
from jukugi.kit.papers.parts import Heading, Paper, Placed, clean, listed_heads, placed

ELSEWHERE = "jukugi-portion:"
"""What links to another portion begin with until the portions are joined."""
_INSIDE = re.compile(r'href="#([A-Za-z][\w-]*)"')


def document(paper: Paper) -> str:
    """The whole HTML document of a paper. What makes it is escaped or cleaned by `html`."""
    blocks = list(placed(paper))
    return _page(paper, f"{_head(paper)}{_contents(listed_heads(blocks), {})}", blocks)


def front_document(paper: Paper, blocks: Sequence[Placed], pages: Mapping[str, int]) -> str:
    """The first portion: head and contents of the whole. ``pages`` of the headings that stand in later portions."""
    found = _page(paper, f"{_head(paper)}{_contents(listed_heads(list(placed(paper))), pages)}", blocks)
    return _with_far_links(found, paper, blocks)


def portion_document(paper: Paper, blocks: Sequence[Placed]) -> str:
    """A later portion: its blocks alone, below the running title that the first has on its second page."""
    running = f"@top-left {{ content: {css_string(clean(paper.title))} }}"
    sample = f"@top-right {{ content: {css_string(_('見本データ'))} }}" if paper.is_sample else ""
    style = f"<style>@page {{ {running} {sample} }} @page :first {{ {running} }}</style>"
    return _with_far_links(_page(paper, "", blocks, style), paper, blocks)


def _page(paper: Paper, front: str, blocks: Sequence[Placed], style: str = "") -> str:
    body = "".join(block_html(block, level, is_print=True) for block, level in blocks)
    author = f'<meta name="author" content="{escape(clean(paper.issuer))}">' if paper.issuer else ""
    created = f'<meta name="dcterms.created" content="{paper.dated.isoformat()}">' if paper.dated else ""
    return (
        f'<!doctype html><html lang="{escape(paper.lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(clean(paper.title))}</title>{author}{created}{style}</head>"
        f"<body>{front}<main>{body}</main></body></html>"
    )


def _with_far_links(source: str, paper: Paper, blocks: Sequence[Placed]) -> str:
    """Links to headings of other portions under a name that outlives setting."""
    far = _anchors(placed(paper)) - _anchors(blocks)
    return _INSIDE.sub(lambda link: f'href="{ELSEWHERE}{link[1]}"' if link[1] in far else link[0], source)


def _anchors(blocks: Iterable[Placed]) -> set[str]:
    return {block.anchor for block, _level in blocks if isinstance(block, Heading)}


def _head(paper: Paper) -> str:
    """Date and issuer at the right, then the title, as papers of offices have them."""
    sample = _("非公式・見本データ：この文書は見本です。実在の市の文書ではありません。")
    lines = [
        *([f'<p class="sample-note">{escape(sample)}</p>'] if paper.is_sample else []),
        *([f'<p class="dated">{escape(era_day(paper.dated))}</p>'] if paper.dated else []),
        *([f'<p class="issuer">{escape(clean(paper.issuer))}</p>'] if paper.issuer else []),
        f"<h1>{whole_phrases(clean(paper.title))}</h1>",
        *([f'<p class="subtitle">{escape(clean(paper.subtitle))}</p>'] if paper.subtitle else []),
        *([f'<p class="edition">{escape(clean(paper.edition))}</p>'] if paper.edition else []),
    ]
    return f'<div class="head">{"".join(lines)}</div>'


def whole_phrases(text: str) -> str:
    """A title whose lines end between phrases."""
    return "".join(f'<span class="phrase">{escape(phrase)}</span>' for phrase in split_phrases(text))


def _contents(heads: list[Heading], pages: Mapping[str, int]) -> str:
    """Pages are known to the one that sets; those of ``pages`` stand in what is not set with it."""
    if not heads:
        return ""
    rows = "".join(
        f'<li class="level-{head.level}"><a href="#{escape(head.anchor)}"{_far(pages, head.anchor)}>'
        f"{escape(clean(head.whole))}</a></li>"
        for head in heads
    )
    return f'<div class="contents"><p class="contents-title">{escape(_("目次"))}</p><ul>{rows}</ul></div>'


def _far(pages: Mapping[str, int], anchor: str) -> str:
    return f' data-page="{pages[anchor]}"' if anchor in pages else ""


def css_string(text: str) -> str:
    """A string of a style sheet in which no sign means anything."""
    return '"' + "".join(f"\\{ord(sign):06x} " if sign in '"\\<>&\n' else sign for sign in text) + '"'
