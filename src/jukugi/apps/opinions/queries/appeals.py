"""What is hidden and why, and what was said against it."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from jukugi.apps.opinions.enums import AppealState, HidingRule, OpinionState
from jukugi.apps.opinions.models import Appeal, Opinion, OpinionReview
from jukugi.apps.processes.models import Process


@dataclass(frozen=True)
class Standing:
    """Where a hidden voice stands: the review that hid it, and the appeals so far, the last one first."""

    review: OpinionReview | None
    appeals: tuple[Appeal, ...]

    @property
    def is_waiting(self) -> bool:
        """An appeal waits for its answer."""
        return any(appeal.state == AppealState.WAITING for appeal in self.appeals)


def standing_of(opinion: Opinion) -> Standing:
    """Two queries; none of them for an opinion that is not hidden."""
    if opinion.state != OpinionState.HIDDEN:
        return Standing(None, ())
    review = opinion.reviews.select_related("department").filter(state=OpinionState.HIDDEN).last()
    return Standing(review, tuple(opinion.appeals.select_related("department").order_by("-pk")))


def hidden_reviews(process: Process | None) -> QuerySet[OpinionReview]:
    """The decision by which each hidden voice of a process is hidden, newest first. One query a page, one to count."""
    hidden = Opinion.objects.filter(submission__process=process, state=OpinionState.HIDDEN)
    last = OpinionReview.objects.filter(opinion__in=hidden).order_by().values("opinion").annotate(last=Max("pk"))
    found = OpinionReview.objects.filter(pk__in=last.values("last"))
    return found.select_related("department", "opinion__submission__ward").order_by("-decided_at", "-pk")


def hidden_by_rule(process: Process | None) -> list[tuple[str, int]]:
    """How many are hidden by each rule, also by none of them. One query."""
    counted = dict(hidden_reviews(process).order_by().values_list("rule").annotate(Count("pk")))
    return [(str(rule.label), counted.get(rule, 0)) for rule in HidingRule]


def waiting_appeals(areas: set[int | None]) -> QuerySet[Appeal]:
    """Appeals that somebody with these wards can answer, the oldest first."""
    waiting = Appeal.objects.filter(state=AppealState.WAITING).select_related("opinion__submission__ward")
    if None not in areas:
        waiting = waiting.filter(opinion__submission__ward__in=[pk for pk in areas if pk is not None])
    return waiting


def answered_appeals(areas: set[int | None], *, at_most: int) -> list[Appeal]:
    """Those that were answered last. One query."""
    answered = Appeal.objects.exclude(state=AppealState.WAITING).select_related("opinion__submission__ward")
    if None not in areas:
        answered = answered.filter(opinion__submission__ward__in=[pk for pk in areas if pk is not None])
    return list(answered.select_related("department").order_by("-decided_at")[:at_most])
