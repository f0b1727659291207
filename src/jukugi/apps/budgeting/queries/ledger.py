"""The ledger as a list, one investment with its whole story, and what waits at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.ledger import ItemState, LedgerAct, ResultYears
from jukugi.apps.budgeting.models import Amount, Investment, LedgerWriting, Result
from jukugi.apps.budgeting.queries.ledger_words import FactChange, changes_between

PER_PAGE = 30
ALL_YEARS = "all"
CITYWIDE = "city"


@dataclass(frozen=True)
class Wanted:
    """What a visitor wants to see; empty words stand for everything. ``area`` is a ward's code, or ``city``."""

    area: str = ""
    level: str = ""
    year: str = ALL_YEARS
    source: str = ""
    way: str = ""
    proposed_by: str = ""
    decided_by: str = ""
    words: str = ""
    overdue: bool = False

    @property
    def fiscal_year(self) -> int | None:
        return int(self.year) if self.year.isdigit() else None

    def investments(self, day: date) -> QuerySet[Investment]:
        """Counted investments that fit, whatever their money."""
        found = Investment.objects.counted()
        if self.overdue:
            found = found.result_due(day)
        if self.area:
            found = found.filter(area__isnull=True) if self.area == CITYWIDE else found.filter(area__code=self.area)
        told = {name: getattr(self, name) for name in ("level", "way", "proposed_by", "decided_by")}
        found = found.filter(**{name: value for name, value in told.items() if value})
        if self.words:
            found = found.filter(Q(title__icontains=self.words) | Q(purpose__icontains=self.words))
        return found

    def money(self) -> dict[str, Any]:
        """The same of an amount."""
        told = {"fiscal_year": self.fiscal_year, "source": self.source}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class DueResult:
    """One look back: told, due from a day on, or overdue."""

    years: ResultYears
    day: date | None
    result: Result | None
    is_overdue: bool = False


@dataclass(frozen=True)
class Row:
    """An investment in a list, with its money and whether a result is overdue."""

    investment: Investment
    planned_yen: int
    settled_yen: int
    settled_rows: int
    years: tuple[int, int]
    overdue: tuple[DueResult, ...]


@dataclass(frozen=True)
class Listing:
    """A page of the list; ``total`` counts all that fit."""

    page: Page[Any]
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True)
class HistoryLine:
    """One act, with what it changed against what stood there before."""

    writing: LedgerWriting
    actor: str
    changes: tuple[FactChange, ...]


def years_with_money() -> list[int]:
    """Fiscal years of which the ledger knows, the newest first. One query."""
    there = Amount.objects.filter(investment__state=ItemState.PUBLIC).order_by("-fiscal_year")
    return list(there.values_list("fiscal_year", flat=True).distinct())


def newest_year(years: Sequence[int], this_year: int) -> str:
    """The year that is shown first: the newest that is not in the future."""
    past = [year for year in years if year <= this_year]
    return str(past[0] if past else years[0]) if years else ALL_YEARS


def listing(wanted: Wanted, *, day: date, number: str) -> Listing:
    """A page of public investments, the last decided first. Six queries for any number of rows."""
    found = wanted.investments(day)
    if money := wanted.money():
        found = found.filter(pk__in=Amount.objects.filter(**money).values("investment"))
    page = Paginator(found.order_by("-decided_on", "-pk").values_list("pk", flat=True), PER_PAGE).get_page(number)
    return Listing(page, rows_of(list(page.object_list), day=day), page.paginator.count)


def rows_of(keys: Sequence[int], *, day: date) -> tuple[Row, ...]:
    """Investments in the order of their keys. Four queries."""
    there = Investment.objects.select_related("area", "department").prefetch_related("results").in_bulk(keys)
    sums = {
        row["investment"]: row
        for row in Amount.objects.filter(investment__in=keys)
        .order_by()
        .values("investment")
        .annotate(planned=Sum("planned_yen"), settled=Sum("settled_yen"), known=Count("settled_yen"))
    }
    spans = _spans(keys)
    return tuple(_row(there[key], sums.get(key, {}), spans.get(key, (0, 0)), day) for key in keys)


