"""Two tables published one after the other: a figure changes only by the answers of enough people at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Step:
    """The answers to publish figures of.

    Attributes
    ----------
    participant, statement, choice : shape (answers,), one row per participant and statement.
    counted_through : for each statement published so far the key in the log up to which its answers count.
    """

    participant: IntArray
    statement: IntArray
    choice: IntArray
    counted_through: dict[int, int]


def next_step(
    log: ArrayLike, *, before: Mapping[int, int], renewable: Collection[int], through: int, minimum: int
) -> Step:
    """Choose for each statement whether its figures are renewed or stay as they were published.

    A statement's figures are renewed when the answers to it of at least ``minimum`` people differ from those that its
    published figures count; people who have not been counted yet differ. Otherwise everything that is computed counts
    its answers as of then. A statement never published counts nobody, so it waits for its first ``minimum`` people.
    O(n log n).

    Parameters
    ----------
    log : shape (rows, 4): key, participant, statement, choice; the largest key of a participant and statement is the
        latest answer. It must hold every row up to ``through``, and no row may come to stand among them later.
    before : ``counted_through`` of the step before.
    renewable : statements whose figures are published now; others stay as they are.
    through : key of the last row to consider.
    """
    rows = np.asarray(log, dtype=np.int64).reshape(-1, 4)
    rows = rows[rows[:, 0] <= through]
    key, participant, statement, choice = rows[np.lexsort(rows.T[[0, 2, 1]])].T
    if not key.size:
        return Step(participant, statement, choice, dict(before))
    is_first = np.ones(key.size, dtype=bool)
    is_first[1:] = (participant[1:] != participant[:-1]) | (statement[1:] != statement[:-1])
    firsts = np.flatnonzero(is_first)
    latest = np.append(firsts[1:], key.size) - 1

    statements, positions = np.unique(statement[firsts], return_inverse=True)
    published = np.array([before.get(s, 0) for s in statements.tolist()], dtype=np.int64)
    n_counted = np.add.reduceat((key <= published[np.searchsorted(statements, statement)]).astype(np.int64), firsts)
    counted = np.where(n_counted > 0, firsts + n_counted - 1, -1)

    differs = (counted < 0) | (choice[latest] != choice[counted])
    people = np.bincount(positions[differs], minlength=statements.size)
    is_renewed = (people >= minimum) & np.isin(statements, np.fromiter(renewable, dtype=np.int64))
    chosen = np.where(is_renewed[positions], latest, counted)
    chosen = chosen[chosen >= 0]
    renewed = dict.fromkeys(statements[is_renewed].tolist(), through)
    return Step(participant[chosen], statement[chosen], choice[chosen], {**before, **renewed})


def counted_answers(log: ArrayLike, counted_through: Mapping[int, int]) -> Step:
    """The answers that a published table counts: of each statement the latest up to its key. O(n log n).

    The same as those of the ``Step`` whose ``counted_through`` it is.

    Parameters
    ----------
    log : shape (rows, 4): key, participant, statement, choice. Rows after the keys do not matter.
    """
    rows = np.asarray(log, dtype=np.int64).reshape(-1, 4)
    through = np.array([counted_through.get(statement, 0) for statement in rows[:, 2].tolist()], dtype=np.int64)
    rows = rows[rows[:, 0] <= through]
    key, participant, statement, choice = rows[np.lexsort(rows.T[[0, 2, 1]])].T
    is_last = np.ones(key.size, dtype=bool)
    is_last[:-1] = (participant[1:] != participant[:-1]) | (statement[1:] != statement[:-1])
    return Step(participant[is_last], statement[is_last], choice[is_last], dict(counted_through))
