"""The words of a clause as they are shown."""

from django import template
from django.utils.safestring import SafeString

from jukugi.apps.drafts.queries.reading import rendered

register = template.Library()


@register.filter
def written(text: str, below: int = 2) -> SafeString:
    """Markdown as HTML, its headings below the level ``below``."""
    return rendered(text, below)
