"""What actions load anew under a lock before they write, and what they write down."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts.models import Clause
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.public_comments import errors, permissions, policies
from jukugi.apps.public_comments.enums import AnswerAct, ConsultationAct
from jukugi.apps.public_comments.models import Answer, AnswerStep, CommentGroup, Consultation, ConsultationStep
from jukugi.kit import audit

RELATED = ("process", "area", "department", "call", "edition__document")


def locked_consultation(consultation: Consultation, actor: User) -> Consultation:
    """The consultation as it is now, for somebody who may run it. Raises NotAllowed or ProcessFinished."""
    permissions.check_can_run(actor, consultation.area)
    check_is_running(consultation.process)
    return locked(consultation.pk)


def locked(pk: int) -> Consultation:
    """The consultation as it is now, locked until the end of the caller's transaction."""
    return Consultation.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=pk)


def answering(consultation: Consultation, actor: User) -> Consultation:
    """The same while comments are sorted and answered, without a lock: many work at once.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished or PublicationUnderWay.
    """
    permissions.check_can_run(actor, consultation.area)
    check_is_running(consultation.process)
    current = Consultation.objects.select_related(*RELATED).get(pk=consultation.pk)
    policies.check_takes_answers(current)
    return current


def locked_answer(answer: Answer, actor: User, now: datetime) -> Answer:
    """The answer as it is now, for somebody who may write it.

    Raises NotAllowed, ProcessFinished, ConsultationNotInState, ResultPublished or PublicationUnderWay.
    """
    permissions.check_can_answer(actor, answer, day=timezone.localdate(now))
    check_is_running(answer.consultation.process)
    related = ("consultation__process", "consultation__area", "consultation__edition", "category", "changed_clause")
    current = Answer.objects.select_for_update(of=("self",)).select_related(*related).get(pk=answer.pk)
    policies.check_takes_answers(current.consultation)
    return current


def locked_groups(consultation: Consultation, pks: Collection[int]) -> list[CommentGroup]:
    """Lines of the table, locked, in the order of their numbers. Raises NothingChosen or GroupEnded."""
    if not pks or len(pks) > policies.GROUPS_AT_ONCE:
        raise errors.NothingChosen
    found = list(
        CommentGroup.objects.standing()
        .select_for_update(of=("self",))
        .select_related("answer")
        .filter(consultation=consultation, pk__in=pks)
    )
    if len(found) != len(set(pks)):
        raise errors.GroupEnded
    return found


def clause_here(consultation: Consultation, clause: Clause | None) -> Clause | None:
    """A clause of the edition. Raises ClauseNotInEdition."""
    if clause is not None and not consultation.edition.texts.filter(clause=clause).exists():
        raise errors.ClauseNotInEdition
    return clause


def numbers_for_groups(consultation_pk: int, count: int) -> range:
    """Numbers for new lines, in the caller's transaction: none is ever given twice."""
    current = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_pk)
    first = current.next_group
    Consultation.objects.filter(pk=consultation_pk).update(next_group=first + count)
    return range(first, first + count)


def number_for_answer(consultation_pk: int) -> int:
    """The same for an answer."""
    current = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_pk)
    Consultation.objects.filter(pk=consultation_pk).update(next_answer=current.next_answer + 1)
    return current.next_answer


def tell(consultation: Consultation, act: ConsultationAct, note: str, actor: User | None, now: datetime) -> None:
    """Write down a step of a consultation."""
    department = consultation.department
    if actor is not None:
        department = department_of(actor, day=timezone.localdate(now))
    ConsultationStep.objects.create(
        consultation=consultation,
        act=act,
        note=note,
        actor_key=actor.actor_key if actor is not None else "",
        department=department,
        done_at=now,
    )
    audit.record(f"public_comments.{act}", actor=actor, subject=consultation, at=now)


def tell_of_answer(answer: Answer, act: AnswerAct, note: str, actor: User, now: datetime) -> None:
    """Write down a step of an answer."""
    AnswerStep.objects.create(
        answer=answer,
        act=act,
        note=note,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        done_at=now,
    )
    audit.record(f"public_comments.answer_{act}", actor=actor, subject=answer, at=now)
