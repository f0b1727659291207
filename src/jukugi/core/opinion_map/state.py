"""Votes with their moments, kept from one map to the next.

The moments of all votes are most of the work of a large map. When some people vote, theirs are taken out and put in
again; what is left to do for the map grows with the votes, no longer with the pairs of votes. Moments are integers, so
the map is bit for bit the one computed from nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jukugi.core.opinion_map.arrays import IntArray
from jukugi.core.opinion_map.compute import DEFAULT_SETTINGS, compute_map
from jukugi.core.opinion_map.moments import Moments, integer_moments
from jukugi.core.opinion_map.result import OpinionMap
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.votes import VoteTable, latest_votes


@dataclass(frozen=True, eq=False)
class MapState:
    """Current votes on all statements, hidden ones too, and the moments of exactly these votes."""

    votes: VoteTable
    moments: Moments

    @classmethod
    def of(cls, votes: VoteTable) -> Self:
        """Sum everything once. Cost: the sum of squared votes per participant."""
        return cls(votes, integer_moments(votes))

    def with_votes(self, participant: ArrayLike, statement: ArrayLike, choice: ArrayLike) -> "MapState":
        """Add votes, each in the place of an earlier one of the same person on the same statement.

        Participants and statements may be new. Cost: the squared votes of those who voted, and one copy of the table.

        Parameters
        ----------
        participant, statement : shape (rows,), integer ids, each pair once. choice : shape (rows,), 1, -1 or 0.

        Raises
        ------
        UnequalColumns, UnknownChoice, DuplicateVotes.
        """
        new = VoteTable.from_columns(participant, statement, choice)
        touched = np.isin(self.votes.participant_ids, new.participant_ids)
        old = self.votes.with_participants(touched)
        is_new = np.repeat((0, 1), (old.n_votes, new.n_votes))
        people, what, choices = (np.concatenate(pair) for pair in zip(_columns(old), _columns(new), strict=True))
        return self._replaced(old, VoteTable.from_columns(*latest_votes(people, what, choices, is_new)))

    def without_participants(self, participant_ids: Collection[int]) -> "MapState":
        """Take people out with all their votes; unknown ids do no harm. Cost: as ``with_votes``."""
        is_erased = np.isin(self.votes.participant_ids, np.fromiter(participant_ids, dtype=np.int64))
        nobody = VoteTable.from_columns([], [], [])
        return self._replaced(self.votes.with_participants(is_erased), nobody)

    def map(self, *, hidden: Collection[int] = (), settings: MapSettings = DEFAULT_SETTINGS) -> OpinionMap:
        """The map of these votes, as ``compute_map`` makes it from the table."""
        return compute_map(self.votes, hidden=hidden, settings=settings, moments=self.moments)

    def _replaced(self, old: VoteTable, new: VoteTable) -> "MapState":
        """Put rows in the place of ``old`` ones, which have the columns of the table."""
        ids = np.union1d(self.votes.statement_ids, new.statement_ids)
        votes, old, new = (table.among_statements(ids) for table in (self.votes, old, new))
        places = np.searchsorted(ids, self.votes.statement_ids)
        moments = self.moments.with_statements(places, ids.size) - integer_moments(old) + integer_moments(new)
        is_voted_on = moments.seen.diagonal() > 0
        table = votes.with_rows(old.participant_ids, new).with_statements(is_voted_on)
        return MapState(table, moments.of_statements(is_voted_on))


def _columns(votes: VoteTable) -> tuple[IntArray, IntArray, IntArray]:
    return votes.participant_ids[votes.rows], votes.statement_ids[votes.indices], votes.choices.astype(np.int64)
