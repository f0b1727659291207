"""Readings beside the kanji of one text, whichever way the reader's switch stands. On its use: components.md."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from jukugi.kit.pages.ruby import with_ruby
from jukugi.kit.readings import reader

register = template.Library()


@register.filter
def with_readings(text: str) -> SafeString:
    """Plain text, escaped, with readings; lines stay lines. One or two queries."""
    return SafeString(with_ruby(escape(text), reader()))
