"""What may be proposed for a request: stay, move, go along with another, end (docs/explanation/request-plan.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from jukugi.core.planning.burden import MONTHS, NONE, AdminRequestLoad, Basis, spread
from jukugi.core.planning.errors import InvalidPlanSettings


class ChangeKind(Enum):
    """What can be done with one request, the mildest first."""

    MOVE = "move"
    BUNDLE = "bundle"
    DROP = "drop"


ALLOWED = {
    Basis.LAW: frozenset({ChangeKind.BUNDLE}),
    Basis.ORDINANCE: frozenset({ChangeKind.BUNDLE}),
    Basis.GUIDELINE: frozenset({ChangeKind.MOVE, ChangeKind.BUNDLE}),
    Basis.CUSTOM: frozenset(ChangeKind),
    Basis.UNKNOWN: frozenset({ChangeKind.MOVE, ChangeKind.BUNDLE}),
}
"""By basis. What a law sets in a month goes along only with something of the same month (``possible_hosts``)."""

PRICES = {None: 0, ChangeKind.MOVE: 0, ChangeKind.BUNDLE: 1, ChangeKind.DROP: 10}
"""For choosing among plans with equally few changes: what is hard on those who rely on a request costs more."""


@dataclass(frozen=True)
class PlanSettings:
    """What holds for a whole plan.

    Attributes
    ----------
    most_months : how far a request may move, within its fiscal year.
    saving : what one round instead of two saves: this share, in [0, 1), of the hours of the smaller of the two.
    kinds : what may be proposed at all.
    seconds : after so long the best plan found is given, unproven.
    """

    most_months: int = 2
    saving: Fraction = Fraction(1, 2)
    kinds: frozenset[ChangeKind] = frozenset(ChangeKind)
    seconds: float = 25.0

    def __post_init__(self) -> None:
        if not 0 <= self.most_months <= len(MONTHS) - 1:
            raise InvalidPlanSettings(setting="most_months", value=self.most_months)
        if not 0 <= self.saving < 1:
            raise InvalidPlanSettings(setting="saving", value=self.saving)
        if not self.seconds > 0:
            raise InvalidPlanSettings(setting="seconds", value=self.seconds)


@dataclass(frozen=True)
class Choice:
    """A whole way to treat one request: hours in each month at share 1, its price, and the host it relies on.

    ``shifts`` are (from, to) places in ``MONTHS``. A choice without ``kind`` leaves the request as it is.
    """

    hours: tuple[Fraction, ...]
    kind: ChangeKind | None = None
    host: int | None = None
    shifts: tuple[tuple[int, int], ...] = ()


def allowed_changes(load: AdminRequestLoad, settings: PlanSettings) -> frozenset[ChangeKind]:
    """What may be proposed for a request: as its row says, else as its basis allows."""
    own = ALLOWED[load.basis] if load.allowed is None else frozenset(ChangeKind(word) for word in load.allowed)
    return own & settings.kinds


def places(load: AdminRequestLoad) -> tuple[int, ...]:
    """Where in ``MONTHS`` a request comes; nowhere certain where nobody knows its months."""
    return tuple(place for place, month in enumerate(MONTHS) if month in load.months)


def possible_hosts(
    loads: Sequence[AdminRequestLoad], guest: int, settings: PlanSettings
) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Requests with which this one could go along, and the month in which each of its times then comes.

    A host has the same recipients, people who carry it out, channel and category, and comes near each of the guest's
    months: the nearest one counts, of two equally near the earlier. No two months of the guest fall on one of the
    host's: it comes as often as before. A guest by law or ordinance needs the same months.
    """
    load = loads[guest]
    reach = 0 if load.basis in (Basis.LAW, Basis.ORDINANCE) and load.allowed is None else settings.most_months
    for place, host in enumerate(loads):
        if place == guest or _round(host) != _round(load) or not load.months or not host.months:
            continue
        nearest = tuple(
            (since, min(places(host), key=lambda to, since=since: (abs(to - since), to)))  # type: ignore[misc]
            for since in places(load)
        )
        is_as_often = len({to for _since, to in nearest}) == len(nearest)
        if is_as_often and all(abs(to - since) <= reach for since, to in nearest):
            yield place, nearest


def whole_choices(loads: Sequence[AdminRequestLoad], number: int, settings: PlanSettings) -> list[Choice]:
    """All ways to treat one request but moves, the present one first."""
    load = loads[number]
    present = spread(load)
    allowed = allowed_changes(load, settings)
    choices = [Choice(present)]
    if ChangeKind.DROP in allowed:
        choices.append(Choice((NONE,) * len(MONTHS), ChangeKind.DROP))
    if ChangeKind.BUNDLE in allowed:
        for host, nearest in possible_hosts(loads, number, settings):
            hours = _along(present, spread(loads[host]), nearest, settings)
            choices.append(Choice(hours, ChangeKind.BUNDLE, host, nearest))
    return choices


def hours_changed(
    load: AdminRequestLoad,
    kind: ChangeKind,
    shifts: Sequence[tuple[int, int]],
    host: AdminRequestLoad | None,
    settings: PlanSettings,
) -> tuple[Fraction, ...]:
    """Hours in each of ``MONTHS``, at share 1, of a request that is changed so; ``shifts`` in calendar months."""
    by_place = [(MONTHS.index(since), MONTHS.index(to)) for since, to in shifts]
    if kind is ChangeKind.DROP:
        return (NONE,) * len(MONTHS)
    if host is not None:
        return _along(spread(load), spread(host), by_place, settings)
    return moved(load, by_place)


def moved(load: AdminRequestLoad, shifts: Sequence[tuple[int, int]]) -> tuple[Fraction, ...]:
    """Hours by month of a request whose times moved between these places, at share 1."""
    to_of = dict(shifts)
    hours = [NONE] * len(MONTHS)
    for place, each in enumerate(spread(load)):
        hours[to_of.get(place, place)] += each
    return tuple(hours)


def _along(
    present: Sequence[Fraction], host: Sequence[Fraction], shifts: Sequence[tuple[int, int]], settings: PlanSettings
) -> tuple[Fraction, ...]:
    """One round instead of two saves a share of the smaller one."""
    hours = [NONE] * len(MONTHS)
    for since, to in shifts:
        hours[to] = present[since] - settings.saving * min(present[since], host[to])
    return tuple(hours)


def month_choices(load: AdminRequestLoad, settings: PlanSettings) -> dict[int, tuple[int, ...]]:
    """For each place in which a request comes, the places where that time may stand; empty where it may not move.

    No time moves out of its fiscal year or onto a month of its own request that stays.
    """
    if ChangeKind.MOVE not in allowed_changes(load, settings) or len(load.months) in (0, len(MONTHS)):
        return {}
    own = places(load)
    return {
        since: tuple(to for to in range(len(MONTHS)) if to == since or _may_go(since, to, own, settings))
        for since in own
    }


def _may_go(since: int, to: int, own: tuple[int, ...], settings: PlanSettings) -> bool:
    return abs(to - since) <= settings.most_months and to not in own


def _round(load: AdminRequestLoad) -> tuple[object, ...]:
    """What two requests must have in common to go on one round."""
    return load.recipients, load.who, load.channel, load.category, load.per_households
