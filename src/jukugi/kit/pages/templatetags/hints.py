"""A field with hints for やさしい日本語 below it. On its use: components.md."""

from typing import Any

from django import template
from django.forms import BoundField

from jukugi.kit.pages.hints import ASKED, asked_field, shown_hints

register = template.Library()


@register.inclusion_tag("kit/parts/_hinted_field.html", takes_context=True)
def hinted_field(context: dict[str, Any], bound: BoundField, hint: str = "", mark: bool = True) -> dict[str, Any]:
    """``field``, a button that asks for hints, and the hints where they were asked for. The view of the form asks
    ``asks_for_hints`` before it does anything.
    """
    is_asked = asked_field(context.get("request")) == bound.html_name
    return {
        "field": bound,
        "hint": hint,
        "mark": mark,
        "asked": ASKED,
        "is_asked": is_asked,
        "hints": shown_hints(str(bound.value() or "")) if is_asked else [],
    }
