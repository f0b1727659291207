"""What every action of the room asks of the words it is given."""

from jukugi.apps.issues import errors
from jukugi.core.text import is_control, lines, one_line

ABOUT_LIMIT = 80
TITLE_LIMIT = 80
WORDS_LIMIT = 2000


def checked_line(text: str) -> str:
    """What is moved or meant, in one line. Raises AboutMissing or AboutTooLong."""
    about = one_line(text)
    if not about:
        raise errors.AboutMissing
    if len(about) > ABOUT_LIMIT:
        raise errors.AboutTooLong(length=len(about), limit=ABOUT_LIMIT)
    return about


def checked_title(text: str) -> str:
    """The name of an issue. Raises TitleMissing or TitleTooLong."""
    title = one_line(text)
    if not title:
        raise errors.TitleMissing
    if len(title) > TITLE_LIMIT:
        raise errors.TitleTooLong(length=len(title), limit=TITLE_LIMIT)
    return title


def checked_words(text: str) -> str:
    """The words with their lines; maybe none. Raises WordsTooLong or WordsHaveControls."""
    words = lines(text)
    if len(words) > WORDS_LIMIT:
        raise errors.WordsTooLong(length=len(words), limit=WORDS_LIMIT)
    if controls := sum(is_control(character) for character in words):
        raise errors.WordsHaveControls(count=controls)
    return words


def checked_reason(text: str) -> str:
    """A reason that everybody will read. Raises ReasonMissing, WordsTooLong or WordsHaveControls."""
    reason = checked_words(text)
    if not reason:
        raise errors.ReasonMissing
    return reason
