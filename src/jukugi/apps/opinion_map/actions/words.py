"""The words of a statement as they are kept, and when two statements are the same."""

from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.errors import (
    StatementEmpty,
    StatementExists,
    StatementRepeated,
    StatementTooLong,
    StatementWaiting,
)
from jukugi.apps.opinion_map.models import TEXT_LIMIT, Topic
from jukugi.core.text import folded, is_visible, one_line


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
    words = one_line(text)
    if not any(is_visible(character) for character in words):
        raise StatementEmpty
    if len(words) > TEXT_LIMIT:
        raise StatementTooLong(length=len(words), limit=TEXT_LIMIT)
    return words
