"""What consultations know of voices: where comments stand, how they were answered; of one submission or of many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.public_comments.enums import AnswerState, ConsultationAct, ConsultationState
from jukugi.apps.public_comments.models import (
    Answer,
    CommentGroup,
    Consultation,
    PublicComment,
    PublicCommentQuerySet,
)
from jukugi.apps.public_comments.queries.changing import ClauseChange, changes_shown
from jukugi.apps.public_comments.queries.chapters import chapters_of

CHUNK = 500


@dataclass(frozen=True)
class ToldComment:
    """A comment as its story tells it: of which item it speaks; once it is published, its line and its answer.

    ``others``: further comments in the same line. ``gist`` is "" where not even a gist is published.
    """

    comment: PublicComment
    item: str
    gist: str = ""
    others: int = 0
    answer: Answer | None = None
    number: int | None = None
    change: ClauseChange | None = None

    @property
    def is_reflected(self) -> bool:
        return self.answer is not None and self.answer.category is not None and self.answer.category.needs_change


@dataclass(frozen=True)
class CommentStory:
    """The comments of one submission, and their consultation."""

    consultation: Consultation
    comments: Sequence[ToldComment]
    withdrawn_at: datetime | None


def story_of(submission_pk: int) -> CommentStory | None:
    """None for a submission that came to no consultation. At most eleven queries."""
    rows = list(
        PublicComment.objects.standing()
        .filter(opinion__submission=submission_pk)
        .select_related(
            "opinion",
            "consultation__edition",
            "group__answer__category",
            "group__answer__changed_clause",
            "group__answer__changed_in",
            "group__answer__department",
        )
        .defer("consultation__edition__frozen", "group__answer__changed_in__frozen")
        .order_by("opinion__position")
    )
    if not rows:
        return None
    consultation = rows[0].consultation
    chapters = chapters_of(consultation.edition)
    sizes: Mapping[int, int] = {}
    if consultation.is_published:
        groups = {row.group_id for row in rows if row.group_id is not None}
        counted = PublicComment.objects.standing().filter(group__in=groups).order_by().values_list("group")
        sizes = dict(counted.annotate(Count("pk")))
    told = []
    answers = [row.group.answer for row in rows if row.group is not None and row.group.answer is not None]
    for answer in answers:
        answer.consultation = consultation
    changes = changes_shown(answers) if consultation.is_published else {}
    for row in rows:
        item = chapters.by_clause.get(row.clause_id) if row.clause_id is not None else None
        name = item.label.strip() if item is not None else chapters.names[None]
        told.append(_told(row, name, sizes, changes, consultation))
    withdrawn = consultation.steps.filter(act=ConsultationAct.WITHDRAWN) if consultation.is_withdrawn else None
    ended = withdrawn.last() if withdrawn is not None else None
    return CommentStory(consultation, told, ended.done_at if ended is not None else None)


def _told(
    row: PublicComment,
    item: str,
    sizes: Mapping[int, int],
    changes: Mapping[int, ClauseChange],
    consultation: Consultation,
) -> ToldComment:
    group = row.group
    if not consultation.is_published or group is None or group.answer is None:
        return ToldComment(row, item)
    return ToldComment(
        comment=row,
        item=item,
        gist="" if row.opinion.state == OpinionState.HIDDEN else group.gist,
        others=max(0, sizes.get(group.pk, 1) - 1),
        answer=group.answer,
        number=group.result_number,
        change=changes.get(group.answer.pk),
    )


@dataclass(frozen=True)
class Answered:
    """What stands with one receipt number: the title and state of the consultation, the categories of its answers."""

    title: str
    state: str
    reason: str
    code: str
    category: str
    is_reflected: bool


def answered(numbers: Collection[str]) -> Mapping[str, list[Answered]]:
    """By receipt number each different answer. One query for each chunk of numbers."""
    found: dict[str, list[Answered]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        rows = PublicComment.objects.standing().filter(opinion__submission__receipt__in=wanted[start : start + CHUNK])
        for number, title, state, reason, code, name, is_reflected in rows.order_by("opinion__position").values_list(
            "opinion__submission__receipt",
            "consultation__title",
            "consultation__state",
            "consultation__withdrawn_reason",
            "group__answer__category__code",
            "group__answer__category__name",
            "group__answer__category__needs_change",
        ):
            one = Answered(title, state, reason, code or "", name or "", bool(is_reflected))
            if one not in found.setdefault(number, []):
                found[number].append(one)
    return found


def newest_lines(count: int) -> list[CommentGroup]:
    """Lines of the results that came out last, those with a changed draft first. Two queries."""
    published = Q(consultation__state=ConsultationState.PUBLISHED, consultation__process__is_draft=False)
    rows = CommentGroup.objects.standing().filter(published, result_number__isnull=False).exclude(gist="")
    order = ("-consultation__published_at", "-answer__category__needs_change", "result_number")
    keys = list(rows.filter(Exists(_standing_in_line())).order_by(*order).values_list("pk", flat=True)[:count])
    # Counted for these alone: all lines of a large result would take longer than a page may.
    related = CommentGroup.objects.with_counts().select_related("consultation", "answer__category")
    lines = related.in_bulk(keys)
    return [lines[pk] for pk in keys]


def _standing_in_line() -> PublicCommentQuerySet:
    return PublicComment.objects.standing().filter(group=OuterRef("pk"))


def came(process: Any) -> PublicCommentQuerySet:
    """Comments (件) that came to consultations of a process."""
    return PublicComment.objects.standing().filter(consultation__process=process)


def told_publicly(process: Any) -> PublicCommentQuerySet:
    """Those whose answer is published."""
    return came(process).filter(consultation__state=ConsultationState.PUBLISHED)


def unanswered(process: Any, *, now: datetime) -> int:
    """Comments without an approved answer though the period is over. One query."""
    over = Q(consultation__state=ConsultationState.ANNOUNCED, consultation__closes_on__lt=timezone.localdate(now))
    lacking = Q(group__isnull=True) | Q(group__answer__isnull=True) | ~Q(group__answer__state=AnswerState.APPROVED)
    return came(process).filter(over & lacking).count()
