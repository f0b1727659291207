"""A .pb file as it is held: what it says about the vote, its projects, its ballots.

The format is that of pabulib (D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library", 2020,
arXiv:2012.06539): three sections META, PROJECTS and VOTES, each a table with semicolons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, tuple[str, ...]]
IntArray = NDArray[np.int64]


class VoteType(Enum):
    """What voters write: chosen projects, points out of a sum, points for each, a ranking, or one project."""

    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    ORDINAL = "ordinal"
    CHOOSE_1 = "choose-1"

    @property
    def has_points(self) -> bool:
        return self in (VoteType.CUMULATIVE, VoteType.SCORING)


@dataclass(frozen=True)
class PbNote:
    """Something that is told but does not stop the count: a ``code``, what it concerns, and how often."""

    code: str
    what: str = ""
    count: int = 1


@dataclass(frozen=True)
class PbFile:
    """A vote.

    Attributes
    ----------
    meta : keys of META as they stood, in lower case.
    projects, votes : columns of the two tables, names in lower case, each as long as its table; what is counted from
        them stands below, and is written from there.
    budget, costs : exact, in the currency of the file.
    lengths : number of projects on each ballot.
    choices : places of projects in ``project_ids``, ballot by ballot; on a ranking the best first.
    points : of each choice, exact; None for ballots without points.
    """

    meta: Mapping[str, str]
    projects: Columns
    votes: Columns
    vote_type: VoteType
    budget: Fraction
    costs: tuple[Fraction, ...]
    lengths: IntArray
    choices: IntArray
    points: tuple[Fraction, ...] | None = None
    notes: tuple[PbNote, ...] = ()

    @property
    def project_ids(self) -> tuple[str, ...]:
        return self.projects["project_id"]

    @property
    def n_voters(self) -> int:
        return len(self.lengths)
