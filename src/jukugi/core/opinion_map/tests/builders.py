"""Made-up votes for the tests."""

import numpy as np
from hypothesis import strategies as st

from jukugi.core.opinion_map import VoteTable


def table(matrix) -> VoteTable:
    """Build a table from a dense matrix, NaN where not seen; ids are 100 + row and 10 + column."""
    dense = np.asarray(matrix, dtype=float)
    rows, columns = np.nonzero(~np.isnan(dense))
    return VoteTable.from_columns(100 + rows, 10 + columns, dense[rows, columns].astype(int))


def dense(votes: VoteTable) -> np.ndarray:
    """Shape (P, S), NaN where not seen."""
    matrix = np.full((votes.n_participants, votes.n_statements), np.nan)
    matrix[votes.rows, votes.indices] = votes.choices
    return matrix


def columns(votes: VoteTable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Participant, statement and choice of every vote."""
    return votes.participant_ids[votes.rows], votes.statement_ids[votes.indices], np.array(votes.choices)


def planted(sizes, n_statements=40, share_seen=0.6, loyalty=0.85, seed=1) -> tuple[VoteTable, np.ndarray]:
    """Votes of groups with opposite views; returns the table and the true group of each participant."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    views = rng.choice((-1, 1), size=(len(sizes), n_statements))
    is_loyal = rng.random((truth.size, n_statements)) < loyalty
    votes = np.where(is_loyal, views[truth], rng.integers(-1, 2, size=is_loyal.shape)).astype(float)
    votes[rng.random(votes.shape) > share_seen] = np.nan
    votes[:, 0] = np.where(np.isnan(votes[:, 0]), 0, votes[:, 0])
    return table(votes), truth


def noise(n_participants, n_statements, share_seen=0.5, seed=1) -> VoteTable:
    """Votes without any structure."""
    rng = np.random.default_rng(seed)
    votes = rng.integers(-1, 2, size=(n_participants, n_statements)).astype(float)
    votes[rng.random(votes.shape) > share_seen] = np.nan
    return table(votes)


vote_matrices = st.integers(1, 12).flatmap(
    lambda n_statements: st.lists(
        st.lists(st.sampled_from((-1.0, 0.0, 1.0, float("nan"))), min_size=n_statements, max_size=n_statements),
        min_size=1,
        max_size=14,
    )
)
