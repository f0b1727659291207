"""The words of an action as they are kept."""

from typing import Any

from jukugi.apps.drafts.enums import HEADING_LIMIT, REASON_LIMIT, TEXT_LIMIT
from jukugi.kit.worded import checked, checked_line


def checked_reason(text: str, *, field: Any) -> str:
    """A reason, which must be there."""
    return checked(text, field=field, limit=REASON_LIMIT, is_needed=True)


def checked_words(heading: str, text: str, *, names: tuple[Any, Any]) -> tuple[str, str]:
    """Heading and text of a clause: one of them at least. ``names`` are what the fields are called."""
    head = checked_line(heading, field=names[0], limit=HEADING_LIMIT)
    body = checked(text, field=names[1], limit=TEXT_LIMIT, is_needed=not head)
    return head, body
