"""The words of an action as they are kept."""

from typing import Any

from jukugi.apps.drafts.enums import HEADING_LIMIT, REASON_LIMIT, TEXT_LIMIT
from jukugi.apps.drafts.errors import WordsHaveControls, WordsMissing, WordsTooLong
from jukugi.core.text import is_control, lines, one_line


def checked(text: str, *, field: Any, limit: int, is_needed: bool = False) -> str:
    """Words with their lines, without blanks at the ends. Raises WordsMissing, WordsTooLong or WordsHaveControls."""
    words = lines(text)
    if controls := sum(is_control(character) for character in words):
        raise WordsHaveControls(field=field, count=controls)
    if is_needed and not words:
        raise WordsMissing(field=field)
    if len(words) > limit:
        raise WordsTooLong(field=field, length=len(words), limit=limit)
    return words


def checked_line(text: str, *, field: Any, limit: int, is_needed: bool = False) -> str:
    """The same on one line."""
    return one_line(checked(text, field=field, limit=limit, is_needed=is_needed))


def checked_reason(text: str, *, field: Any) -> str:
    """A reason, which must be there."""
    return checked(text, field=field, limit=REASON_LIMIT, is_needed=True)


def checked_words(heading: str, text: str, *, names: tuple[Any, Any]) -> tuple[str, str]:
    """Heading and text of a clause: one of them at least. ``names`` are what the fields are called."""
    head = checked_line(heading, field=names[0], limit=HEADING_LIMIT)
    body = checked(text, field=names[1], limit=TEXT_LIMIT, is_needed=not head)
    return head, body
