"""From a log of votes to the current votes, held in compressed rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from jukugi.core.opinion_map.arrays import AnyArray, BoolArray, ChoiceArray, IntArray, frozen
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
        indptr = _starts(np.bincount(rows, minlength=participant_ids.size))
        return cls(participant_ids, statement_ids, indptr, indices, values)

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
        rows = np.flatnonzero(is_kept)
        counts = self.votes_per_participant[rows]
        indptr = _starts(counts)
        indices, choices = (np.empty(indptr[-1], dtype=column.dtype) for column in (self.indices, self.choices))
        self._copy_rows(rows, indptr[:-1], indices, choices)
        return VoteTable(self.participant_ids[rows], self.statement_ids, indptr, indices, choices)

    def between(self, first: int, last: int) -> "VoteTable":
        """The rows from ``first`` to ``last`` as a table of their own, which copies no vote; all columns stay."""
        votes = slice(self.indptr[first], self.indptr[last])
        return VoteTable(
            self.participant_ids[first:last], self.statement_ids,
            self.indptr[first : last + 1] - self.indptr[first], self.indices[votes], self.choices[votes],
        )  # fmt: skip

    def among_statements(self, statement_ids: IntArray) -> "VoteTable":
        """Give the table the columns ``statement_ids`` (sorted, its own among them); those that are new are empty."""
        places = np.searchsorted(statement_ids, self.statement_ids)
        is_moved = bool((places != np.arange(places.size)).any())
        indices = places.astype(self.indices.dtype)[self.indices] if is_moved else self.indices
        return VoteTable(self.participant_ids, statement_ids, self.indptr, indices, self.choices)

    def with_rows(self, replaced: IntArray, rows: "VoteTable") -> "VoteTable":
        """Put ``rows`` in the place of those of the participants ``replaced`` (ids). Both have the same columns."""
        stays = np.flatnonzero(~np.isin(self.participant_ids, replaced))
        ids = np.concatenate((self.participant_ids[stays], rows.participant_ids))
        order = np.argsort(ids, kind="stable")
        counts = np.concatenate((self.votes_per_participant[stays], rows.votes_per_participant))
        indptr = _starts(counts[order])
        starts = np.empty(order.size, dtype=np.int64)
        starts[order] = indptr[:-1]
        index_type = np.promote_types(self.indices.dtype, np.min_scalar_type(-self.n_statements))
        indices, choices = np.empty(indptr[-1], dtype=index_type), np.empty(indptr[-1], dtype=np.int8)
        self._copy_rows(stays, starts[: stays.size], indices, choices)
        rows._copy_rows(np.arange(rows.n_participants), starts[stays.size :], indices, choices)
        return VoteTable(ids[order], self.statement_ids, indptr, indices, choices)

    def _copy_rows(self, rows: IntArray, starts: IntArray, indices: AnyArray, choices: ChoiceArray) -> None:
        from jukugi.core.opinion_map.kernels import copy_rows

        copy_rows(self.indptr, self.indices, rows, starts, indices)
        copy_rows(self.indptr, self.choices, rows, starts, choices)


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


def _starts(counts: IntArray) -> IntArray:
    """Where rows of so many votes begin, and where the last one ends."""
    starts = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
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
    is_unknown = (values != 0) & (values != 1) & (values != -1)
    if is_unknown.any():
        first = int(np.argmax(is_unknown))
        raise UnknownChoice(position=first, choice=values[first].item(), count=int(is_unknown.sum()))
    return participants, statements, values.astype(np.int8)
