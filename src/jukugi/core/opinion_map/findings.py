"""What a map says in words: what bridges, what divides, what each group is about.

Groups were found from the same votes that are tested here, so a small p-value means "characteristic of this group",
never "significant".
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, FloatArray, IntArray
from jukugi.core.opinion_map.counts import AGREE, DISAGREE, CellCounts
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.statistics import adjusted_p_values, beta_quantile, more_often_inside

Direction = Literal["agree", "disagree"]
DIRECTIONS: tuple[tuple[Direction, int], ...] = (("agree", AGREE), ("disagree", DISAGREE))


class Bridge(NamedTuple):
    """How surely every group agrees with one statement.

    Attributes
    ----------
    score : the lowest group's lower Beta bound of the share that agrees, 0..1 (maximin).
    opposed_score : the same for the share that disagrees.
    group_aware : Polis' group-aware consensus to the power 1/k, so that maps with different k can be compared.
    fewest_votes : votes of the group that voted least on it, passes included.
    counts : by group; one entry for everybody where there are no groups.
    """

    statement: int
    score: float
    opposed_score: float
    group_aware: float
    fewest_votes: int
    counts: tuple[CellCounts, ...]


class Division(NamedTuple):
    """How far two groups are surely apart on one statement.

    Attributes
    ----------
    score : lower Beta bound of the higher group's share minus upper bound of the lower group's, > 0.
    direction : which share. high_group, low_group : group ids.
    p : exact test that some group differs from the others, corrected for the groups and directions tried.
    p_adjusted : corrected for all statements (Benjamini-Hochberg).
    counts : by group.
    """

    statement: int
    score: float
    direction: Direction
    high_group: int
    low_group: int
    p: float
    p_adjusted: float
    counts: tuple[CellCounts, ...]


class Characteristic(NamedTuple):
    """What the majority of one group says, and says more than the others.

    Attributes
    ----------
    score : lower Beta bound of the share inside minus upper bound of the share outside; the order of the list.
    share, share_elsewhere : (n + 1) / (votes + 2), inside and outside.
    p, p_adjusted : exact one-sided test inside against outside; corrected for all tests of the map.
    """

    group: int
    statement: int
    direction: Direction
    score: float
    share: float
    share_elsewhere: float
    p: float
    p_adjusted: float
    inside: CellCounts
    outside: CellCounts


@dataclass(frozen=True, eq=False)
class GroupTests:
    """One-sided tests of each group against all others.

    Attributes
    ----------
    is_tested : shape (k, S), both sides have at least ``cell_min`` votes.
    p, p_adjusted : shape (k, S, 2), agree and disagree; 1 where not tested. The family is all tests of the map.
    """

    is_tested: BoolArray
    p: FloatArray
    p_adjusted: FloatArray


@dataclass(frozen=True, eq=False)
class Bounds:
    """Beta bounds of the share of each group that agrees, and that disagrees.

    Attributes
    ----------
    lower, upper : shape (2 directions, groups, S), 0..1.
    """

    lower: FloatArray
    upper: FloatArray


def share_bounds(counts: IntArray, settings: MapSettings) -> Bounds:
    """Bounds of every group's shares; ``counts`` of shape (groups, S, 3)."""
    chosen = np.stack([counts[:, :, choice] for _, choice in DIRECTIONS])
    votes = np.broadcast_to(counts.sum(axis=2), chosen.shape)
    return Bounds(beta_quantile(chosen, votes, settings.tail), beta_quantile(chosen, votes, 1 - settings.tail))


def bridging_statements(statement_ids: IntArray, counts: IntArray, bounds: Bounds) -> tuple[Bridge, ...]:
    """Rank all statements by the least favourable group, best first; equals by group-aware consensus.

    Parameters
    ----------
    statement_ids : shape (S,). counts : shape (groups, S, 3). bounds : of these counts.
    """
    if counts.size == 0:
        return ()
    votes = counts.sum(axis=2)
    agreeing, opposing = bounds.lower.min(axis=1)
    shares = (counts[:, :, AGREE] + 1) / (votes + 2)
    group_aware = shares.prod(axis=0) ** (1 / counts.shape[0])
    columns = (statement_ids, agreeing, opposing, group_aware, votes.min(axis=0))
    bridges = [
        Bridge(statement, score, opposed_score, aware, fewest, cells)
        for statement, score, opposed_score, aware, fewest, cells in zip(
            *(column.tolist() for column in columns), _by_statement(counts), strict=True
        )
    ]
    return tuple(sorted(bridges, key=lambda bridge: (-bridge.score, -bridge.group_aware, bridge.statement)))


