"""From current votes to the map, in one pure call."""

from collections.abc import Collection

import numpy as np

from jukugi.core.opinion_map.embedding import embed, enough_votes
from jukugi.core.opinion_map.findings import (
    bridging_statements,
    characteristic_statements,
    divisive_statements,
    group_tests,
    share_bounds,
)
from jukugi.core.opinion_map.grouping import Grouping, choose_groups
from jukugi.core.opinion_map.moments import Moments
from jukugi.core.opinion_map.partitions import HERE, Partitions, Workers
from jukugi.core.opinion_map.positions import GROUPING_UNIT
from jukugi.core.opinion_map.result import Group, OpinionMap, TestSummary
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.votes import VoteTable

DEFAULT_SETTINGS = MapSettings()


def compute_map(
    votes: VoteTable,
    *,
    hidden: Collection[int] = (),
    settings: MapSettings = DEFAULT_SETTINGS,
    moments: Moments | None = None,
    workers: Workers = HERE,
) -> OpinionMap:
    """Compute one opinion map.

    The same votes give the same map bit for bit, whatever the order of rows and the ids of participants. Cost: the sum
    of squared votes per participant, once for the map and a fifth of it for each draw; S³ up to 512 statements.

    Parameters
    ----------
    votes : current votes; none at all are allowed.
    hidden : ids of statements that are not to be used (moderated out, about the person); unknown ids do no harm.
    settings : published with the result.
    moments : of all ``votes``, hidden statements too, where somebody has kept them; else they are summed.
    workers : where the passes over all votes are done; the map is the same wherever that is.

    References
    ----------
    C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", 2021, for the scores.
    """
    is_hidden = np.isin(votes.statement_ids, np.fromiter(hidden, dtype=np.int64))
    shown = votes.with_statements(~is_hidden)
    partitions = Partitions(shown, workers)
    moments = moments.of_statements(~is_hidden) if moments else partitions.moments()
    embedding = embed(partitions, moments, n_seen_by_all=settings.n_average_votes)
    is_clustered = enough_votes(shown, settings.min_votes)
    grouping = choose_groups(partitions, moments, embedding, is_clustered, settings)
    groups = _groups(grouping)
    counts, totals = partitions.counts(grouping.labels, len(groups)), moments.totals
    compared = counts if groups else totals[None]
    bounds, tests = share_bounds(compared, settings), group_tests(counts, settings)
    divisive = divisive_statements(shown.statement_ids, counts, bounds, tests, settings)
    characteristic = characteristic_statements(shown.statement_ids, counts, bounds, tests, settings)
    return OpinionMap(
        participants=votes.n_participants,
        statements=votes.n_statements,
        votes=votes.n_votes,
        hidden_ids=tuple(votes.statement_ids[is_hidden].tolist()),
        settings=settings,
        statement_ids=shown.statement_ids,
        means=embedding.means,
        totals=totals,
        components=embedding.components,
        eigenvalues=embedding.eigenvalues,
        participant_ids=shown.participant_ids,
        points=embedding.points,
        is_clustered=is_clustered,
        labels=grouping.labels,
        k=len(groups) or None,
        reason=grouping.reason,
        groups=groups,
        stability=grouping.stability.overall if grouping.stability else None,
        candidates=grouping.candidates,
        counts=counts,
        bridging=bridging_statements(shown.statement_ids, compared, bounds),
        divisive=divisive,
        characteristic=characteristic,
        tests=TestSummary(
            q=settings.q,
            group_tests=2 * int(tests.is_tested.sum()),
            group_found=sum(len(found) for found in characteristic),
            division_tests=int(tests.is_tested.any(axis=0).sum()),
            division_found=len(divisive),
        ),
    )


def _groups(grouping: Grouping) -> tuple[Group, ...]:
    if grouping.clustering is None:
        return ()
    centres = (grouping.clustering.centres * GROUPING_UNIT).tolist()
    sizes = grouping.clustering.sizes.tolist()
    shares = grouping.stability.per_group if grouping.stability else (None,) * len(sizes)
    return tuple(
        Group(id=number, size=size, centre=(centre[0], centre[1]), stability=share)
        for number, (size, centre, share) in enumerate(zip(sizes, centres, shares, strict=True))
    )
