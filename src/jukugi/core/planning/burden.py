"""What requests cost an association: people × hours, month by month of a fiscal year, in exact fractions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
"""Months as a fiscal year has them, April first."""
NONE, WHOLE = Fraction(0), Fraction(1)


class Basis(Enum):
    """On what a request rests."""

    LAW = "law"
    ORDINANCE = "ordinance"
    GUIDELINE = "guideline"
    CUSTOM = "custom"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AssociationSize:
    """One association, and the households that belong to it; None where nobody knows how many."""

    key: str
    member_households: int | None = None


@dataclass(frozen=True)
class AdminRequestLoad:
    """One request as far as it costs time.

    Attributes
    ----------
    times_per_year : above 0. Below 1 it does not come every year (0.5: every two years).
    months : calendar months in which it comes, each once; empty where nobody knows.
    people, hours : people at one time, and hours of each of them; at least 0.
    hours_range : least and most hours of one person, around ``hours``; None where only one figure is known.
    per_households : where people grow with the association: ``people`` for this many member households. None: for each
        association alike.
    recipients : keys of associations; None for all.
    who, channel, category : two requests alike in all three may go on one round (``possible_hosts``).
    allowed : what may be proposed, in place of what follows from ``basis``; None to follow it.
    """

    key: str
    times_per_year: Fraction
    months: tuple[int, ...]
    people: Fraction
    hours: Fraction
    basis: Basis = Basis.UNKNOWN
    who: str = ""
    channel: str = ""
    category: str = ""
    hours_range: tuple[Fraction, Fraction] | None = None
    per_households: int | None = None
    recipients: frozenset[str] | None = None
    allowed: frozenset[str] | None = None

    @property
    def hours_each_time(self) -> Fraction:
        """Person-hours of one time."""
        return self.people * self.hours


def spread(load: AdminRequestLoad) -> tuple[Fraction, ...]:
    """Person-hours in each of ``MONTHS``, at share 1.

    A year's times are spread evenly over the months named; over all twelve where none is. What comes every second or
    third year counts with its share of a year: the figure is a mean over years.
    """
    named = load.months or MONTHS
    each = load.times_per_year * load.hours_each_time / len(named)
    return tuple(each if month in named else NONE for month in MONTHS)


def share_for(load: AdminRequestLoad, association: AssociationSize, *, usual_households: Fraction | None) -> Fraction:
    """How often an association bears the request's hours: 0 where it is not asked, 1 where people do not grow with it.

    ``usual_households`` stands in for an association whose members nobody counted; None: its share is 1.
    """
    if load.recipients is not None and association.key not in load.recipients:
        return NONE
    if load.per_households is None:
        return WHOLE
    households = association.member_households
    known = Fraction(households) if households is not None else usual_households
    return WHOLE if known is None else known / load.per_households


def usual_households(associations: Iterable[AssociationSize]) -> Fraction | None:
    """The median of member households, of those who told it; None where nobody did."""
    known = sorted(each.member_households for each in associations if each.member_households is not None)
    if not known:
        return None
    return Fraction(known[(len(known) - 1) // 2] + known[len(known) // 2], 2)


def hours_of_request(load: AdminRequestLoad, associations: Sequence[AssociationSize]) -> Fraction:
    """Person-hours of a request in a mean year, of all these associations together."""
    usual = usual_households(associations)
    return sum(spread(load), NONE) * sum(
        (share_for(load, each, usual_households=usual) for each in associations), Fraction(0)
    )


def hours_by_month(
    loads: Sequence[AdminRequestLoad], associations: Sequence[AssociationSize]
) -> dict[str, tuple[Fraction, ...]]:
    """Person-hours of each association in each of ``MONTHS``. Cost: associations × requests × 12."""
    usual = usual_households(associations)
    months = [spread(load) for load in loads]
    table: dict[tuple[Fraction, ...], tuple[Fraction, ...]] = {}
    hours = {}
    for association in associations:
        shares = tuple(share_for(load, association, usual_households=usual) for load in loads)
        if shares not in table:
            table[shares] = summed(shares, months)
        hours[association.key] = table[shares]
    return hours


def summed(shares: Sequence[Fraction], months: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    """Σ share × hours, for each month."""
    borne = [(share, row) for share, row in zip(shares, months, strict=True) if share]
    return tuple(sum((share * row[m] for share, row in borne), NONE) for m in range(len(MONTHS)))
