"""The words of an action as they are kept."""

from typing import Any

from jukugi.core.text import is_control, lines, one_line
from jukugi.kit.errors import WordsHaveControls, WordsMissing, WordsTooLong


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
