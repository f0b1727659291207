"""The book of promises as everybody reads it: sums first, then one promise with its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes.enums import PromiseAct, PromiseState, Standing
from jukugi.apps.outcomes.models import Promise, PromiseQuerySet, PromiseSource, PromiseStep, YearlyReview
from jukugi.apps.public_comments.models import CommentGroup

PER_PAGE = 20
SOURCES = ("clause__document", "answer__consultation", "errand__admin_request", "recommendation__body")


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; None leaves it open. ``city``: what concerns the whole city alone."""

    standing: Standing | None = None
    ward: Area | None = None
    city: bool = False
    department: Organization | None = None
    level: IssueLevel | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.standing or self.ward or self.city or self.department or self.level)


@dataclass(frozen=True)
class Sums:
    """Public promises by their standing on one day."""

    late: int
    open: int
    done: int
    given_up: int

    @property
    def total(self) -> int:
        return self.late + self.open + self.done + self.given_up

    def of(self, standing: Standing) -> int:
        return {
            Standing.LATE: self.late,
            Standing.OPEN: self.open,
            Standing.DONE: self.done,
            Standing.GIVEN_UP: self.given_up,
        }[standing]

    @property
    def parts(self) -> list[tuple[Standing, int]]:
        return [(one, self.of(one)) for one in Standing]


@dataclass(frozen=True)
class Listing:
    """One page of promises, late ones first, with the sums of all that the reader asked for."""

    sums: Sums
    page: Page
    day: date

    @property
    def rows(self) -> Sequence[Promise]:
        return list(self.page.object_list)


def narrowed(wanted: Wanted, day: date) -> PromiseQuerySet:
    """Public promises that a reader asks for."""
    rows = Promise.objects.public()
    if wanted.city:
        rows = rows.filter(area__isnull=True)
    elif wanted.ward is not None:
        rows = rows.filter(area=wanted.ward)
    if wanted.department is not None:
        rows = rows.filter(department=wanted.department)
    if wanted.level is not None:
        rows = rows.filter(level=wanted.level)
    return rows if wanted.standing is None else rows.standing(wanted.standing, day)


def in_order(rows: PromiseQuerySet, day: date) -> PromiseQuerySet:
    """Late ones first, the latest of them at the top; then by the day; what is over comes last, the newest first."""
    return rows.annotate(is_over=Q(state__in=[PromiseState.DONE, PromiseState.GIVEN_UP])).order_by(
        "is_over", F("closed_on").desc(nulls_first=True), "due_on", "pk"
    )


def sums_of(rows: PromiseQuerySet, day: date) -> Sums:
    """One query."""
    late = Q(state=PromiseState.OPEN, due_on__lt=day)
    found = rows.order_by().aggregate(
        late=Count("pk", filter=late),
        open=Count("pk", filter=Q(state=PromiseState.OPEN) & ~late),
        done=Count("pk", filter=Q(state=PromiseState.DONE)),
        given_up=Count("pk", filter=Q(state=PromiseState.GIVEN_UP)),
    )
    return Sums(**found)


def listing(wanted: Wanted, day: date, number: str | None) -> Listing:
    """Three queries."""
    rows = narrowed(wanted, day)
    told = in_order(rows, day).select_related("area", "department")
    return Listing(sums_of(rows, day), Paginator(told, PER_PAGE).get_page(number), day)


