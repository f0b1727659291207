"""What everybody reads of reviews: the list, one review, one measure, its sheets, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.evaluations.enums import FactKind, FindingKind, SheetState, Side
from jukugi.apps.evaluations.models import (
    EvaluationSheet,
    Finding,
    FindingBasis,
    FindingLink,
    MeasureFact,
    Review,
    ReviewedMeasure,
    SheetVerdict,
)
from jukugi.apps.evaluations.queries.verdicts import Matrix, Voices, matrices_of, matrix_of, voices_of

SHEETS_PER_PAGE = 10
REVIEWS_SHOWN = 50


def reviews() -> list[Review]:
    """Reviews of which everybody may know, the newest first, with ``sheets`` that count. One query."""
    standing = Count("measures__sheets", filter=~Q(measures__sheets__state=SheetState.REPLACED))
    return list(Review.objects.public().select_related("area").annotate(sheets=standing)[:REVIEWS_SHOWN])


@dataclass(frozen=True)
class Facts:
    """What is known of a measure, by kind; money with its sum over the years that are known."""

    money: Sequence[MeasureFact]
    done: Sequence[MeasureFact]
    outcome: Sequence[MeasureFact]

    @property
    def yen(self) -> int:
        return sum(row.yen for row in self.money if row.yen is not None)

    @property
    def years_unknown(self) -> int:
        return sum(row.yen is None for row in self.money)

    @property
    def bars(self) -> list[tuple[MeasureFact, float]]:
        """Of each year how long its bar is, of 1000."""
        top = max((row.yen or 0 for row in self.money), default=0)
        return [(row, round(1000 * (row.yen or 0) / top, 1) if top else 0.0) for row in self.money]


def facts_of(measure: ReviewedMeasure) -> Facts:
    """One query."""
    rows = list(measure.facts.all())
    return Facts(*([row for row in rows if row.kind == kind] for kind in FactKind))


@dataclass(frozen=True)
class ReviewPage:
    """A review with its measures, how many sheets came from each side, and its findings."""

    review: Review
    measures: Sequence[tuple[ReviewedMeasure, Matrix | None]]
    sides: Sequence[tuple[Side, int]]
    sheets: int
    findings: Sequence[tuple[FindingKind, Sequence[Finding]]]


def review_page(review: Review) -> ReviewPage:
    """Six queries. Findings and verdicts only once they are public."""
    measures = list(review.measures.select_related("policy"))
    matrices = matrices_of(review, [one.pk for one in measures if not one.listed_only])
    sides = [(side, sum(matrix.sheets.get(side, 0) for matrix in matrices.values())) for side in Side]
    findings = list(findings_of(review))
    by_kind = [(kind, [one for one in findings if one.kind == kind]) for kind in FindingKind]
    return ReviewPage(
        review=review,
        measures=[(one, matrices.get(one.pk)) for one in measures],
        sides=sides,
        sheets=sum(matrix.total for matrix in matrices.values()),
        findings=[(kind, rows) for kind, rows in by_kind if rows],
    )


def findings_of(review: Review, measure: ReviewedMeasure | None = None) -> Sequence[Finding]:
    """Public findings of a review, or of one measure of it. One query."""
    found = Finding.objects.public().filter(review=review).select_related("measure__policy", "review")
    return list(found if measure is None else found.filter(measure=measure))


@dataclass(frozen=True)
class MeasurePage:
    """A measure: what is known of it, and how each side judges it with whose words."""

    measure: ReviewedMeasure
    facts: Facts
    matrix: Matrix
    rows: Sequence[tuple[Any, Sequence[Voices]]]
    findings: Sequence[Finding]


def measure_page(measure: ReviewedMeasure, *, tells: bool) -> MeasurePage:
    """Eight queries at most. ``tells``: verdicts and words may be seen."""
    matrix = matrix_of(measure)
    voices: Mapping[int, Sequence[Voices]] = voices_of(measure, matrix) if tells else {}
    rows = [(row, voices.get(row.criterion.pk, [])) for row in matrix.rows]
    findings = findings_of(measure.review, measure) if tells else []
    return MeasurePage(measure, facts_of(measure), matrix, rows, findings)


@dataclass(frozen=True)
class SheetList:
    """Sheets of a measure whose words are public, by page; ``hidden`` are counted, with how many wait."""

    page: Page[EvaluationSheet]
    verdicts: Mapping[int, Sequence[SheetVerdict]]
    side: str
    hidden: int

    @property
    def rows(self) -> list[tuple[EvaluationSheet, Sequence[SheetVerdict]]]:
        return [(sheet, self.verdicts.get(sheet.pk, [])) for sheet in self.page]


def sheet_list(measure: ReviewedMeasure, side: str, page: str | None) -> SheetList:
    """Four queries."""
    standing = EvaluationSheet.objects.standing().filter(measure=measure)
    if side in Side.values:
        standing = standing.filter(side=side)
    shown = standing.shown().order_by("-received_at", "-pk").select_related("organization", "ward")
    found = Paginator(shown, SHEETS_PER_PAGE).get_page(page)
    return SheetList(found, verdicts_of([sheet.pk for sheet in found]), side, standing.count() - found.paginator.count)


def verdicts_of(sheets: Sequence[int]) -> Mapping[int, Sequence[SheetVerdict]]:
    """By sheet, in the order of the criteria. One query."""
    found: dict[int, list[SheetVerdict]] = {}
    for row in SheetVerdict.objects.filter(sheet__in=sheets).select_related("criterion"):
        found.setdefault(row.sheet_id, []).append(row)
    return found


@dataclass(frozen=True)
class FindingPage:
    """A finding with what it rests on and where it leads."""

    finding: Finding
    bases: Sequence[FindingBasis]
    verdicts: Mapping[int, Sequence[SheetVerdict]]
    links: Sequence[FindingLink]

    @property
    def rests(self) -> list[tuple[FindingBasis, Sequence[SheetVerdict]]]:
        return [(basis, self.verdicts.get(basis.sheet_id or 0, [])) for basis in self.bases]


def finding_page(finding: Finding) -> FindingPage:
    """Three queries."""
    related = ("sheet__measure__policy", "sheet__organization", "fact__measure__policy")
    bases = list(finding.bases.select_related(*related))
    verdicts = verdicts_of([basis.sheet_id for basis in bases if basis.sheet_id is not None])
    links = list(finding.links.in_force().select_related("issue", "department"))
    return FindingPage(finding, bases, verdicts, links)


def days_left(review: Review, today: date) -> int:
    """Days on which sheets are still taken, today among them."""
    return (review.closes_on - today).days + 1
