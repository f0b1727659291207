"""A plan: hours before and after, the changes with what each is for, and whom no plan helps."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from jukugi.core.planning.choices import ChangeKind


class WhyUnreachable(Enum):
    """Why an association stays above the ceiling.

    FIXED : in some month, what nothing may change is above it. ALONE : no set of allowed changes brings this
    association under it. TOGETHER : some set would, but only at the cost of more associations elsewhere.
    NOT_FOUND : the time ran out before a plan was found.
    """

    FIXED = "fixed"
    ALONE = "alone"
    TOGETHER = "together"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class OverWithoutIt:
    """What would be above the ceiling if one change were left out: the worst month of the worst association."""

    associations: int
    association: str
    month: int
    hours: Fraction


@dataclass(frozen=True)
class Change:
    """What one department is asked to do with one request.

    ``shifts`` are calendar months (from, to); ``host`` is the request with which it goes along. ``hours_freed`` in a
    year, of all associations together. ``needed`` is None where the plan holds without it (another one rests on it).
    """

    request: str
    kind: ChangeKind
    shifts: tuple[tuple[int, int], ...]
    host: str | None
    hours_freed: Fraction
    needed: OverWithoutIt | None


@dataclass(frozen=True)
class Unreachable:
    """An association that stays above the ceiling, in which calendar months, why, and what holds it there.

    ``least_hours``: in its worst month it bears at least these, whatever of the allowed is done. ``requests`` are those
    which make up the hours of that month and which nothing may change, the heaviest first.
    """

    association: str
    months: tuple[int, ...]
    why: WhyUnreachable
    least_hours: Fraction
    worst_month: int
    requests: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """``before`` and ``after``: person-hours by association, in the order of ``burden.MONTHS``.

    ``is_proven``: no set of fewer changes brings as many associations under the ceiling. ``is_mildest``: none with as
    few changes costs less by the prices of ``choices``.
    """

    before: dict[str, tuple[Fraction, ...]]
    after: dict[str, tuple[Fraction, ...]]
    changes: tuple[Change, ...]
    unreachable: tuple[Unreachable, ...]
    is_proven: bool
    is_mildest: bool
