"""Pages that everybody reads: the list of requests, one of them, the year of a ward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.enums import MINIMUM, AnswerKind
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, Decision
from jukugi.apps.inventory.queries.hours import City, Heat, Member, city_now, mean_heat
from jukugi.apps.inventory.queries.reports import Distribution, Gap, Measured, gap_of, gaps, measured
from jukugi.core.planning import MONTHS


@dataclass(frozen=True)
class Row:
    """A request of the list: hours a year of a mean recipient, what associations report, what was decided."""

    admin_request: AdminRequest
    hours: float
    reported: Distribution
    decision: Decision | None


@dataclass(frozen=True)
class Listing:
    """All requests made now. ``associations`` is how many stand; ``undecided`` how many have no decision."""

    rows: tuple[Row, ...]
    total: int
    associations: int
    hours: float
    decided: int
    custom_share: float | None


@dataclass(frozen=True)
class Page:
    """One request. ``cannot`` and ``received`` are associations by their latest answer; None while fewer than five."""

    admin_request: AdminRequest
    months: tuple[int, ...]
    hours: float
    recipients: int
    gap: Gap
    decisions: tuple[Decision, ...]
    measured: Measured | None
    answers: tuple[int, int] | None


@dataclass(frozen=True)
class WardYear:
    """The mean year of a ward's associations, and the same figure of every ward."""

    ward: Area | None
    heat: Heat
    associations: int
    wards: tuple[tuple[Area, int, float, float], ...]


def listing(*, day: date, ward: Area | None = None, basis: str = "", decided: str = "") -> Listing:
    """Requests made now, narrowed. Seven queries."""
    city = city_now(day=day)
    among = city.in_wards(None if ward is None else {ward.pk})
    decisions = {each.admin_request_id: each for each in Decision.objects.standing().select_related("kind", "owner")}
    reported = gaps()
    rows = [_row(each, city, among, decisions, reported) for each in city.requests if city.recipients(each, among)]
    hours = sum(row.hours for row in rows)
    custom = sum(row.hours for row in rows if row.admin_request.rests_on_little)
    shown = [
        row
        for row in rows
        if (not basis or row.admin_request.basis == basis)
        and (not decided or (row.decision is not None) == (decided == "yes"))
    ]
    return Listing(
        rows=tuple(shown),
        total=len(rows),
        associations=len(among),
        hours=hours,
        decided=sum(row.decision is not None for row in rows),
        custom_share=custom / hours if hours else None,
    )


def page_of(admin_request: AdminRequest, *, day: date) -> Page:
    """One request with all that is public of it. Eleven queries."""
    city = city_now(day=day)
    recipients = city.recipients(admin_request, city.members)
    count = len(recipients) or 1
    hours = float(admin_request.hours_a_year) * city.shares(admin_request, city.members) / count
    decisions = tuple(admin_request.decisions.select_related("kind", "owner"))
    standing = [each for each in decisions if each.replaced_at is None]
    looked_at = measured(standing) if standing else []
    return Page(
        admin_request=admin_request,
        months=tuple(month for month in MONTHS if month in admin_request.months),
        hours=hours,
        recipients=len(recipients),
        gap=gap_of(admin_request),
        decisions=decisions,
        measured=looked_at[0] if looked_at else None,
        answers=_answers(admin_request),
    )


def ward_year(wards: Sequence[Area], *, ward: Area | None, day: date) -> WardYear:
    """The mean year of one ward's associations, or of the city's, and each ward's sum. Five queries."""
    city = city_now(day=day)
    among = city.in_wards(None if ward is None else {ward.pk})
    sums = []
    for each in wards:
        members = city.in_wards({each.pk})
        sums.append((each, len(members), mean_heat(city, members).total if members else 0.0))
    most = max((total for _ward, _count, total in sums), default=0.0) or 1.0
    return WardYear(
        ward,
        mean_heat(city, among),
        len(among),
        tuple((each, count, total, total / most) for each, count, total in sums),
    )


def _row(
    each: AdminRequest,
    city: City,
    among: Sequence[Member],
    decisions: dict[int, Decision],
    reported: dict[int, Distribution],
) -> Row:
    recipients = city.recipients(each, among)
    hours = sum(city.months[each.pk]) * city.shares(each, recipients) / (len(recipients) or 1)
    return Row(each, hours, reported.get(each.pk, Distribution(0)), decisions.get(each.pk))


def _answers(admin_request: AdminRequest) -> tuple[int, int] | None:
    """Associations whose latest answers say received, and cannot; None where either is a few, or nobody answered.

    One query.
    """
    found = BundleAnswer.objects.standing().filter(admin_request=admin_request)
    counted = found.aggregate(
        received=Count("organization", distinct=True, filter=Q(kind=AnswerKind.RECEIVED)),
        cannot=Count("organization", distinct=True, filter=Q(kind=AnswerKind.CANNOT)),
    )
    pair = counted["received"], counted["cannot"]
    return None if not any(pair) or any(0 < count < MINIMUM for count in pair) else pair
