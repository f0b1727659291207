"""Markdown as officers write it: read once, shown as HTML that is safe, or handed on in tokens (to Word).

CommonMark and tables, without raw HTML and pictures. A line end is a line end. Emphasis works between Japanese signs
too (**「居場所」**を), where CommonMark would not see it. Links lead to http, https, mailto or inside the same text.
"""

import re
from collections.abc import Sequence
from functools import cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

LOWEST = 6
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_TAGS = {
    *["p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"],
    *["h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"],
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "table": {"class"},
    "th": {"class", "scope"},
    "td": {"class", "data-label"},
}


def printable(text: str) -> str:
    """The text without what neither XML nor paper can hold: control characters and halves of letters."""
    return _UNPRINTABLE.sub("", text)


def markdown_html(text: str, *, below: int = 1) -> SafeString:
    """Markdown as HTML. Its headings begin one level below ``below`` and never skip one."""
    html = str(_reader().renderer.render(markdown_tokens(text, below=below), _reader().options, {}))
    return SafeString(
        nh3.clean(
            html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
        )
    )


def markdown_tokens(text: str, *, below: int = 1) -> list[Token]:
    """What ``markdown_html`` shows, in markdown-it's tokens; headings are ``h2`` to ``h6``."""
    tokens = _reader().parse(printable(text))
    _set_levels(tokens, below)
    _name_columns(tokens)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":  # what stands in its place is its own description
                child.type, child.tag, child.attrs, child.children = "text", "", {}, None
    return tokens


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    reader.disable(["code", "html_block", "html_inline"])  # four blanks are an indent, not code
    reader.inline.ruler.at("emphasis", _emphasis)
    reader.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    return reader


def _emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule, but beside Japanese a star only needs to touch what it emphasizes, sign or letter."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    found = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + found.length
    after = state.src[end] if end < state.posMax else " "
    is_japanese = marker == "*" and bool(_JAPANESE.match(before) or _JAPANESE.match(after))
    for _ in range(found.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=found.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace() if is_japanese else found.can_open,
                close=not before.isspace() if is_japanese else found.can_close,
            )
        )
    state.pos = end
    return True


def _set_levels(tokens: Sequence[Token], below: int) -> None:
    depth = 0
    for token in tokens:
        if token.type == "heading_open":
            depth = min(int(token.tag[1:]), depth + 1)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(below + depth, LOWEST)}"


def _name_columns(tokens: Sequence[Token]) -> None:
    """Tables fold on a phone: each cell carries the name of its column. Figures stand right by a class."""
    names: list[str] = []
    column = 0
    for token, content in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "table_open":
            names, token.attrs = [], {"class": "folds"}
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            words = content.content if content else ""
            is_figure = "right" in str(token.attrs.get("style", ""))
            token.attrs = {"class": "n"} if is_figure else {}
            if token.type == "th_open":
                names.append(words)
                token.attrs["scope"] = "col"
            else:
                token.attrs["data-label"] = names[column] if column < len(names) else ""
            column += 1
