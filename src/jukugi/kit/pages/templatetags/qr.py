"""QR codes as parts of a page: a path drawn here, no picture from elsewhere. On their use: components.md."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jukugi.kit.pages.qr import qr_picture

register = template.Library()


@register.simple_tag
def qr_code(address: str, words: str) -> SafeString:
    """An address to be read by a phone; ``words`` say where it leads, for those who hear the page.

    The address must stand beside it in letters: not everybody can read a code.
    """
    picture = qr_picture(address)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000" shape-rendering="crispEdges"/></svg>',
        picture.side,
        words,
        picture.path,
    )
