"""The passes over all votes, done by ranges of participants: one range in this process, or many on workers.

Sums of integers and rows of participants are the same however the participants are divided, so the map is the same byte
for byte with one, two or seven partitions. What is done on the sums is done once, by who asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from typing import Any, Protocol, TypeVar

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray, WordArray
from jukugi.core.opinion_map.counts import group_counts
from jukugi.core.opinion_map.moments import Moments, integer_moments
from jukugi.core.opinion_map.scores import participant_scores, row_fingerprints
from jukugi.core.opinion_map.votes import VoteTable

Result = TypeVar("Result")


class Workers(Protocol):
    """Where the tables of the partitions lie, and where a pass over them is done."""

    @property
    def n_partitions(self) -> int: ...

    def hold(self, tables: Sequence[VoteTable]) -> Sequence[Any]:
        """Keep the tables; returns what stands for each of them."""

    def each(self, function: Callable[..., Result], held: Sequence[Any], *arguments: Sequence[Any]) -> list[Result]:
        """Call ``function`` with each table and its own arguments; returns the results in the order of the tables."""


@dataclass(frozen=True)
class InProcess:
    """No workers: one partition after the other, here."""

    n_partitions: int = 1

    def hold(self, tables: Sequence[VoteTable]) -> Sequence[VoteTable]:
        return tables

    def each(
        self, function: Callable[..., Result], held: Sequence[VoteTable], *arguments: Sequence[Any]
    ) -> list[Result]:
        return [function(*row) for row in zip(held, *arguments, strict=True)]


HERE = InProcess()


class Partitions:
    """One table of votes, divided among workers by ranges of participants of about equally many votes."""

    def __init__(self, votes: VoteTable, workers: Workers = HERE) -> None:
        self.votes = votes
        self._workers = workers
        goals = np.linspace(0, votes.n_votes, workers.n_partitions + 1)
        cuts = np.searchsorted(votes.indptr, goals)
        cuts[0], cuts[-1] = 0, votes.n_participants
        self._ranges = [slice(first, last) for first, last in zip(cuts[:-1], cuts[1:], strict=True)]

    @cached_property
    def _held(self) -> Sequence[Any]:
        return self._workers.hold([self.votes.between(part.start, part.stop) for part in self._ranges])

    def moments(self) -> Moments:
        return reduce(add, self._each(integer_moments))

    def scores(self, means: FloatArray, components: FloatArray, *, n_seen_by_all: int) -> FloatArray:
        """Shape (P, 2); see ``participant_scores``."""
        return np.concatenate(self._each(participant_scores, means, components, n_seen_by_all))

    def counts(self, labels: IntArray, k: int) -> IntArray:
        """Shape (k, S, 3); see ``group_counts``. ``labels`` has shape (P,)."""
        arguments = [labels[part] for part in self._ranges], [k] * len(self._ranges)
        return reduce(add, self._workers.each(group_counts, self._held, *arguments))

    def fingerprints(self, totals: IntArray) -> WordArray:
        """Shape (P,); see ``row_fingerprints``."""
        return np.concatenate(self._each(row_fingerprints, totals))

    def _each(self, function: Callable[..., Result], *common: Any) -> list[Result]:
        return self._workers.each(function, self._held, *([argument] * len(self._ranges) for argument in common))
