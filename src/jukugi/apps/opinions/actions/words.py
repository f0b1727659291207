"""The words of an opinion as they are kept."""

from jukugi.apps.opinions.errors import OpinionEmpty, OpinionHasControls, OpinionHasNoWords, OpinionTooLong
from jukugi.core.text import has_letters, is_blank, is_control, lines


def checked(text: str, *, limit: int) -> str:
    """The words as they are kept: their lines, without blanks at the ends.

    Nothing that can be seen is changed. Raises OpinionEmpty, OpinionHasControls, OpinionTooLong or OpinionHasNoWords.
    """
    words = lines(text)
    seen = without_controls(words)
    if is_blank(seen):
        raise OpinionEmpty
    if seen != words:
        raise OpinionHasControls(count=len(words) - len(seen), cleaned=lines(seen))
    if len(words) > limit:
        raise OpinionTooLong(length=len(words), limit=limit)
    if not has_letters(words):
        raise OpinionHasNoWords
    return words


def without_controls(text: str) -> str:
    """The text without characters that have no shape: a page cannot carry them there and back."""
    controls = {ord(c): None for c in set(text) if is_control(c)}
    return text.translate(controls) if controls else text
