"""QR codes, drawn here: a path in the page, no picture from elsewhere. On their use: components.md."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

QUIET_ZONE = 4
"""Empty modules around the code, as ISO/IEC 18004 asks."""


@register.simple_tag
def qr_code(address: str, words: str) -> SafeString:
    """An address to be read by a phone; ``words`` say where it leads, for those who hear the page.

    The address must stand beside it in letters: not everybody can read a code.
    """
    side, path = _drawn(address)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000" shape-rendering="crispEdges"/></svg>',
        side,
        words,
        path,
    )


@lru_cache(maxsize=512)
def _drawn(address: str) -> tuple[int, str]:
    """The side in modules, and the dark ones as rows of a path."""
    import segno

    code = segno.make_qr(address, error="m")
    path = []
    for y, row in enumerate(code.matrix, start=QUIET_ZONE):
        x = 0
        while x < len(row):
            width = next((n for n in range(len(row) - x) if not row[x + n]), len(row) - x)
            if width:
                path.append(f"M{x + QUIET_ZONE} {y}h{width}v1h-{width}z")
            x += width + 1
    return len(code.matrix) + 2 * QUIET_ZONE, "".join(path)
