"""The difference between two texts as a part of a page. On its use: components.md."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jukugi.core.text import Kind, Piece

register = template.Library()

_LINE = "<br>"
_SEEN_LINE = '<span class="difference-line" aria-hidden="true">↵</span><br>'


@register.simple_tag
def difference(pieces: Iterable[Piece]) -> SafeString:
    """What ``compare_texts`` found: put in underlined, taken out struck through, both said in words to listeners."""
    words = {
        Kind.GONE: ("del", _("［ここから削除］"), _("［削除ここまで］"), _("改行")),
        Kind.NEW: ("ins", _("［ここから追加］"), _("［追加ここまで］"), _("改行")),
    }
    parts = [_piece(piece, words) for piece in pieces]
    return SafeString(f'<p class="text difference">{"".join(parts)}</p>' if parts else "")


def _piece(piece: Piece, words: dict[Kind, tuple[str, str, str, str]]) -> str:
    lines = escape(piece.text).replace("\r\n", "\n")
    if piece.kind not in words:
        return lines.replace("\n", _LINE)
    tag, start, end, line = words[piece.kind]
    if not piece.text.strip():
        start = f"{start}{line}" if "\n" in piece.text else start
    return (
        f'<{tag}><span class="away">{start}</span>{lines.replace(chr(10), _SEEN_LINE)}'
        f'<span class="away">{end}</span></{tag}>'
    )


@register.inclusion_tag("kit/parts/_difference_legend.html")
def difference_legend() -> dict[str, object]:
    """What the line under, and the line through, mean."""
    return {}
