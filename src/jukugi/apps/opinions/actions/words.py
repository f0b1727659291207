"""The words of an opinion as they are kept."""

from jukugi.apps.opinions.errors import OpinionEmpty, OpinionHasControls, OpinionHasNoWords, OpinionTooLong
from jukugi.core.text import has_letters, is_control, lines


def checked(text: str, *, limit: int) -> str:
    """The words as they are kept: their lines, without blanks at the ends.

    Nothing that can be seen is changed. Raises OpinionEmpty, OpinionTooLong, OpinionHasControls or OpinionHasNoWords.
    """
    words = lines(text)
    if not words:
        raise OpinionEmpty
    if len(words) > limit:
        raise OpinionTooLong(length=len(words), limit=limit)
    controls = sum(is_control(character) for character in words)
    if controls:
        raise OpinionHasControls(count=controls, cleaned=lines("".join(c for c in words if not is_control(c))))
    if not has_letters(words):
        raise OpinionHasNoWords
    return words
