"""What those who run reviews see: their reviews, how far each is, sheets to read, findings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.evaluations.enums import FindingState, ReviewState, SheetState, Side
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, Review, ReviewedMeasure, SheetVerdict
from jukugi.apps.evaluations.queries.reading import verdicts_of
from jukugi.apps.issues.models import Issue, IssueQuerySet, Policy

SHEETS_PER_PAGE = 20


def my_reviews(areas: set[int | None]) -> list[Review]:
    """Reviews that somebody runs, with ``sheets`` that count and ``waiting`` to be read. One query."""
    counts = {
        "sheets": Count("measures__sheets", filter=~Q(measures__sheets__state=SheetState.REPLACED)),
        "waiting": Count("measures__sheets", filter=Q(measures__sheets__state=SheetState.WAITING)),
    }
    return list(Review.objects.in_areas(areas).select_related("area").annotate(**counts)[:100])


@dataclass(frozen=True)
class Progress:
    """Sheets by measure and side, and what is left to do."""

    measures: Sequence[ReviewedMeasure]
    counts: Mapping[tuple[int, str], int]
    waiting: int
    findings: Mapping[str, int]

    @property
    def rows(self) -> list[tuple[ReviewedMeasure, list[tuple[Side, int]], int]]:
        return [
            (one, [(side, self.counts.get((one.pk, side), 0)) for side in Side], self.of(one)) for one in self.measures
        ]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def sides(self) -> list[tuple[Side, int]]:
        return [(side, sum(n for (_m, s), n in self.counts.items() if s == side)) for side in Side]

    @property
    def unjudged(self) -> list[ReviewedMeasure]:
        return [one for one in self.measures if not one.listed_only and not self.of(one)]

    @property
    def drafted(self) -> int:
        return self.findings.get(FindingState.DRAFTED, 0)

    @property
    def submitted(self) -> int:
        return self.findings.get(FindingState.SUBMITTED, 0)

    @property
    def approved(self) -> int:
        return self.findings.get(FindingState.APPROVED, 0)

    @property
    def can_publish(self) -> bool:
        return not (self.waiting or self.unjudged or self.drafted or self.submitted) and self.approved > 0

    def of(self, measure: ReviewedMeasure) -> int:
        return sum(self.counts.get((measure.pk, side), 0) for side in Side)


def progress_of(review: Review) -> Progress:
    """Four queries."""
    measures = list(review.measures.select_related("policy").annotate(known=Count("facts")))
    sheets = EvaluationSheet.objects.standing().filter(measure__review=review).order_by()
    counts = {(m, s): n for m, s, n in sheets.values_list("measure", "side").annotate(Count("pk"))}
    findings = dict(review.findings.order_by().values_list("state").annotate(Count("pk")))
    return Progress(measures, counts, sheets.waiting().count(), findings)


def policies_to_add(review: Review) -> list[Policy]:
    """Policies of the register that are not in the review: with what could be judged first. One query."""
    return list(Policy.objects.exclude(reviewed__review=review).order_by("code"))


def sheets_to_read(
    review: Review, show: str, page: str | None
) -> tuple[Page[EvaluationSheet], Mapping[int, Sequence[SheetVerdict]]]:
    """Sheets of a review: those that wait (the oldest first), or all of a state. Three queries."""
    rows = EvaluationSheet.objects.standing().filter(measure__review=review)
    state = show if show in SheetState.values else ""
    if state:
        rows = rows.filter(state=state)
    order = ("received_at", "pk") if state == SheetState.WAITING else ("-received_at", "-pk")
    found = rows.select_related("measure__policy", "organization", "ward").order_by(*order)
    paged = Paginator(found, SHEETS_PER_PAGE).get_page(page)
    return paged, verdicts_of([sheet.pk for sheet in paged])


def findings_at_desk(review: Review) -> list[Finding]:
    """All findings that stand, with how much they rest on. One query."""
    rows = review.findings.standing().select_related("measure__policy").annotate(n_bases=Count("bases"))
    return list(rows.order_by("number"))


def issues_to_link(review: Review) -> IssueQuerySet:
    """Issues of the process that stand."""
    return Issue.objects.standing().filter(process=review.process_id).order_by("level", "position", "pk")


@dataclass(frozen=True)
class Waiting:
    """What waits at the desk, by ward."""

    sheets: Mapping[int | None, int]
    findings: Mapping[int | None, int]
    to_close: Mapping[int | None, int]


def waiting_for(areas: Collection[int | None], actor_key: str, today: date) -> Waiting:
    """Sheets to read, findings that this person may approve, reviews whose period is over. Three queries."""
    mine = Review.objects.in_areas(set(areas)).order_by()
    sheets = (
        mine.filter(measures__sheets__state=SheetState.WAITING).values_list("area").annotate(Count("measures__sheets"))
    )
    asked = Q(findings__state=FindingState.SUBMITTED) & ~Q(findings__written_by=actor_key)
    findings = mine.filter(asked & ~Q(findings__submitted_by=actor_key)).values_list("area")
    over = mine.filter(state=ReviewState.OPENED, closes_on__lt=today).values_list("area")
    return Waiting(dict(sheets), dict(findings.annotate(Count("findings"))), dict(over.annotate(Count("pk"))))


def sheets_owed(departments: Collection[int], actor_key: str, today: date) -> list[ReviewedMeasure]:
    """Measures of open reviews on which these departments have not yet said anything. Two queries."""
    open_ones = Review.objects.open_on(today).filter(process__is_draft=False)
    responsible = Q(policy__department__in=departments) | Q(
        policy__parts__organization__in=departments, policy__parts__ended_at__isnull=True
    )
    found = ReviewedMeasure.objects.filter(responsible, review__in=list(open_ones), listed_only=False)
    said = EvaluationSheet.objects.standing().filter(side=Side.DEPARTMENT, author_key=actor_key)
    return list(
        found.exclude(pk__in=list(said.values_list("measure", flat=True)))
        .select_related("policy", "review")
        .distinct()
        .order_by("review", "position")
    )
