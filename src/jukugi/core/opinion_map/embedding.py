"""From votes to positions: moments, components and scores together."""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, FloatArray
from jukugi.core.opinion_map.components import leading_components
from jukugi.core.opinion_map.moments import Moments
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.votes import VoteTable


@dataclass(frozen=True, eq=False)
class Embedding:
    """Positions of participants, with what is needed to place one more.

    Attributes
    ----------
    means : shape (S,). components : shape (2, S). eigenvalues : shape (n_values,). points : shape (P, 2).
    """

    means: FloatArray
    components: FloatArray
    eigenvalues: FloatArray
    points: FloatArray


def embed(partitions: Partitions, moments: Moments, *, n_seen_by_all: int, n_values: int = 5) -> Embedding:
    """Embed all participants; ``moments`` are those of the votes. See ``scores`` for ``n_seen_by_all``."""
    means = moments.means
    eigenvalues, components = leading_components(moments.centred_gram(means), n_values=n_values)
    points = partitions.scores(means, components, n_seen_by_all=n_seen_by_all)
    return Embedding(means, components, eigenvalues, points)


def enough_votes(votes: VoteTable, min_votes: int) -> BoolArray:
    """Shape (P,): who voted on at least ``min_votes`` statements, or on all where there are fewer."""
    needed = max(min(min_votes, votes.n_statements), 1)
    return np.asarray(votes.votes_per_participant >= needed)
