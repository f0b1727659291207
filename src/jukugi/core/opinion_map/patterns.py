"""Ways of voting that a person should look at. They are reported, and never dropped silently.

None of them proves anything: somebody may agree with everything, two people may be of one mind, and answers from paper
are entered at one moment. The map can be computed with and without them, to see whether they decide it.
"""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, IntArray
from jukugi.core.opinion_map.votes import VoteTable

MIN_VOTES = 12
"""With fewer votes, agreeing with all or voting like somebody else is nothing unusual."""

MIN_ALIKE = 3
"""So many people with the same votes are reported; two are common."""

BURST_VOTES, BURST_MS = 10, 10_000
"""So many votes of one person within so many milliseconds: faster than statements can be read."""


@dataclass(frozen=True)
class Patterns:
    """Participant ids, rising.

    Attributes
    ----------
    all_agree, all_disagree : gave one answer to everything, ``MIN_VOTES`` times or more.
    alike : sets of ``MIN_ALIKE`` or more people with the same answers to the same statements, by their first id.
    bursts : gave ``BURST_VOTES`` votes within ``BURST_MS``; empty where no moments are known.
    """

    all_agree: tuple[int, ...]
    all_disagree: tuple[int, ...]
    alike: tuple[tuple[int, ...], ...]
    bursts: tuple[int, ...]

    @property
    def participants(self) -> tuple[int, ...]:
        """Everybody named above, each once."""
        several = (self.all_agree, self.all_disagree, self.bursts, *self.alike)
        return tuple(sorted({participant for some in several for participant in some}))


def suspicious_patterns(
    votes: VoteTable, *, participant: IntArray | None = None, moment_ms: IntArray | None = None
) -> Patterns:
    """Find the patterns above. O(V), and O(rows log rows) for the bursts.

    Parameters
    ----------
    votes : current votes on the statements shown.
    participant, moment_ms : shape (rows,), the log of all votes, in any order; ``None`` where there are no moments.
    """
    n_votes = votes.votes_per_participant
    has_enough = n_votes >= MIN_VOTES
    agrees, disagrees = (
        np.bincount(votes.rows[votes.choices == choice], minlength=votes.n_participants) for choice in (1, -1)
    )
    return Patterns(
        all_agree=_ids(votes, has_enough & (agrees == n_votes)),
        all_disagree=_ids(votes, has_enough & (disagrees == n_votes)),
        alike=_alike(votes, has_enough),
        bursts=() if participant is None or moment_ms is None else _bursts(participant, moment_ms),
    )


def without_patterns(votes: VoteTable, patterns: Patterns) -> VoteTable:
    """The votes of everybody else; no statement is lost by it."""
    return votes.with_participants(~np.isin(votes.participant_ids, np.array(patterns.participants, dtype=np.int64)))


def _ids(votes: VoteTable, is_meant: BoolArray) -> tuple[int, ...]:
    return tuple(votes.participant_ids[is_meant].tolist())


def _alike(votes: VoteTable, has_enough: BoolArray) -> tuple[tuple[int, ...], ...]:
    people: dict[bytes, list[int]] = {}
    for row in np.flatnonzero(has_enough).tolist():
        own = slice(votes.indptr[row], votes.indptr[row + 1])
        answers = votes.indices[own].tobytes() + votes.choices[own].tobytes()
        people.setdefault(answers, []).append(int(votes.participant_ids[row]))
    return tuple(tuple(some) for some in people.values() if len(some) >= MIN_ALIKE)


def _bursts(participant: IntArray, moment_ms: IntArray) -> tuple[int, ...]:
    order = np.lexsort((moment_ms, participant))
    people, moments = np.asarray(participant)[order], np.asarray(moment_ms)[order]
    first, last = slice(None, max(people.size - BURST_VOTES + 1, 0)), slice(BURST_VOTES - 1, None)
    is_burst = (people[first] == people[last]) & (moments[last] - moments[first] <= BURST_MS)
    return tuple(np.unique(people[first][is_burst]).tolist())
