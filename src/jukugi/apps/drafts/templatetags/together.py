"""What stands beside a clause, looked up by its number."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def entry(found: Mapping[Any, Any] | None, key: Any) -> Any:
    """The entry of a mapping; None where there is none."""
    return found.get(key) if found else None
