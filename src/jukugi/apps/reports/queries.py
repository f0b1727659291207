"""What everybody reads of reports, and what officers see at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from jukugi.apps.reports.freezing import Frozen, live_numbers, thaw
from jukugi.apps.reports.models import Report, ReportEdition, ReportFile, ReportPart
from jukugi.kit.report_sections import Number, report_sections

PER_PAGE = 20
KEPT_SECONDS = 300
"""How long a page keeps the figures of today that stand beside those of an edition."""


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was; None where it was, or is, not told."""

    section: str
    title: str
    unit: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class EditionPage:
    """An edition as everybody reads it. ``earlier``: what differs from the edition before, by what both froze."""

    edition: ReportEdition
    frozen: Frozen
    editions: Sequence[ReportEdition]
    files: Sequence[ReportFile]
    previous: ReportEdition | None
    earlier: Sequence[Difference]
    since: Sequence[Difference]

    @property
    def is_newest(self) -> bool:
        return self.editions[0].pk == self.edition.pk

    @property
    def newest(self) -> ReportEdition:
        return self.editions[0]


def public_reports(number: str | None) -> "Page[Any]":
    """Reports with ``newest_number`` and ``newest_at`` of their newest edition, by process and kind. Two queries."""
    order = ("-process__is_main", "process__is_finished", "-process__starts_on", "process", "kind", "-newest_at")
    return Paginator(_with_newest().select_related("process").order_by(*order), PER_PAGE).get_page(number)


def reports_on(process: Any) -> list[Report]:
    """The same of one process, the newest first. One query."""
    return list(_with_newest().filter(process=process).order_by("-newest_at", "-pk")[:PER_PAGE])


def _with_newest() -> "QuerySet[Any]":
    newest = ReportEdition.objects.filter(report=OuterRef("pk")).order_by("-number")
    return (
        Report.objects.public()
        .annotate(newest_number=Subquery(newest.values("number")[:1]), newest_at=Subquery(newest.values("as_of")[:1]))
        .defer("asked_content")
    )


def public_edition(report_pk: int, number: int | None = None) -> ReportEdition | None:
    """An edition that everybody may read, the newest without a number. One query."""
    rows = ReportEdition.objects.public().filter(report=report_pk).order_by("-number")
    related = rows.select_related("report__process", "asked_department", "department").defer("report__asked_content")
    return (related if number is None else related.filter(number=number)).first()


def newest_edition() -> ReportEdition | None:
    """The report that came out last, of the main process first. One query."""
    rows = ReportEdition.objects.public().defer("content", "report__asked_content").select_related("report")
    return rows.order_by("-report__process__is_main", "-published_at", "-pk").first()


def edition_page(edition: ReportEdition, now: datetime) -> EditionPage:
    """Three queries, and now and then those of the sections."""
    frozen = thaw(edition.content)
    editions = list(edition.report.editions.defer("content").order_by("-number"))
    previous = next((one for one in editions if one.number == edition.number - 1), None)
    earlier: list[Difference] = []
    if previous is not None:
        content = ReportEdition.objects.filter(pk=previous.pk).values_list("content", flat=True).get()
        earlier = differences(thaw(content), frozen)
    return EditionPage(
        edition=edition,
        frozen=frozen,
        editions=editions,
        files=list(edition.files.defer("content")),
        previous=previous,
        earlier=earlier,
        since=_since(edition, frozen, now),
    )


def differences(before: Frozen, after: Frozen) -> list[Difference]:
    """Figures of two frozen reports that are not the same. No query."""
    old = {key: number for key, (_section, number) in before.numbers.items()}
    new = {key: number for key, (_section, number) in after.numbers.items()}
    titles = {section.name: section.title for frozen in (before, after) for section in frozen.sections}
    return _different(old, new, titles)


def changes_since(frozen: Frozen, process: Any, now: datetime) -> list[Difference]:
    """What the figures of a frozen report are now, where they changed. The queries of its sections."""
    names = [section.name for section in frozen.sections]
    old = {key: number for key, (_section, number) in frozen.numbers.items()}
    titles = {section.name: section.title for section in frozen.sections}
    return _different(old, live_numbers(process, names, now), titles)


def _since(edition: ReportEdition, frozen: Frozen, now: datetime) -> list[Difference]:
    """The same, kept for some minutes: a much-read page does not count everything anew for each reader."""
    key = f"report-since-{edition.pk}"
    found: list[Difference] | None = caches["frame"].get(key)
    if found is None:
        found = changes_since(frozen, edition.report.process, now)
        caches["frame"].set(key, found, KEPT_SECONDS)
    return found


def _different(
    old: dict[tuple[str, str], Number], new: dict[tuple[str, str], Number], titles: dict[str, str]
) -> list[Difference]:
    found = []
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        told = after or before
        assert told is not None
        if before is None or after is None or before.value != after.value:
            values = tuple(one.value if one is not None else None for one in (before, after))
            found.append(Difference(titles[key[0]], told.title, told.unit, *values))
    return found


def desk_reports(number: str | None) -> "Page[Any]":
    """Every report, what waits for approval first, with ``last`` edition's number. Two queries."""
    rows = Report.objects.select_related("process").defer("asked_content").annotate(last=Max("editions__number"))
    return Paginator(rows.order_by(F("asked_at").asc(nulls_last=True), "-pk"), PER_PAGE).get_page(number)


def waiting(actor_key: str) -> int:
    """Reports that others handed over. One query."""
    others = Q(asked_at__isnull=False) & ~Q(asked_by=actor_key) & ~Q(written_by=actor_key)
    return int(Report.objects.filter(others).aggregate(n=Count("pk"))["n"])


@dataclass(frozen=True)
class Parts:
    """The sections of a report in their order, and those that stand at hand: chosen before, or never."""

    chosen: Sequence[ReportPart]
    others: Sequence[ReportPart]


def parts_of(report: Report) -> Parts:
    """One query."""
    rows = list(report.parts.all())
    there = {row.section for row in rows}
    fresh = [
        ReportPart(report=report, section=name, is_chosen=False)
        for name in report_sections.names()
        if name not in there
    ]
    others = [row for row in rows if not row.is_chosen and row.section in report_sections]
    order = {name: place for place, name in enumerate(report_sections.names())}
    return Parts([row for row in rows if row.is_chosen], sorted([*others, *fresh], key=lambda row: order[row.section]))
