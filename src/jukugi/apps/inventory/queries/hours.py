"""Hours that requests cost, from one place for every page: by month and kind, for an association, a ward, the city."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jukugi.apps.inventory.enums import Basis, Category
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.organizations.models import HouseholdCount, Organization
from jukugi.core.planning import MONTHS, AdminRequestLoad, AssociationSize, share_for, spread
from jukugi.core.planning import Basis as LoadBasis
from jukugi.core.planning.burden import usual_households

# Hours of one kind in one month, from which a cell takes the next deeper tint.
TINTS = (20, 40, 60)


@dataclass(frozen=True)
class Member:
    """One association as far as hours go: its key, its ward, and its member households where known."""

    pk: int
    ward_pk: int | None
    name: str
    households: int | None

    @property
    def size(self) -> AssociationSize:
        return AssociationSize(str(self.pk), self.households)


@dataclass(frozen=True)
class City:
    """What is asked, with what it costs at share 1, and of whom."""

    requests: tuple[AdminRequest, ...]
    members: tuple[Member, ...]
    usual: Fraction | None
    months: dict[int, tuple[float, ...]] = field(default_factory=dict)
    """By request: hours in each of ``MONTHS`` at share 1."""
    keys: dict[int, tuple[frozenset[int], frozenset[int]]] = field(default_factory=dict)
    """By request: keys of associations and of wards to which it goes, looked up once."""

    def in_wards(self, wards: Collection[int] | None) -> tuple[Member, ...]:
        return tuple(each for each in self.members if wards is None or each.ward_pk in wards)

    def recipients(self, admin_request: AdminRequest, among: Sequence[Member]) -> list[Member]:
        """Those of these to whom the request goes."""
        named, wards = self.keys.get(admin_request.pk) or recipient_keys(admin_request)
        return [each for each in among if (each.pk in named if named else each.ward_pk in wards if wards else True)]

    def shares(self, admin_request: AdminRequest, among: Sequence[Member]) -> float:
        """How many times these associations together bear the request's hours."""
        recipients = self.recipients(admin_request, among)
        if admin_request.per_households is None:
            return float(len(recipients))
        usual = float(self.usual) if self.usual is not None else float(admin_request.per_households)
        return sum(usual if each.households is None else each.households for each in recipients) / (
            admin_request.per_households
        )


@dataclass(frozen=True)
class HeatCell:
    """Hours of one kind in one month. ``tint`` 0 to 4; 0 where nothing comes."""

    hours: float
    tint: int


@dataclass(frozen=True)
class HeatRow:
    month: int
    cells: tuple[HeatCell, ...]
    total: float
    share_of_most: float


@dataclass(frozen=True)
class Heat:
    """The picture of a year: months down, kinds across, hours of one association in every cell."""

    kinds: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    sums: tuple[float, ...]
    total: float
    requests: int
    by_basis: tuple[tuple[str, int, float, float], ...]

    @property
    def heaviest(self) -> tuple[int, ...]:
        """The three heaviest months, in the order of the year."""
        worst = sorted(self.rows, key=lambda row: -row.total)[:3]
        return tuple(row.month for row in self.rows if row in worst and row.total > 0)


def city_now(*, day: date) -> City:
    """All that is asked now, and of all standing associations. Five queries."""
    requests = tuple(AdminRequest.objects.made().with_recipients())
    members = standing_members(day=day)
    return city_of(requests, members)


def city_of(requests: Sequence[AdminRequest], members: Sequence[Member]) -> City:
    """No query: the requests bring their recipients."""
    usual = usual_households(each.size for each in members)
    months = {each.pk: tuple(float(hours) for hours in spread(load_of(each))) for each in requests}
    keys = {each.pk: recipient_keys(each) for each in requests}
    return City(tuple(requests), tuple(members), usual, months, keys)


def standing_members(*, day: date, wards: Collection[int] | None = None) -> tuple[Member, ...]:
    """Associations that stand on a day, by ward and name, with their latest count of members. Two queries."""
    known: dict[int, int] = {}
    counts = HouseholdCount.objects.standing().filter(as_of__lte=day, member_households__isnull=False)
    for organization, members in counts.values_list("organization_id", "member_households"):
        known.setdefault(organization, members or 0)
    rows = Organization.objects.associations().standing(day).in_wards(wards).values_list("pk", "area_id", "name")
    return tuple(Member(pk, ward, name, known.get(pk)) for pk, ward, name in rows)


