"""From a log of votes to the current votes, held in compressed rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jukugi.core.opinion_map.arrays import BoolArray, ChoiceArray, IntArray, frozen
from jukugi.core.opinion_map.errors import DuplicateVotes, UnequalColumns, UnknownChoice

SPARE = 8
"""A table of ids may be so many times as long as the votes."""


def latest_votes(
    participant: ArrayLike, statement: ArrayLike, choice: ArrayLike, moment: ArrayLike
) -> tuple[IntArray, IntArray, ChoiceArray]:
    """Keep the latest vote of each participant on each statement.

    The published rule: the later moment wins; at the same moment the larger value wins (agree over pass over
    disagree). So the result does not depend on the order of the rows. O(n log n).

    Parameters
    ----------
    participant, statement : shape (rows,), integer ids.
    choice : shape (rows,), 1 agree, -1 disagree, 0 pass.
    moment : shape (rows,), any integer clock, milliseconds say; larger is later.

    Returns
    -------
    participant, statement, choice : shape (current votes,), sorted by participant, then statement.

    Raises
    ------
    UnequalColumns, UnknownChoice.
    """
    participants, statements, choices = _vote_columns(participant, statement, choice)
    moments = _integers(moment)
    if moments.size != choices.size:
        raise UnequalColumns(lengths=(participants.size, statements.size, choices.size, moments.size))
    order = np.lexsort((choices, moments, statements, participants))
    participants, statements, choices = participants[order], statements[order], choices[order]
    is_last = np.ones(order.size, dtype=bool)
    is_last[:-1] = (participants[1:] != participants[:-1]) | (statements[1:] != statements[:-1])
    return participants[is_last], statements[is_last], choices[is_last]


@dataclass(frozen=True, eq=False)
class VoteTable:
    """Current votes, one compressed row per participant; all arrays are read-only.

    Attributes
    ----------
    participant_ids : shape (P,), int64, sorted.
    statement_ids : shape (S,), int64, sorted.
    indptr : shape (P + 1,), int64; row p is ``indptr[p]:indptr[p + 1]``.
    indices : shape (V,), any integer type, positions in ``statement_ids``, increasing within a row.
    choices : shape (V,), int8, 1 agree, -1 disagree, 0 pass.
    """

    participant_ids: IntArray
    statement_ids: IntArray
    indptr: IntArray
    indices: IntArray
    choices: ChoiceArray

    def __post_init__(self) -> None:
        for name in ("participant_ids", "statement_ids", "indptr", "indices", "choices"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    @classmethod
    def from_columns(cls, participant: ArrayLike, statement: ArrayLike, choice: ArrayLike) -> Self:
        """Build the table from current votes in any order; no votes at all make an empty table.

        Parameters
        ----------
        participant, statement : shape (V,), integer ids, each pair once.
        choice : shape (V,), 1 agree, -1 disagree, 0 pass.

        Raises
        ------
        UnequalColumns, UnknownChoice, DuplicateVotes.
        """
        participants, statements, choices = _vote_columns(participant, statement, choice)
        participant_ids, rows = _numbered(participants)
        statement_ids, indices = _numbered(statements)
        order = _row_order(rows, indices, statement_ids.size)
        rows, indices, values = rows[order], indices[order], choices[order]
        is_repeated = (rows[1:] == rows[:-1]) & (indices[1:] == indices[:-1])
        if is_repeated.any():
            first = int(np.argmax(is_repeated))
            raise DuplicateVotes(
                participant=int(participant_ids[rows[first]]),
                statement=int(statement_ids[indices[first]]),
                count=int(is_repeated.sum()),
            )
        return cls(participant_ids, statement_ids, _row_starts(rows, participant_ids.size), indices, values)

    @property
    def n_participants(self) -> int:
        return self.participant_ids.size

    @property
    def n_statements(self) -> int:
        return self.statement_ids.size

    @property
    def n_votes(self) -> int:
        return self.choices.size

    @cached_property
    def rows(self) -> IntArray:
        """Shape (V,), the row (position in ``participant_ids``) of each vote."""
        return frozen(np.repeat(np.arange(self.n_participants, dtype=np.int64), self.votes_per_participant))

    @property
    def votes_per_participant(self) -> IntArray:
        """Shape (P,), passes included."""
        return np.diff(self.indptr)

    def with_statements(self, is_kept: BoolArray) -> "VoteTable":
        """Keep the columns where ``is_kept`` (S,) holds; every participant keeps a row, perhaps an empty one."""
        if is_kept.all():
            return self
        is_kept_vote = is_kept[self.indices]
        kept_before = np.zeros(self.n_votes + 1, dtype=np.int64)
        np.cumsum(is_kept_vote, out=kept_before[1:])
        new_position = (np.cumsum(is_kept) - 1).astype(self.indices.dtype)
        return VoteTable(
            self.participant_ids,
            self.statement_ids[is_kept],
            kept_before[self.indptr],
            new_position[self.indices[is_kept_vote]],
            self.choices[is_kept_vote],
        )

    def with_participants(self, is_kept: BoolArray) -> "VoteTable":
        """Keep the rows where ``is_kept`` (P,) holds; all columns stay."""
        counts = self.votes_per_participant[is_kept]
        indptr = np.zeros(counts.size + 1, dtype=np.int64)
        np.cumsum(counts, out=indptr[1:])
        votes = np.arange(indptr[-1]) + np.repeat(self.indptr[:-1][is_kept] - indptr[:-1], counts)
        return VoteTable(
            self.participant_ids[is_kept], self.statement_ids, indptr, self.indices[votes], self.choices[votes]
        )


def _numbered(ids: IntArray) -> tuple[IntArray, IntArray]:
    """The different ids, sorted, and the place of each row's id among them. By a table where ids lie close together,
    which is ten times as fast as sorting."""
    if ids.size == 0:
        return ids, ids
    low, span = int(ids.min()), int(ids.max()) - int(ids.min()) + 1
    if span > SPARE * ids.size + 1024:
        known, places = np.unique(ids, return_inverse=True)
        return known, places.astype(np.int64, copy=False)
    is_known = np.zeros(span, dtype=bool)
    is_known[ids - low] = True
    return np.flatnonzero(is_known) + low, (np.cumsum(is_known) - 1)[ids - low]


def _row_order(rows: IntArray, indices: IntArray, n_columns: int) -> slice | IntArray:
    """What sorts votes by participant, then statement; nothing where they are sorted, as a log's current votes are."""
    keys = rows * n_columns + indices
    return slice(None) if (keys[1:] >= keys[:-1]).all() else np.argsort(keys, kind="stable")


def _row_starts(rows: IntArray, n_rows: int) -> IntArray:
    starts = np.zeros(n_rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=n_rows), out=starts[1:])
    return starts


def _integers(column: ArrayLike) -> IntArray:
    array = np.asarray(column)
    return array.astype(np.int64, copy=False) if array.size else np.zeros(0, dtype=np.int64)


def _vote_columns(
    participant: ArrayLike, statement: ArrayLike, choice: ArrayLike
) -> tuple[IntArray, IntArray, ChoiceArray]:
    participants, statements, values = _integers(participant), _integers(statement), np.asarray(choice)
    if not participants.size == statements.size == values.size:
        raise UnequalColumns(lengths=(participants.size, statements.size, values.size))
    is_unknown = ~np.isin(values, (-1, 0, 1))
    if is_unknown.any():
        first = int(np.argmax(is_unknown))
        raise UnknownChoice(position=first, choice=values[first].item(), count=int(is_unknown.sum()))
    return participants, statements, values.astype(np.int8)
