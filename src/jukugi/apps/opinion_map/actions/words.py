"""The words of a statement as they are kept, and when two statements are the same."""

import unicodedata

from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.errors import (
    StatementEmpty,
    StatementExists,
    StatementRepeated,
    StatementTooLong,
    StatementWaiting,
)
from jukugi.apps.opinion_map.models import TEXT_LIMIT, Topic

# Joiners: emoji of several parts are written with the first, some names and scripts with either. All other format
# characters (zero-width spaces, overrides of direction) only hide or turn what stands there.
JOINERS = "\u200c\u200d"
# Letters and symbols to Unicode, nothing to the eye: the fillers of Hangul and the empty pattern of Braille.
BLANKS = "\u115f\u1160\u3164\uffa0\u2800"


class KnownWords:
    """The statements of a topic that are not hidden, to find a twin in. One query, then none."""

    def __init__(self, topic: Topic) -> None:
        rows = topic.statements.exclude(state=StatementState.HIDDEN).values_list("text", "pk", "state")
        self._by_fold = {folded(text): (pk, state) for text, pk, state in rows}
        self._added: set[str] = set()

    def add(self, words: str) -> None:
        """Keep words that nobody has written before. Raises StatementExists, StatementWaiting or StatementRepeated."""
        fold = folded(words)
        if fold in self._added:
            raise StatementRepeated(text=words)
        if fold in self._by_fold:
            pk, state = self._by_fold[fold]
            raise StatementWaiting if state == StatementState.WAITING else StatementExists(statement_pk=pk)
        self._added.add(fold)


def checked(text: str) -> str:
    """The words as they are kept: one line, without what cannot be seen.

    Raises StatementEmpty where no letter, digit or sign is left to read, or StatementTooLong.
    """
    words = " ".join("".join(character for character in text if _is_kept(character)).split())
    if not any(_is_visible(character) for character in words):
        raise StatementEmpty
    if len(words) > TEXT_LIMIT:
        raise StatementTooLong(length=len(words), limit=TEXT_LIMIT)
    return words


def folded(text: str) -> str:
    """Equal for texts that read the same: width, case, blanks, joiners and the last full stop do not count."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if c not in JOINERS and not _selects_a_form(c))
    return "".join(plain.casefold().split()).rstrip("。.")


def _is_kept(character: str) -> bool:
    if character.isspace() or character in JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNS" and character not in BLANKS


def _selects_a_form(character: str) -> bool:
    """A variation selector: it chooses between forms of the letter before it (old forms of kanji, emoji)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
