"""The result of a consultation: asked for when every comment has its answer, published with its files in one step."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.public_comments import errors, policies
from jukugi.apps.public_comments.actions.standing import locked, locked_consultation, tell
from jukugi.apps.public_comments.enums import (
    REASON_LIMIT,
    AnswerState,
    ConsultationAct,
    ConsultationState,
    ResultForm,
)
from jukugi.apps.public_comments.models import (
    Answer,
    CommentGroup,
    CommentGroupQuerySet,
    Consultation,
    PublicComment,
    ResultFile,
    UnsavedAnswer,
)
from jukugi.apps.public_comments.queries.changing import changed_clauses, newest_edition
from jukugi.apps.public_comments.queries.chapters import chapters_of
from jukugi.kit import audit, jobs
from jukugi.kit.pages.voices import Occasion, occasions
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked

PUBLISH_JOB = "public_comments.publish"


@transaction.atomic
def ask_for_result(*, consultation: Consultation, actor: User, now: datetime) -> None:
    """Have the result published: a job makes its files, and then it is public with them at once.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, PeriodNotOver,
    CommentsLeft, GistsLeft or ChangeNotPublic.
    """
    current = locked_consultation(consultation, actor)
    policies.check_takes_answers(current)
    if not current.is_over_at(now):
        raise errors.PeriodNotOver(day=jdate(current.closes_on))
    _check_whole(current)
    _number(current)
    current.asked_by, current.asked_at = actor.actor_key, now
    current.save(update_fields=["asked_by", "asked_at"])
    tell(current, ConsultationAct.ASKED, "", actor, now)
    jobs.defer(PUBLISH_JOB, consultation_pk=current.pk)


@transaction.atomic
def call_off_result(*, consultation: Consultation, note: str, actor: User, now: datetime) -> None:
    """Stop a publication that was asked for, before it is public, with a reason.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished and what the reason can raise.
    """
    current = locked_consultation(consultation, actor)
    policies.check_state(current, ConsultationState.ANNOUNCED)
    if current.asked_at is None:
        raise errors.ConsultationNotInState(state=current.get_state_display())
    why = checked(note, field=_("取り消す理由"), limit=REASON_LIMIT, is_needed=True)
    current.asked_by, current.asked_at = "", None
    current.save(update_fields=["asked_by", "asked_at"])
    tell(current, ConsultationAct.SENT_BACK, why, actor, now)


@transaction.atomic
def publish_result(
    *, consultation: Consultation, asked_at: datetime, files: Mapping[ResultForm, bytes], now: datetime
) -> None:
    """Let everybody read the result, with its files, all at once; from now on nothing in it changes.

    ``asked_at`` is the asking for which the files were made. Raises ConsultationNotInState or ResultPublished where it
    was called off or published since.
    """
    current = locked(consultation.pk)
    policies.check_state(current, ConsultationState.ANNOUNCED)
    if current.asked_at != asked_at:
        raise errors.ConsultationNotInState(state=current.get_state_display())
    edition = newest_edition(current, is_public=True)
    current.answers.filter(changed_clause__isnull=False, groups__isnull=False).update(changed_in=edition)
    _keep_files(current, files)
    UnsavedAnswer.objects.filter(answer__consultation=current).delete()
    current.state, current.published_at = ConsultationState.PUBLISHED, now
    current.save(update_fields=["state", "published_at"])
    tell(current, ConsultationAct.PUBLISHED, "", None, now)
    for have_told in occasions:
        have_told(_occasion(current), now)


@transaction.atomic
def add_files(*, consultation: Consultation, files: Mapping[ResultForm, bytes], now: datetime) -> None:
    """Lay files beside a published result that it lacked; what is there already stays as it is."""
    current = locked(consultation.pk)
    policies.check_state(current, ConsultationState.PUBLISHED)
    there = set(current.files.values_list("form", flat=True))
    fresh = {form: content for form, content in files.items() if form not in there}
    _keep_files(current, fresh)
    if fresh:
        details = {"forms": sorted(fresh)}
        audit.record("public_comments.files_added", actor=None, subject=current, at=now, details=details)


@transaction.atomic
def look_after_results(*, waited_since: datetime) -> int:
    """Have publications made again whose worker died: asked for before this moment and not public. How many."""
    left = Consultation.objects.announced().filter(asked_at__lt=waited_since).values_list("pk", flat=True)
    for pk in left:
        jobs.defer(PUBLISH_JOB, consultation_pk=pk)
    return len(left)


def left_over(consultation: Consultation) -> tuple[int, int]:
    """Comments (件) that stand in no line, and those whose line has no approved answer. One query."""
    comments = PublicComment.objects.standing().filter(consultation=consultation).order_by()
    counted = comments.aggregate(
        unplaced=Count("pk", filter=Q(group__isnull=True)),
        open=Count(
            "pk",
            filter=Q(group__isnull=False)
            & (Q(group__answer__isnull=True) | ~Q(group__answer__state=AnswerState.APPROVED)),
        ),
    )
    return counted["unplaced"], counted["open"]


def _check_whole(consultation: Consultation) -> None:
    unplaced, waiting = left_over(consultation)
    if unplaced or waiting:
        raise errors.CommentsLeft(unplaced=unplaced, open=waiting)
    without_gist = _full(consultation).filter(gist="").count()
    if without_gist:
        raise errors.GistsLeft(count=without_gist)
    proofs = set(
        Answer.objects.filter(
            consultation=consultation, category__needs_change=True, groups__ended_at__isnull=True, groups__isnull=False
        ).values_list("changed_clause", flat=True)
    )
    public = {row.clause.pk for row in changed_clauses(consultation, newest_edition(consultation, is_public=True))}
    if proofs - public:
        raise errors.ChangeNotPublic(count=len(proofs - public))


def _full(consultation: Consultation) -> CommentGroupQuerySet:
    """Lines in which a comment stands."""
    standing = PublicComment.objects.standing().filter(consultation=consultation, group__isnull=False).order_by()
    return CommentGroup.objects.standing().filter(consultation=consultation, pk__in=standing.values("group").distinct())


def _number(consultation: Consultation) -> None:
    """The numbers of the lines in the table: by chapter, then as they came."""
    chapters = chapters_of(consultation.edition)
    rows = list(_full(consultation).only("pk", "clause", "number", "theme"))
    rows.sort(key=lambda row: (chapters.place(row.clause_id), row.theme is None, row.theme or 0, row.number))
    for number, row in enumerate(rows, start=1):
        row.result_number = number
    CommentGroup.objects.filter(consultation=consultation, result_number__isnull=False).update(result_number=None)
    CommentGroup.objects.bulk_update(rows, ["result_number"], batch_size=500)


def _occasion(consultation: Consultation) -> Occasion:
    """What those read first who left an address with their comment."""
    assert consultation.call_id is not None
    words = _(
        "「%(title)s」に寄せられた意見のすべてに、市の考え方をまとめ、公表しました。\n\n"
        "意見は、数ではなく中身で検討しました。案を直したところは、前と後を並べて示しています。"
    )
    return Occasion(
        process=consultation.process,
        call=consultation.call_id,
        title=_("ご意見への市の考え方を公表しました"),
        words=words % {"title": consultation.title},
        actor_key=consultation.asked_by,
        department=consultation.department,
    )


def _keep_files(consultation: Consultation, files: Mapping[ResultForm, bytes]) -> None:
    ResultFile.objects.bulk_create(
        ResultFile(
            consultation=consultation,
            form=form,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )
        for form, content in files.items()
    )