def due_results(investment: Investment, *, day: date) -> tuple[DueResult, ...]:
    """The three looks back. No query where the results are loaded."""
    told = {one.years: one for one in investment.results.all()}
    due = []
    for years in ResultYears:
        from_day = investment.result_day(years)
        result = told.get(years)
        is_counted = investment.state == ItemState.PUBLIC
        late = is_counted and result is None and from_day is not None and from_day < day
        due.append(DueResult(years, from_day, result, late))
    return tuple(due)


def investment_of(key: int) -> Investment | None:
    """One investment with its links. Six queries."""
    found = Investment.objects.select_related("area", "department", "waiting")
    return found.prefetch_related("amounts", "results", "issues", "policies", "places").filter(pk=key).first()


def history(investment: Investment, *, for_everybody: bool) -> list[HistoryLine]:
    """Every act, the newest first. What nobody published is for staff only. Two queries."""
    writings = list(investment.writings.order_by("pk"))
    names = _names({one.actor_key for one in writings}) if not for_everybody else {}
    shown: dict[str, Any] = {}
    lines = []
    for one in writings:
        is_fact = "title" in one.facts
        if for_everybody and one.act != LedgerAct.PUBLISHED:
            continue
        changes = changes_between(shown, one.facts) if is_fact and shown else ()
        if is_fact and one.act == LedgerAct.PUBLISHED:
            shown = one.facts
        lines.append(HistoryLine(one, names.get(one.actor_key, ""), changes))
    return lines[::-1]


def waiting_counts(areas: set[int | None], *, day: date) -> tuple[dict[int | None, int], dict[int | None, int]]:
    """How many changes wait and how many investments lack a result, by ward. Two queries."""
    kept = Investment.objects.in_areas(areas).order_by()
    waits: dict[int | None, int] = {}
    due: dict[int | None, int] = {}
    for found, counts in ((kept.waiting(), waits), (kept.result_due(day), due)):
        for key, count in found.values_list("area").annotate(count=Count("pk")):
            counts[key] = count
    return waits, due


def desk_page(part: str, areas: set[int | None], *, day: date, number: str, words: str = "") -> Listing:
    """Investments of one part of the desk. Six queries."""
    found = Investment.objects.in_areas(areas)
    if part == "waiting":
        found = found.waiting().order_by("waiting__done_at", "pk")
    elif part == "due":
        found = found.result_due(day).order_by("carried_out_on", "pk")
    elif part == "draft":
        found = found.filter(state=ItemState.DRAFT).order_by("-pk")
    if words:
        found = found.filter(Q(title__icontains=words) | Q(code__icontains=words))
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(number)
    return Listing(page, rows_of(list(page.object_list), day=day), page.paginator.count)


def of_issue(issue_pk: int, *, day: date, most: int) -> list[Row]:
    """Counted investments that answer an issue. Five queries."""
    keys = Investment.objects.counted().filter(issues=issue_pk).order_by("-decided_on", "-pk")
    return list(rows_of(list(keys.values_list("pk", flat=True)[:most]), day=day))


def known_areas() -> dict[str, Area]:
    """Wards by what a table may call them. One query."""
    return {key: area for area in Area.objects.wards() for key in (area.code, area.name)}


def _spans(keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for key, year in Amount.objects.filter(investment__in=keys).order_by().values_list("investment", "fiscal_year"):
        first, last = spans.get(key, (year, year))
        spans[key] = (min(first, year), max(last, year))
    return spans


def _row(investment: Investment, sums: Mapping[str, Any], years: tuple[int, int], day: date) -> Row:
    overdue = tuple(one for one in due_results(investment, day=day) if one.is_overdue)
    planned, settled = sums.get("planned") or 0, sums.get("settled") or 0
    return Row(investment, planned, settled, sums.get("known") or 0, years, overdue)


def _names(keys: set[str]) -> dict[str, str]:
    return {one.actor_key: str(one) for one in User.objects.filter(actor_key__in=keys)}
