"""The line on who took part. On its use: components.md."""

from typing import Any

from django import template

from jukugi.kit.pages.reached import reach_lines

register = template.Library()


@register.inclusion_tag("kit/parts/_reach_line.html")
def reach_line(process: Any, way: str) -> dict[str, Any]:
    """A sentence with a link, as published; nothing where nothing is. One query."""
    if not process:
        return {"lines": []}
    return {"lines": [line for find in reach_lines if (line := find(process, way)) is not None]}
