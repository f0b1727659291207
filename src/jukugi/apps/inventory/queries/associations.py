"""An association's own pages: its year, the bundle of a month, what it reported."""

from dataclasses import dataclass
from datetime import date

from jukugi.apps.inventory.enums import AnswerKind, Category
from jukugi.apps.inventory.models import AdminRequest, BundleAnswer, BurdenReport, Decision
from jukugi.apps.inventory.queries.hours import City, Heat, Member, city_now, own_heat, own_share
from jukugi.apps.organizations.models import Organization
from jukugi.core.planning import MONTHS


@dataclass(frozen=True)
class Coming:
    """One request in one month, with the association's hours of that month; and its answer in a bundle."""

    admin_request: AdminRequest
    hours: float
    answer: BundleAnswer | None = None

    @property
    def is_refused(self) -> bool:
        return self.answer is not None and self.answer.kind == AnswerKind.CANNOT


@dataclass(frozen=True)
class Month:
    month: int
    year: int
    comings: tuple[Coming, ...]
    hours: float


@dataclass(frozen=True)
class SheetRow:
    """A request on the sheet of a year: its hours month by month. ``begins`` a new kind of work."""

    admin_request: AdminRequest
    hours: tuple[float, ...]
    begins: bool


@dataclass(frozen=True)
class Year:
    """A fiscal year of one association."""

    fiscal_year: int
    heat: Heat
    months: tuple[Month, ...]
    sheet: tuple[SheetRow, ...]
    anytime: tuple[AdminRequest, ...]
    households: int | None

    @property
    def heavy(self) -> tuple[Month, ...]:
        """The heaviest months, as lists."""
        return tuple(month for month in self.months if month.month in self.heat.heaviest)


@dataclass(frozen=True)
class Bundle:
    """What comes to one association in one month. ``waiting`` counts what it has not answered."""

    month_on: date
    comings: tuple[Coming, ...]
    hours: float

    @property
    def waiting(self) -> int:
        return sum(coming.answer is None for coming in self.comings)


@dataclass(frozen=True)
class ReportRow:
    """A request with what the association reported of it this year and before."""

    admin_request: AdminRequest
    report: BurdenReport | None
    decision: Decision | None


def fiscal_year_of(day: date) -> int:
    """April begins it."""
    return day.year if day.month >= 4 else day.year - 1


def year_of(organization: Organization, *, fiscal_year: int, day: date) -> Year:
    """What comes to an association in a fiscal year. Five queries."""
    city = city_now(day=day)
    member = _member(city, organization)
    months = tuple(_month(city, member, place, fiscal_year) for place in range(len(MONTHS)))
    anytime = tuple(each for each in city.requests if not each.months and city.recipients(each, (member,)))
    return Year(fiscal_year, own_heat(city, member), months, _sheet(city, member), anytime, member.households)


def bundle_of(organization: Organization, *, month_on: date, day: date) -> Bundle:
    """One month's bundle with what was answered. Six queries."""
    city = city_now(day=day)
    return bundles_of([organization], city, month_on=month_on)[organization.pk]


def bundles_of(organizations: list[Organization], city: City, *, month_on: date) -> dict[int, Bundle]:
    """One month's bundles of several associations. One query."""
    answers = {
        (answer.organization_id, answer.admin_request_id): answer
        for answer in BundleAnswer.objects.standing().filter(organization__in=organizations, month_on=month_on)
    }
    found = {}
    for organization in organizations:
        coming = _comings(city, _member(city, organization), MONTHS.index(month_on.month))
        comings = tuple(
            Coming(each.admin_request, each.hours, answers.get((organization.pk, each.admin_request.pk)))
            for each in coming
        )
        found[organization.pk] = Bundle(month_on, comings, sum(each.hours for each in comings))
    return found


def is_asked(admin_request: AdminRequest, organization: Organization, *, month: int) -> bool:
    """Whether this request stands in the association's bundle of a month. Two queries where nothing is prefetched."""
    member = Member(organization.pk, organization.area_id, organization.name, None)
    city = City((), (), None)
    return month in admin_request.months and bool(city.recipients(admin_request, (member,)))


def is_recipient(admin_request: AdminRequest, organization: Organization) -> bool:
    """Whether the request goes to this association at all. Two queries where nothing is prefetched."""
    member = Member(organization.pk, organization.area_id, organization.name, None)
    return bool(City((), (), None).recipients(admin_request, (member,)))


def report_rows(organization: Organization, *, fiscal_year: int) -> list[ReportRow]:
    """All that the association is asked, with its own report of the year. Five queries."""
    reports = {
        report.admin_request_id: report
        for report in BurdenReport.objects.standing().filter(organization=organization, fiscal_year=fiscal_year)
    }
    decisions = {decision.admin_request_id: decision for decision in Decision.objects.standing().select_related("kind")}
    return [
        ReportRow(each, reports.get(each.pk), decisions.get(each.pk))
        for each in AdminRequest.objects.made().with_recipients()
        if is_recipient(each, organization)
    ]


def _member(city: City, organization: Organization) -> Member:
    return next(
        (each for each in city.members if each.pk == organization.pk),
        Member(organization.pk, organization.area_id, organization.name, None),
    )


def _comings(city: City, member: Member, place: int) -> list[Coming]:
    """What comes in this month, the heaviest first."""
    found = [
        Coming(each, city.months[each.pk][place] * own_share(city, each, member))
        for each in city.requests
        if MONTHS[place] in each.months and city.recipients(each, (member,))
    ]
    return sorted(found, key=lambda coming: (-coming.hours, coming.admin_request.title))


def _sheet(city: City, member: Member) -> tuple[SheetRow, ...]:
    """All that comes, by kind of work, the heaviest first."""
    order = list(Category.values)
    rows = []
    for each in city.requests:
        share = own_share(city, each, member)
        if share or city.recipients(each, (member,)):
            hours = tuple(own * share for own in city.months[each.pk])
            rows.append((order.index(each.category), -sum(hours), each.title, each, hours))
    rows.sort(key=lambda row: row[:3])
    kinds = [None, *(row[0] for row in rows)]
    return tuple(SheetRow(row[3], row[4], kind != row[0]) for kind, row in zip(kinds, rows, strict=False))


def _month(city: City, member: Member, place: int, fiscal_year: int) -> Month:
    month = MONTHS[place]
    comings = tuple(_comings(city, member, place))
    return Month(month, fiscal_year + (month < 4), comings, sum(each.hours for each in comings))
