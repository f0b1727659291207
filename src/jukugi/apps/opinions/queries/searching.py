"""What somebody looks for, and where to look for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from jukugi.apps.opinions.errors import SearchHasNoWords, SearchHasTooManyTerms, SearchTooLong
from jukugi.core.text.searching import Term, search_terms, term_of

if TYPE_CHECKING:  # numpy is loaded by a process that searches, not by every process that has a field to search in
    from jukugi.apps.opinions.queries.found import Hits, Marks

SEARCH_LIMIT = 100
"""Letters of what is looked for."""
TERMS_AT_MOST = 8
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

    def holds(self, rows: "Hits") -> "Marks":
        """Which of these opinions are among those."""
        held = rows.are(self.has)
        if self.since is not None:
            held &= rows.seconds >= self.since
        if self.until is not None:
            held &= rows.seconds < self.until
        if self.issue is not None:
            held &= rows.of_issue(self.issue)
        return held


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
