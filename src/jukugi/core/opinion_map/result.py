"""The map as a page, an edition or an export needs it."""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, FloatArray, IntArray, frozen
from jukugi.core.opinion_map.findings import Bridge, Characteristic, Division
from jukugi.core.opinion_map.grouping import Candidate, Reason
from jukugi.core.opinion_map.settings import MapSettings


@dataclass(frozen=True)
class Group:
    """One group of opinion; the largest is group 0.

    Attributes
    ----------
    size : people. centre : point, in score units.
    stability : mean best Jaccard share over the draws, 0..1; ``None`` where none were made.
    """

    id: int
    size: int
    centre: tuple[float, float]
    stability: float | None


@dataclass(frozen=True)
class TestSummary:
    """What was tested, so that a list of findings can be judged.

    Attributes
    ----------
    q : false discovery rate of both lists.
    group_tests : one-sided tests, group x statement x direction. group_found : characteristic statements.
    division_tests : statements tested. division_found : divisive statements.
    """

    __test__ = False

    q: float
    group_tests: int
    group_found: int
    division_tests: int
    division_found: int


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """One computed map; all arrays are read-only. P participants, S statements shown, V current votes.

    Hidden statements are dropped from the mathematics altogether: no vote is invented for them, none of their votes
    moves anybody. They stay in the three totals.

    Attributes
    ----------
    participants, statements, votes : totals, hidden statements included; statements with at least one vote.
    hidden_ids : hidden statements among them, sorted.
    settings : what the map was made with.
    statement_ids : shape (S,), int64, sorted, hidden ones left out.
    means : shape (S,), mean vote, -1..1. totals : shape (S, 3), agree, disagree, pass of all participants.
    components : shape (2, S). eigenvalues : shape (5,), of the S x S matrix G.
    participant_ids : shape (P,), int64, sorted. points : shape (P, 2), score units.
    is_clustered : shape (P,), voted on enough statements. labels : shape (P,), group id, -1 in none.
    k : number of groups, ``None`` where there are no clear groups; then ``reason`` says why.
    groups : k groups. stability : mean adjusted Rand index over draws, 0..1, ``None`` where none were made.
    candidates : every k that was tried.
    counts : shape (k, S, 3), agree, disagree, pass by group; shape (0, S, 3) without groups.
    bridging : all statements, best first; over everybody where there are no groups.
    divisive : found ones, widest gap first. characteristic : found ones by group, clearest first.
    """

    participants: int
    statements: int
    votes: int
    hidden_ids: tuple[int, ...]
    settings: MapSettings
    statement_ids: IntArray
    means: FloatArray
    totals: IntArray
    components: FloatArray
    eigenvalues: FloatArray
    participant_ids: IntArray
    points: FloatArray
    is_clustered: BoolArray
    labels: IntArray
    k: int | None
    reason: Reason | None
    groups: tuple[Group, ...]
    stability: float | None
    candidates: tuple[Candidate, ...]
    counts: IntArray
    bridging: tuple[Bridge, ...]
    divisive: tuple[Division, ...]
    characteristic: tuple[tuple[Characteristic, ...], ...]
    tests: TestSummary

    def __post_init__(self) -> None:
        for name in (
            "statement_ids", "means", "totals", "components", "eigenvalues",
            "participant_ids", "points", "is_clustered", "labels", "counts",
        ):  # fmt: skip
            object.__setattr__(self, name, frozen(getattr(self, name)))

    @property
    def statement_points(self) -> FloatArray:
        """Shape (S, 2): where Polis would put somebody who only agreed with this statement; its length is the
        statement's extremity."""
        return np.sqrt(self.statement_ids.size) * ((1 - self.means) * self.components).T
