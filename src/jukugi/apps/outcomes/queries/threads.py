"""Promises behind which a voice stands: by the clauses it led to, by the answer it got, by its issues."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from jukugi.apps.drafts.enums import Influence
from jukugi.apps.drafts.models import Origin, OriginVoice
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import PublicComment

SHOWN = 10


@dataclass(frozen=True)
class Behind:
    """Keys of the clauses and answers through which a voice could have led to a promise."""

    clauses: set[int]
    answers: set[int]


def of_opinions(opinions: Collection[int], issues: Collection[int]) -> Behind:
    """At most three queries."""
    if not opinions:
        return Behind(set(), set())
    led = OriginVoice.objects.public().filter(opinion__in=opinions, origin__clause__isnull=False)
    led = led.exclude(origin__influence__in=(Influence.NOT_TAKEN_UP, Influence.CONTRADICTS))
    clauses = set(led.values_list("origin__clause", flat=True))
    if issues:
        clauses |= _clauses(Q(issue__in=issues))
    comments = PublicComment.objects.standing().filter(
        opinion__in=opinions, consultation__state=ConsultationState.PUBLISHED, group__answer__isnull=False
    )
    answers = {key for key in comments.values_list("group__answer", flat=True) if key is not None}
    return Behind(clauses, answers)


def of_statement(statement: int) -> Behind:
    """One query."""
    return Behind(_clauses(Q(statement=statement)), set())


def of_issue(issue: int) -> Behind:
    """One query."""
    return Behind(_clauses(Q(issue=issue)), set())


def promises_behind(behind: Behind) -> list[Promise]:
    """Public promises of these clauses and answers, by their day. At most one query."""
    if not behind.clauses and not behind.answers:
        return []
    wanted = Q(sources__clause__in=behind.clauses) | Q(sources__answer__in=behind.answers)
    rows = Promise.objects.public().filter(wanted).select_related("department", "area")
    return list(rows.order_by("due_on", "pk").distinct()[:SHOWN])


def _clauses(origins: Q) -> set[int]:
    rows = Origin.objects.in_force().public().filter(origins, clause__isnull=False)
    rows = rows.exclude(influence__in=(Influence.NOT_TAKEN_UP, Influence.CONTRADICTS))
    return {key for key in rows.values_list("clause", flat=True) if key is not None}
