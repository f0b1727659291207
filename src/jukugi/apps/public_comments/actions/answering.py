"""Answers: begun for lines of the table, written, given to departments, submitted, approved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts.models import Clause
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.public_comments import errors, permissions
from jukugi.apps.public_comments.actions.standing import (
    answering,
    locked_answer,
    locked_groups,
    number_for_answer,
    tell_of_answer,
)
from jukugi.apps.public_comments.enums import ANSWER_LIMIT, REASON_LIMIT, AnswerAct, AnswerState
from jukugi.apps.public_comments.models import (
    Answer,
    AnswerCategory,
    AnswerWriting,
    CommentGroup,
    Consultation,
    UnsavedAnswer,
)
from jukugi.apps.public_comments.models.answers import words_digest
from jukugi.apps.public_comments.queries.changing import change_of, newest_edition
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked

WORDS, CHANGE, NOTE = gettext_lazy("市の考え方"), gettext_lazy("どう直したか"), gettext_lazy("伝えること")


@dataclass(frozen=True)
class AnswerDraft:
    """An answer as it is typed."""

    text: str
    category: AnswerCategory | None = None
    changed_clause: Clause | None = None
    change_note: str = ""


@transaction.atomic
def begin_answer(
    *, consultation: Consultation, groups: Collection[int], actor: User, now: datetime, like: Answer | None = None
) -> Answer:
    """Begin one answer to one or several lines (keys). ``like``: an earlier answer whose words it begins with.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, NothingChosen,
    GroupEnded or AnswerNotInState (a line has an approved answer).
    """
    current = answering(consultation, actor)
    rows = locked_groups(current, groups)
    answer = Answer.objects.create(
        consultation=current,
        number=number_for_answer(current.pk),
        text=like.text if like is not None else "",
        category=like.category if like is not None and like.consultation_id == current.pk else None,
        department=current.department,
        written_by=actor.actor_key,
        written_at=now,
    )
    _keep_writing(answer)
    _join(rows, answer, now)
    audit.record("public_comments.answer_begun", actor=actor, subject=answer, at=now, details={"groups": len(rows)})
    return answer


@transaction.atomic
def join_answer(*, answer: Answer, groups: Collection[int], actor: User, now: datetime) -> None:
    """Give an answer that stands to further lines (keys). Raises what ``begin_answer`` can raise."""
    current = answering(answer.consultation, actor)
    locked = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    _check_drafted(locked)
    rows = locked_groups(current, groups)
    _join(rows, locked, now)
    audit.record("public_comments.answer_joined", actor=actor, subject=answer, at=now, details={"groups": len(rows)})


@transaction.atomic
def leave_answer(*, group: CommentGroup, actor: User, now: datetime) -> None:
    """Take a line out of its answer: it needs another one. Raises what ``begin_answer`` can raise."""
    current = answering(group.consultation, actor)
    rows = locked_groups(current, [group.pk])
    _join(rows, None, now)
    audit.record("public_comments.answer_left", actor=actor, subject=group, at=now)


@transaction.atomic
def write_answer(*, answer: Answer, draft: AnswerDraft, seen_version: int, actor: User, now: datetime) -> Answer:
    """Save the words of an answer; what was there is kept. Saving the same again changes nothing.

    ``seen_version`` is the version that the writer had read. Raises NotAllowed, ProcessFinished,
    ConsultationNotInState, ResultPublished, PublicationUnderWay, AnswerNotInState, AnswerChangedMeanwhile and what the
    words can raise.
    """
    current = locked_answer(answer, actor, now)
    _check_drafted(current)
    text = checked(draft.text, field=WORDS, limit=ANSWER_LIMIT)
    note = checked(draft.change_note, field=CHANGE, limit=REASON_LIMIT)
    category = draft.category
    if category is not None and category.consultation_id != current.consultation_id:
        category = None
    clause = draft.changed_clause if category is not None and category.needs_change else None
    note = note if clause is not None else ""
    wanted = (text, category.pk if category else None, clause.pk if clause else None, note)
    is_same = wanted == (current.text, current.category_id, current.changed_clause_id, current.change_note)
    if current.version != seen_version and not is_same:
        raise errors.AnswerChangedMeanwhile
    UnsavedAnswer.objects.filter(answer=current, actor_key=actor.actor_key).delete()
    if is_same:
        return current
    current.text, current.category, current.changed_clause, current.change_note = text, category, clause, note
    current.version += 1
    current.written_by, current.written_at = actor.actor_key, now
    current.save()
    _keep_writing(current)
    details = {"version": current.version}
    audit.record("public_comments.answer_written", actor=actor, subject=current, at=now, details=details)
    return current


@transaction.atomic
def keep_unsaved(*, answer: Answer, text: str, seen_version: int, actor: User, now: datetime) -> None:
    """Keep what somebody is typing, as it is, until they save it or throw it away.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay or
    AnswerNotInState.
    """
    current = locked_answer(answer, actor, now)
    _check_drafted(current)
    UnsavedAnswer.objects.update_or_create(
        answer=current,
        actor_key=actor.actor_key,
        defaults={"text": text[: 2 * ANSWER_LIMIT], "seen_version": seen_version, "kept_at": now},
    )


@transaction.atomic
def throw_away_unsaved(*, answer: Answer, actor: User, now: datetime) -> None:
    """Forget what was typed and not saved. Raises NotAllowed."""
    permissions.check_can_answer(actor, answer, day=timezone.localdate(now))
    UnsavedAnswer.objects.filter(answer=answer, actor_key=actor.actor_key).delete()


@transaction.atomic
def assign_answers(
    *,
    consultation: Consultation,
    answers: Collection[int],
    department: Organization | None,
    due_on: date | None,
    actor: User,
    now: datetime,
) -> int:
    """Say which department writes answers (keys), and by when. How many.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, NothingChosen or
    NotADepartment.
    """
    current = answering(consultation, actor)
    if department is not None and department.kind != OrganizationKind.DEPARTMENT:
        raise errors.NotADepartment
    rows = list(Answer.objects.select_for_update(of=("self",)).filter(consultation=current, pk__in=answers))
    if not rows:
        raise errors.NothingChosen
    note = "・".join(part for part in (department.name if department else "", jdate(due_on) if due_on else "") if part)
    for row in rows:
        row.department, row.due_on = department, due_on
        row.save(update_fields=["department", "due_on"])
        tell_of_answer(row, AnswerAct.ASSIGNED, note, actor, now)
    return len(rows)


@transaction.atomic
def submit_answer(*, answer: Answer, actor: User, now: datetime) -> None:
    """Ask for approval of what was saved. "Reflected" needs a clause that reads otherwise than it did.

    Raises besides what ``write_answer`` can: AnswerNotWhole, ChangeMissing or ChangeNotThere.
    """
    current = locked_answer(answer, actor, now)
    _check_drafted(current)
    lacking = [
        name
        for name, is_there in (
            (_("市の考え方の文"), current.text),
            (_("対応区分"), current.category_id),
            (_("答える意見"), current.groups.standing().exists()),
        )
        if not is_there
    ]
    if lacking:
        raise errors.AnswerNotWhole(lacking="、".join(lacking))
    check_change(current)
    current.state = AnswerState.SUBMITTED
    current.submitted_by, current.submitted_at = actor.actor_key, now
    current.save(update_fields=["state", "submitted_by", "submitted_at"])
    tell_of_answer(current, AnswerAct.SUBMITTED, "", actor, now)


@transaction.atomic
def approve_answers(*, consultation: Consultation, answers: Collection[int], actor: User, now: datetime) -> int:
    """Approve answers (keys) that were submitted, by somebody who neither wrote nor submitted them. How many.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, NothingChosen,
    AnswerNotInState, SamePerson, ChangeMissing or ChangeNotThere; then none of them is approved.
    """
    current = answering(consultation, actor)
    related = ("category", "changed_clause", "consultation__edition")
    rows = list(
        Answer.objects.select_for_update(of=("self",))
        .select_related(*related)
        .filter(consultation=current, pk__in=answers)
    )
    if not rows:
        raise errors.NothingChosen
    for row in rows:
        if row.state != AnswerState.SUBMITTED:
            raise errors.AnswerNotInState(state=row.get_state_display())
        if actor.actor_key in (row.written_by, row.submitted_by):
            raise errors.SamePerson
        check_change(row)
        row.state, row.approved_by, row.approved_at = AnswerState.APPROVED, actor.actor_key, now
        row.save(update_fields=["state", "approved_by", "approved_at"])
        tell_of_answer(row, AnswerAct.APPROVED, "", actor, now)
    return len(rows)


@transaction.atomic
def send_back_answer(*, answer: Answer, note: str, actor: User, now: datetime) -> None:
    """Let what was submitted or approved be written again, with a reason for who wrote it.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished, PublicationUnderWay, AnswerNotInState
    and what the reason can raise.
    """
    answering(answer.consultation, actor)
    current = locked_answer(answer, actor, now)
    if current.is_drafted:
        raise errors.AnswerNotInState(state=current.get_state_display())
    why = checked(note, field=NOTE, limit=REASON_LIMIT, is_needed=True)
    current.state = AnswerState.DRAFTED
    current.submitted_by, current.approved_by = "", ""
    current.submitted_at, current.approved_at = None, None
    current.save(update_fields=["state", "submitted_by", "approved_by", "submitted_at", "approved_at"])
    tell_of_answer(current, AnswerAct.SENT_BACK, why, actor, now)


def check_change(answer: Answer) -> None:
    """ "Reflected" is believed only with a clause that reads otherwise. Raises ChangeMissing or ChangeNotThere."""
    category = answer.category
    if category is None or not category.needs_change:
        return
    if answer.changed_clause is None:
        raise errors.ChangeMissing(code=category.code)
    consultation = answer.consultation
    change = change_of(consultation, answer.changed_clause, newest_edition(consultation))
    if change is None or not change.is_change:
        raise errors.ChangeNotThere(serial=answer.changed_clause.serial)


def _check_drafted(answer: Answer) -> None:
    if not answer.is_drafted:
        raise errors.AnswerNotInState(state=answer.get_state_display())


def _join(rows: list[CommentGroup], answer: Answer | None, now: datetime) -> None:
    """Move lines to an answer. An answer that is submitted or approved keeps its lines. Raises AnswerNotInState."""
    for row in rows:
        if row.answer is not None and row.answer != answer:
            _check_drafted(row.answer)
    CommentGroup.objects.filter(pk__in=[row.pk for row in rows]).update(answer=answer)


def _keep_writing(answer: Answer) -> None:
    code = answer.category.code if answer.category is not None else ""
    AnswerWriting.objects.create(
        answer=answer,
        version=answer.version,
        text=answer.text,
        category=code,
        change_note=answer.change_note,
        digest=words_digest(answer.text, code, answer.change_note),
        actor_key=answer.written_by,
        written_at=answer.written_at,
    )