@dataclass(frozen=True)
class Measured:
    """The indicator from its start to its goal: what was measured, oldest first."""

    start: Decimal | None
    goal: Decimal
    points: list[tuple[date, Decimal]]

    @property
    def last(self) -> tuple[date, Decimal] | None:
        return self.points[-1] if self.points else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the last value is at the goal or past it, seen from the start; None where nobody can tell."""
        if self.last is None:
            return None
        value = self.last[1]
        is_falling = self.start is not None and self.goal < self.start
        return value <= self.goal if is_falling else value >= self.goal


@dataclass(frozen=True)
class Story:
    """One promise: where it was made (an answer with ``line``, its number in the result), what happened, how its
    indicator went. A draft stands nowhere yet.
    """

    promise: Promise
    sources: Sequence[PromiseSource]
    steps: list[PromiseStep]
    measured: Measured | None
    standing: Standing | None
    days_late: int


def story_of(promise: Promise, day: date) -> Story:
    """Two queries."""
    lines = CommentGroup.objects.filter(answer=OuterRef("answer"), result_number__isnull=False)
    first = lines.order_by("result_number").values("result_number")[:1]
    sources = list(promise.sources.select_related(*SOURCES).annotate(line=Subquery(first)))
    steps = list(promise.steps.select_related("department"))
    measured = None
    if promise.goal_value is not None:
        points = [
            (step.happened_on, step.value)
            for step in steps
            if step.act == PromiseAct.MEASURED and step.value is not None
        ]
        measured = Measured(promise.start_value, promise.goal_value, points)
    standing = promise.standing_on(day) if promise.is_public else None
    return Story(promise, sources, steps, measured, standing, promise.days_late_on(day))


@dataclass(frozen=True)
class WardRow:
    """The promises of one ward (None: of the whole city) in sums."""

    area: Area | None
    sums: Sums


def by_ward(day: date) -> list[WardRow]:
    """The whole city first, then every ward. Two queries."""
    late = Q(state=PromiseState.OPEN, due_on__lt=day)
    counted = (
        Promise.objects.public()
        .order_by()
        .values("area")
        .annotate(
            late=Count("pk", filter=late),
            open=Count("pk", filter=Q(state=PromiseState.OPEN) & ~late),
            done=Count("pk", filter=Q(state=PromiseState.DONE)),
            given_up=Count("pk", filter=Q(state=PromiseState.GIVEN_UP)),
        )
    )
    sums: dict[int | None, Sums] = {
        row["area"]: Sums(row["late"], row["open"], row["done"], row["given_up"]) for row in counted
    }
    nothing = Sums(0, 0, 0, 0)
    places: list[Area | None] = [None, *Area.objects.wards()]
    return [WardRow(one, sums.get(one.pk if one else None, nothing)) for one in places]


@dataclass(frozen=True)
class SheetPart:
    """Some promises under one heading of a sheet, and how many more there are."""

    rows: Sequence[Promise]
    more: int


@dataclass(frozen=True)
class Sheet:
    """What one ward was promised, on one printed sheet: what is late, what came, what comes next."""

    area: Area | None
    day: date
    sums: Sums
    city: Sums | None
    late: SheetPart
    done: SheetPart
    coming: SheetPart
    given_up: SheetPart


ROWS_A_PART = 5
YEAR = timedelta(days=365)


def sheet_of(area: Area | None, day: date) -> Sheet:
    """What changed in a ward (None: the whole city). Six queries at most."""
    own = Promise.objects.public().filter(area=area)
    last = Prefetch(
        "steps", queryset=PromiseStep.objects.exclude(words="").order_by("happened_on", "pk"), to_attr="told_steps"
    )
    related = own.select_related("department").prefetch_related(last)
    sums = sums_of(own, day)
    open_rows = list(related.filter(state=PromiseState.OPEN).order_by("due_on", "pk")[: sums.late + ROWS_A_PART])
    late = [one for one in open_rows if one.due_on < day]
    coming = [one for one in open_rows if one.due_on >= day]
    closed = related.exclude(state=PromiseState.OPEN).filter(closed_on__gt=day - YEAR).order_by("-closed_on", "pk")
    over = list(closed[:200])
    done = [one for one in over if one.state == PromiseState.DONE]
    given_up = [one for one in over if one.state == PromiseState.GIVEN_UP]
    return Sheet(
        area=area,
        day=day,
        sums=sums,
        city=None if area is None else sums_of(Promise.objects.public().filter(area__isnull=True), day),
        late=_part(late, sums.late),
        done=_part(done, len(done)),
        coming=_part(coming, sums.open),
        given_up=_part(given_up, len(given_up)),
    )


def closed_reviews() -> list[YearlyReview]:
    """Reviews that everybody reads, the newest first. One query."""
    rows = YearlyReview.objects.filter(closed_at__isnull=False, process__is_draft=False)
    return list(rows.select_related("process").defer("frozen")[:20])


def departments() -> QuerySet[Organization]:
    """Those that keep public promises."""
    keys = Promise.objects.public().order_by().values("department")
    return Organization.objects.filter(pk__in=keys).order_by("name")


def _part(rows: Sequence[Promise], total: int) -> SheetPart:
    shown = rows[:ROWS_A_PART]
    return SheetPart(shown, total - len(shown))