def recipient_keys(admin_request: AdminRequest) -> tuple[frozenset[int], frozenset[int]]:
    """Keys of associations, and of wards, to which it goes; nothing in both: to all. No query where prefetched."""
    return (
        frozenset(each.pk for each in admin_request.associations.all()),
        frozenset(each.pk for each in admin_request.wards.all()),
    )


def load_of(admin_request: AdminRequest, *, recipients: frozenset[str] | None = None) -> AdminRequestLoad:
    """The request as planning takes it. No query."""
    low, high = admin_request.hours_low, admin_request.hours_high
    return AdminRequestLoad(
        key=str(admin_request.pk),
        times_per_year=Fraction(admin_request.times_per_year),
        months=tuple(sorted(admin_request.months)),
        people=Fraction(admin_request.people_per_time),
        hours=Fraction(admin_request.hours_per_person),
        basis=LoadBasis(admin_request.basis),
        who=admin_request.carrier,
        channel=admin_request.channel,
        category=admin_request.category,
        hours_range=None if low is None or high is None else (Fraction(low), Fraction(high)),
        per_households=admin_request.per_households,
        recipients=recipients,
    )


def mean_heat(city: City, among: Sequence[Member]) -> Heat:
    """Hours of a mean association of these. No query."""
    count = len(among) or 1
    return heat_of(
        city.requests, lambda each: [hours * city.shares(each, among) / count for hours in city.months[each.pk]]
    )


def own_heat(city: City, member: Member) -> Heat:
    """Hours of one association. No query."""
    return heat_of(
        city.requests, lambda each: [hours * own_share(city, each, member) for hours in city.months[each.pk]]
    )


def own_share(city: City, admin_request: AdminRequest, member: Member) -> float:
    """How often this association bears the request's hours; 0 where it is not asked."""
    if not city.recipients(admin_request, (member,)):
        return 0.0
    return float(share_for(load_of(admin_request), member.size, usual_households=city.usual))


def heat_of(requests: Sequence[AdminRequest], hours: Callable[[AdminRequest], Sequence[float]]) -> Heat:
    """The picture, from each request's hours by month. No query."""
    kinds = tuple((str(value), str(label)) for value, label in Category.choices)
    table = {kind: [0.0] * len(MONTHS) for kind, _label in kinds}
    bases: dict[str, list[float]] = {basis: [0, 0.0] for basis in Basis.values}
    asked = 0
    for each in requests:
        months = hours(each)
        if not any(months) and each.hours_a_year:
            continue
        asked += 1
        bases[each.basis][0] += 1
        bases[each.basis][1] += sum(months)
        for place, month in enumerate(months):
            table[each.category][place] += month
    totals = [sum(table[kind][place] for kind, _label in kinds) for place in range(len(MONTHS))]
    most = max(totals) or 1.0
    return Heat(
        kinds=kinds,
        rows=tuple(
            HeatRow(
                month,
                tuple(HeatCell(table[kind][place], _tint(table[kind][place])) for kind, _label in kinds),
                totals[place],
                totals[place] / most,
            )
            for place, month in enumerate(MONTHS)
        ),
        sums=tuple(sum(table[kind]) for kind, _label in kinds),
        total=sum(totals),
        requests=asked,
        by_basis=_by_basis(bases),
    )


def _by_basis(bases: dict[str, list[float]]) -> tuple[tuple[str, int, float, float], ...]:
    """(word, requests, hours, share of the most), the most hours first; bases without a request are left out."""
    most = max(hours for _count, hours in bases.values()) or 1.0
    rows = [
        (str(Basis(basis).label), int(count), hours, hours / most) for basis, (count, hours) in bases.items() if count
    ]
    return tuple(sorted(rows, key=lambda row: -row[2]))


def _tint(hours: float) -> int:
    return 0 if hours <= 0 else 1 + sum(hours > edge for edge in TINTS)
