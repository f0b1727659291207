"""Hints for やさしい日本語 below a field in which staff write for the public. On its use: components.md.

The view of the form asks ``asks_for_hints`` before it does anything.
"""

from typing import Any

from django import template
from django.forms import BoundField

from jukugi.kit.pages.hints import ASKED, asked_field, shown_hints

register = template.Library()


@register.inclusion_tag("kit/parts/_hinted_field.html", takes_context=True)
def hinted_field(context: dict[str, Any], bound: BoundField, hint: str = "", mark: bool = True) -> dict[str, Any]:
    """``field``, a button that asks for hints, and the hints where they were asked for."""
    below = hints_below(context, bound.html_name, bound.auto_id, str(bound.label), bound.value())
    return {**below, "field": bound, "hint": hint, "mark": mark}


@register.inclusion_tag("kit/parts/_hints_below.html", takes_context=True)
def hints_below(context: dict[str, Any], name: str, id: str, label: str, value: object) -> dict[str, Any]:
    """The button and the hints alone, for a field that a template writes itself."""
    is_asked = asked_field(context.get("request")) == name
    return {
        "asked": ASKED,
        "name": name,
        "id": id,
        "label": label,
        "is_asked": is_asked,
        "hints": shown_hints(str(value or "")) if is_asked else [],
    }