def group_tests(counts: IntArray, settings: MapSettings) -> GroupTests:
    """Test for each group whether it agrees, or disagrees, more often than all others together."""
    votes = counts.sum(axis=2)
    outside, outside_votes = counts.sum(axis=0) - counts, votes.sum(axis=0) - votes
    is_tested = (votes >= settings.cell_min) & (outside_votes >= settings.cell_min) & (counts.shape[0] > 1)
    p = np.ones((*is_tested.shape, 2))
    for position, (_, choice) in enumerate(DIRECTIONS):
        p[is_tested, position] = more_often_inside(
            counts[:, :, choice][is_tested], votes[is_tested],
            outside[:, :, choice][is_tested], outside_votes[is_tested],
        )  # fmt: skip
    adjusted = np.ones_like(p)
    adjusted[is_tested] = adjusted_p_values(p[is_tested].ravel()).reshape(-1, 2)
    return GroupTests(is_tested, p, adjusted)


def characteristic_statements(
    statement_ids: IntArray, counts: IntArray, bounds: Bounds, tests: GroupTests, settings: MapSettings
) -> tuple[tuple[Characteristic, ...], ...]:
    """List for each group the statements its majority takes a side on, more than the others do; clearest first.

    Returns
    -------
    One tuple per group.
    """
    votes = counts.sum(axis=2)
    found: list[list[Characteristic]] = [[] for _ in range(counts.shape[0])]
    if not found:
        return ()
    for position, (direction, choice) in enumerate(DIRECTIONS):
        here = counts[:, :, choice]
        elsewhere, elsewhere_votes = here.sum(axis=0) - here, votes.sum(axis=0) - votes
        share, share_elsewhere = (here + 1) / (votes + 2), (elsewhere + 1) / (elsewhere_votes + 2)
        is_found = (
            tests.is_tested
            & (tests.p_adjusted[:, :, position] <= settings.q)
            & (share - share_elsewhere >= settings.effect_floor)
            & (share > settings.majority_floor)
        )
        lower = bounds.lower[position][is_found]
        upper = beta_quantile(elsewhere[is_found], elsewhere_votes[is_found], 1 - settings.tail)
        groups, places = np.nonzero(is_found)
        columns = (
            groups, statement_ids[places], lower - upper, share[is_found], share_elsewhere[is_found],
            tests.p[is_found, position], tests.p_adjusted[is_found, position],
            counts[is_found], counts.sum(axis=0)[places] - counts[is_found],
        )  # fmt: skip
        for group, statement, *figures, inside, outside in zip(*(column.tolist() for column in columns), strict=True):
            cells = CellCounts._make(inside), CellCounts._make(outside)
            found[group].append(Characteristic._make((group, statement, direction, *figures, *cells)))
    return tuple(tuple(sorted(group, key=lambda one: (-one.score, one.statement))) for group in found)


def divisive_statements(
    statement_ids: IntArray, counts: IntArray, bounds: Bounds, tests: GroupTests, settings: MapSettings
) -> tuple[Division, ...]:
    """List the statements on which groups are surely apart, widest gap first."""
    if counts.shape[0] < 2:
        return ()
    tried = 2 * tests.is_tested.sum(axis=0)
    is_tested = tried > 0
    p = np.minimum(tests.p.min(axis=(0, 2)) * np.maximum(tried, 1), 1.0)
    p_adjusted = np.ones(p.size)
    p_adjusted[is_tested] = adjusted_p_values(p[is_tested])
    candidates = np.flatnonzero(is_tested & (p_adjusted <= settings.q))
    is_small = counts[:, candidates].sum(axis=2) < settings.cell_min
    gaps, highs, lows = _widest_gaps(bounds.lower[:, :, candidates], bounds.upper[:, :, candidates], is_small)
    is_apart = gaps.max(axis=0) > 0
    sides, candidates, columns = gaps.argmax(axis=0)[is_apart], candidates[is_apart], np.flatnonzero(is_apart)
    of_side = (values[sides, columns] for values in (gaps, highs, lows))
    figures = (statement_ids[candidates], sides, *of_side, p[candidates], p_adjusted[candidates])
    divisions = [
        Division(statement, score, DIRECTIONS[side][0], high, low, p_value, p_all, cells)
        for statement, side, score, high, low, p_value, p_all, cells in zip(
            *(column.tolist() for column in figures), _by_statement(counts[:, candidates]), strict=True
        )
    ]
    return tuple(sorted(divisions, key=lambda division: (-division.score, division.statement)))


def _widest_gaps(lower: FloatArray, upper: FloatArray, is_small: BoolArray) -> tuple[FloatArray, IntArray, IntArray]:
    """Largest sure gap between two groups with enough votes, and the groups; each of shape (2 directions, S).

    The highest lower bound and the lowest upper bound belong to two different groups wherever the gap is positive.
    """
    lower, upper = np.where(is_small, -1.0, lower), np.where(is_small, 2.0, upper)
    return lower.max(axis=1) - upper.min(axis=1), lower.argmax(axis=1), upper.argmin(axis=1)


def _by_statement(counts: IntArray) -> list[tuple[CellCounts, ...]]:
    """The cells of each statement, by group."""
    groups = [[CellCounts._make(three) for three in group] for group in counts.tolist()]
    return list(zip(*groups, strict=True))
