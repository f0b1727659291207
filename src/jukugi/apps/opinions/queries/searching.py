"""What somebody looks for, where to look for it, and what was found: how many of which kinds, the best first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jukugi.apps.opinions.errors import SearchHasNoWords, SearchHasTooManyTerms, SearchTooLong
from jukugi.core.text.searching import Term, search_terms, term_of

SEARCH_LIMIT = 100
"""Letters of what is looked for."""
TERMS_AT_MOST = 8
Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
_EPOCH, _SECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(seconds=1)


@dataclass(frozen=True)
class Search:
    """What somebody looks for, as typed; an opinion must hold all of the terms."""

    typed: str
    terms: tuple[Term, ...]


class Kind(NamedTuple):
    """What opinions are narrowed by: keys of process and ward, channel, state."""

    process: int
    ward: int | None
    channel: str
    state: str


@dataclass(frozen=True)
class Among:
    """Where to look: kinds of opinions, seconds since 1970 [from, until), voices of one issue only if any."""

    has: Callable[[Kind], bool]
    since: int | None = None
    until: int | None = None
    issue: int | None = None

    def holds(self, rows: "Hits") -> Marks:
        """Which of these opinions are among those."""
        held = rows.are(self.has)
        if self.since is not None:
            held &= rows.seconds >= self.since
        if self.until is not None:
            held &= rows.seconds < self.until
        if self.issue is not None:
            held &= rows.of_issue(self.issue)
        return held


@dataclass(frozen=True)
class Hits:
    """Opinions, an entry in each array for one: its key, when it came in, the place of its kind in ``table``, and
    whether it holds all that is looked for as words. ``voices`` and ``issues`` are of one length: the place of an
    opinion, and the key of an issue whose voice it is."""

    keys: Numbers
    seconds: Numbers
    kinds: npt.NDArray[np.integer[Any]]
    as_words: Marks
    table: tuple[Kind, ...]
    voices: Numbers
    issues: Numbers

    @classmethod
    def joined(cls, several: Sequence["Hits"]) -> "Hits":
        """All of these, at least one, with one table."""
        places: dict[Kind, int] = {}
        kinds = [
            np.array([places.setdefault(kind, len(places)) for kind in one.table], np.int64)[one.kinds]
            for one in several
        ]
        starts = accumulate([0, *(len(one.keys) for one in several[:-1])])
        return cls(
            keys=np.concatenate([one.keys for one in several]),
            seconds=np.concatenate([one.seconds for one in several]),
            kinds=np.concatenate(kinds),
            as_words=np.concatenate([one.as_words for one in several]),
            table=tuple(places),
            voices=np.concatenate([one.voices + start for one, start in zip(several, starts, strict=True)]),
            issues=np.concatenate([one.issues for one in several]),
        )

    def taken(self, marks: Marks) -> "Hits":
        """The marked ones."""
        of_taken = marks[self.voices]
        return Hits(
            keys=self.keys[marks],
            seconds=self.seconds[marks],
            kinds=self.kinds[marks],
            as_words=self.as_words[marks],
            table=self.table,
            voices=(marks.cumsum() - 1)[self.voices[of_taken]],
            issues=self.issues[of_taken],
        )

    def of_issue(self, issue: int) -> Marks:
        """Which are voices of an issue."""
        marks = np.zeros(len(self.keys), np.bool_)
        marks[self.voices[self.issues == issue]] = True
        return marks

    def by_issue(self) -> list[tuple[int, int]]:
        """Keys of issues with how many are a voice of each, the most spoken of first."""
        issues, numbers = np.unique(self.issues, return_counts=True)
        return sorted(
            zip(issues.tolist(), numbers.tolist(), strict=True), key=lambda counted: (-counted[1], counted[0])
        )

    def are(self, has: Callable[[Kind], bool]) -> Marks:
        """Which are of some kinds."""
        of_kind: Marks = np.array([has(kind) for kind in self.table], np.bool_)[self.kinds]
        return of_kind

    def numbers(self) -> dict[Kind, int]:
        """How many there are of each kind."""
        counted = np.bincount(self.kinds, minlength=len(self.table)).tolist()
        return {kind: number for kind, number in zip(self.table, counted, strict=True) if number}

    def best_first(self) -> list[int]:
        """Keys: those that hold all as words first (バス before バスケット), in each half the newest first.

        Of those that came in within the same second, the one with the higher key.
        """
        keys: list[int] = self.keys[np.lexsort((self.keys, self.seconds, self.as_words))[::-1]].tolist()
        return keys


def search_of(typed: str) -> Search | None:
    """What somebody typed, ready to be looked for; None where that is nothing. No query.

    Raises SearchTooLong, SearchHasTooManyTerms or SearchHasNoWords.
    """
    wanted = " ".join(typed.split())
    if not wanted:
        return None
    if len(wanted) > SEARCH_LIMIT:
        raise SearchTooLong(length=len(wanted), limit=SEARCH_LIMIT)
    terms = search_terms(wanted)
    if not terms:
        raise SearchHasNoWords
    if len(terms) > TERMS_AT_MOST:
        raise SearchHasTooManyTerms(count=len(terms), limit=TERMS_AT_MOST)
    return Search(typed=wanted, terms=tuple(term_of(term) for term in terms))


def second(at: datetime) -> int:
    """The second in which it was, since 1970. More exact no order of what was found is."""
    return (at - _EPOCH) // _SECOND
