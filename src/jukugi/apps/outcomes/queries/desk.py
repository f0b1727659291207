"""What those who keep promises see: drafts, late ones, and words that promise something and are not in the book."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from jukugi.apps.drafts.enums import EditionStage, EditionState
from jukugi.apps.drafts.models import ClauseText
from jukugi.apps.outcomes.enums import PromiseState
from jukugi.apps.outcomes.models import Promise, PromiseSource, ReviewEntry, YearlyReview
from jukugi.apps.outcomes.queries.reviews import promises_under
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import Answer

PER_PAGE = 30
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """Of one ward (None: the whole city) what waits: drafts that another may publish, and late promises."""

    ward: int | None
    to_publish: int
    late: int


def waiting(areas: set[int | None], actor_key: str, day: date) -> list[Waiting]:
    """By ward. One query."""
    rows = (
        Promise.objects.in_areas(areas)
        .order_by()
        .values("area")
        .annotate(
            to_publish=Count("pk", filter=Q(state=PromiseState.DRAFTED) & ~Q(drafted_by=actor_key)),
            late=Count("pk", filter=Q(state=PromiseState.OPEN, due_on__lt=day)),
        )
    )
    return [Waiting(row["area"], row["to_publish"], row["late"]) for row in rows]


@dataclass(frozen=True)
class Kept:
    """Promises that somebody keeps: drafts, late ones, those due soon, and a page of all."""

    drafts: list[Promise]
    late: list[Promise]
    soon: list[Promise]
    page: Page


def kept_by(areas: set[int | None], day: date, number: str | None) -> Kept:
    """Five queries."""
    rows = Promise.objects.in_areas(areas).select_related("area", "department")
    open_rows = rows.filter(state=PromiseState.OPEN).order_by("due_on", "pk")
    public = rows.exclude(state=PromiseState.DRAFTED).order_by("due_on", "pk")
    return Kept(
        drafts=list(rows.filter(state=PromiseState.DRAFTED).order_by("-drafted_at")[:50]),
        late=list(open_rows.filter(due_on__lt=day)[:50]),
        soon=list(open_rows.filter(due_on__gte=day, due_on__lte=day + SOON)[:50]),
        page=Paginator(public, PER_PAGE).get_page(number),
    )


def clauses_without_promise(words: str, number: str | None) -> Page:
    """Clauses that no promise names yet, as the last public edition says them; of adopted documents first. Two
    queries.
    """
    later = ClauseText.objects.filter(
        clause=OuterRef("clause"),
        edition__state=EditionState.PUBLISHED,
        edition__number__gt=OuterRef("edition__number"),
    )
    rows = (
        ClauseText.objects.filter(
            edition__state=EditionState.PUBLISHED,
            edition__document__process__is_draft=False,
            clause__ended_in__isnull=True,
        )
        .exclude(text="")
        .exclude(Exists(later))
        .exclude(Exists(PromiseSource.objects.filter(clause=OuterRef("clause"))))
        .select_related("clause", "edition__document__area")
        .defer("edition__frozen")
        .annotate(is_adopted=Q(edition__stage=EditionStage.ADOPTED))
        .order_by("-is_adopted", "edition__document", "position", "clause__serial")
    )
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(heading__icontains=words))
    return Paginator(rows, PER_PAGE).get_page(number)


def answers_without_promise(words: str, number: str | None) -> Page:
    """Published answers that no promise names yet, the newest consultation first. Two queries."""
    rows = (
        Answer.objects.filter(
            consultation__state=ConsultationState.PUBLISHED, consultation__process__is_draft=False, groups__isnull=False
        )
        .exclude(Exists(PromiseSource.objects.filter(answer=OuterRef("pk"))))
        .select_related("consultation", "category", "department")
        .order_by("-consultation__published_at", "number")
        .distinct()
    )
    if words:
        rows = rows.filter(text__icontains=words)
    return Paginator(rows, PER_PAGE).get_page(number)


def open_reviews(areas: set[int | None]) -> list[tuple[YearlyReview, int]]:
    """Reviews that are not closed, with the number of own promises of which nothing is said yet. Two queries each."""
    told = []
    for review in YearlyReview.objects.filter(closed_at__isnull=True).select_related("process")[:10]:
        said = ReviewEntry.objects.filter(review=review, promise=OuterRef("pk"))
        left = promises_under(review).in_areas(areas).exclude(Exists(said)).count()
        told.append((review, left))
    return told
