from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings import errors, permissions
from jukugi.apps.meetings.actions.registering import move_up
from jukugi.apps.meetings.enums import TEXT_LIMIT, MeetingKind
from jukugi.apps.meetings.models import AgendaItem, Body, HandCount, Meeting, MinutesItem, Note, Question
from jukugi.apps.processes.models import Phase, Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class MeetingPlan:
    """When, where and about what a meeting is, and who may come. ``capacity`` None: one comes without registering."""

    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    purpose: str = ""
    address: str = ""
    online_url: str = ""
    access: str = ""
    body: Body | None = None
    phase: Phase | None = None
    issues: Sequence[Issue] = ()
    capacity: int | None = None
    registration_closes_at: datetime | None = None


@dataclass(frozen=True)
class AgendaDraft:
    """An item of the agenda: its title, its minutes, and whether notes are written under it."""

    title: str
    minutes: int
    takes_notes: bool = False


@transaction.atomic
def plan_meeting(*, process: Process, ward: Area | None, plan: MeetingPlan, actor: User, now: datetime) -> Meeting:
    """Put a meeting on the calendar; everybody sees it from now on.

    Raises NotAllowed, ProcessFinished, TimesReversed, RegistrationEndMissing, IssueOfAnotherProcess and what the words
    can raise.
    """
    permissions.check_can_add(actor, ward)
    check_is_running(process)
    meeting = Meeting(process=process, ward=ward, is_sample=process.is_sample)
    _apply(meeting, plan)
    audit.record("meetings.planned", actor=actor, subject=meeting, at=now)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, plan: MeetingPlan, actor: User, now: datetime) -> None:
    """Change a meeting's plan. More seats let the waiting list move up.

    Raises what planning raises, CapacityBelowSeats, AgendaTooLong or MeetingCancelled.
    """
    permissions.check_can_handle(actor, meeting)
    check_is_running(meeting.process)
    current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if current.cancelled_at is not None:
        raise errors.MeetingCancelled(meeting=meeting.title)
    seated = meeting.registrations.seated().count()
    if plan.capacity is not None and plan.capacity < seated:
        raise errors.CapacityBelowSeats(seated=seated, capacity=plan.capacity)
    _check_agenda([AgendaDraft(item.title, item.minutes) for item in meeting.agenda.all()], plan)
    _apply(meeting, plan)
    move_up(meeting, now=now)
    audit.record("meetings.changed", actor=actor, subject=meeting, at=now)


@transaction.atomic
def set_agenda(*, meeting: Meeting, items: Sequence[AgendaDraft], actor: User, now: datetime) -> None:
    """Put the items of the agenda in place of those that were there.

    Once notes or minutes speak of its items their number stays. Raises NotAllowed, AgendaTooLong, AgendaInUse or what
    the words can raise.
    """
    permissions.check_can_handle(actor, meeting)
    _check_agenda(items, meeting)
    kept = list(meeting.agenda.all())
    is_used = (
        Note.objects.filter(agenda_item__meeting=meeting).exists()
        or MinutesItem.objects.filter(agenda_item__meeting=meeting).exists()
    )
    if is_used and len(items) < len(kept):
        raise errors.AgendaInUse
    for item in kept[len(items) :]:
        item.delete()
    for position, draft in enumerate(items, start=1):
        AgendaItem.objects.update_or_create(
            meeting=meeting,
            position=position,
            defaults={
                "title": checked_line(draft.title, field=_("議題"), limit=80, is_needed=True),
                "minutes": draft.minutes,
                "takes_notes": draft.takes_notes,
            },
        )
    audit.record("meetings.agenda_set", actor=actor, subject=meeting, at=now, details={"items": len(items)})


@transaction.atomic
def set_questions(*, meeting: Meeting, texts: Sequence[str], actor: User, now: datetime) -> None:
    """Put the questions for which hands are raised in place. One for which hands were counted keeps its words.

    Raises NotAllowed, QuestionsInUse or what the words can raise.
    """
    permissions.check_can_handle(actor, meeting)
    words = [checked_line(text, field=_("問い"), limit=140, is_needed=True) for text in texts]
    counted = set(HandCount.objects.filter(question__meeting=meeting).values_list("question", flat=True))
    kept = list(meeting.questions.all())
    for place, question in enumerate(kept):
        if question.pk in counted and (place >= len(words) or words[place] != question.text):
            raise errors.QuestionsInUse
    for question in kept[len(words) :]:
        question.delete()
    for position, text in enumerate(words, start=1):
        Question.objects.update_or_create(meeting=meeting, position=position, defaults={"text": text})
    audit.record("meetings.questions_set", actor=actor, subject=meeting, at=now, details={"questions": len(words)})


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, actor: User, now: datetime) -> None:
    """Call a meeting off, for a public reason. Raises NotAllowed, MeetingOver, MeetingCancelled or WordsMissing."""
    permissions.check_can_handle(actor, meeting)
    current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if current.cancelled_at is not None:
        raise errors.MeetingCancelled(meeting=meeting.title)
    if now >= current.ends_at:
        raise errors.MeetingOver(meeting=meeting.title)
    meeting.cancelled_reason = checked(reason, field=_("取りやめる理由"), limit=TEXT_LIMIT, is_needed=True)
    meeting.cancelled_at = now
    meeting.save(update_fields=["cancelled_at", "cancelled_reason"])
    audit.record("meetings.cancelled", actor=actor, subject=meeting, at=now)


@transaction.atomic
def open_meeting(*, meeting: Meeting, actor: User, now: datetime) -> None:
    """Say that a meeting has begun: its clock runs from now. Raises NotAllowed or MeetingCancelled."""
    permissions.check_can_handle(actor, meeting)
    if meeting.cancelled_at is not None:
        raise errors.MeetingCancelled(meeting=meeting.title)
    if meeting.opened_at is None:
        meeting.opened_at = now
        meeting.save(update_fields=["opened_at"])
        audit.record("meetings.opened", actor=actor, subject=meeting, at=now)


@transaction.atomic
def close_meeting(*, meeting: Meeting, actor: User, now: datetime) -> None:
    """Say that a meeting has ended. Raises NotAllowed or MeetingCancelled."""
    permissions.check_can_handle(actor, meeting)
    if meeting.cancelled_at is not None:
        raise errors.MeetingCancelled(meeting=meeting.title)
    if meeting.closed_at is None:
        meeting.opened_at = meeting.opened_at or min(meeting.starts_at, now)
        meeting.closed_at = now
        meeting.save(update_fields=["opened_at", "closed_at"])
        audit.record("meetings.closed", actor=actor, subject=meeting, at=now)


def _apply(meeting: Meeting, plan: MeetingPlan) -> None:
    if plan.starts_at >= plan.ends_at:
        raise errors.TimesReversed
    if plan.capacity is not None and plan.registration_closes_at is None:
        raise errors.RegistrationEndMissing
    for issue in plan.issues:
        if issue.process_id != meeting.process_id:
            raise errors.IssueOfAnotherProcess(issue=issue.title)
    fields: dict[str, Any] = {
        "kind": plan.kind,
        "title": checked_line(plan.title, field=_("会議の名前"), limit=80, is_needed=True),
        "purpose": checked(plan.purpose, field=_("何を話し合うか"), limit=TEXT_LIMIT),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "place": checked_line(plan.place, field=_("会場"), limit=80, is_needed=True),
        "address": checked_line(plan.address, field=_("会場の住所"), limit=120),
        "online_url": plan.online_url,
        "access": checked(plan.access, field=_("参加のための手だて"), limit=TEXT_LIMIT),
        "body": plan.body,
        "phase": plan.phase,
        "capacity": plan.capacity,
        "registration_closes_at": plan.registration_closes_at if plan.capacity is not None else None,
    }
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save()
    meeting.issues.set(plan.issues)


def _check_agenda(items: Sequence[AgendaDraft], span: MeetingPlan | Meeting) -> None:
    length = int((span.ends_at - span.starts_at) // timedelta(minutes=1))
    total = sum(item.minutes for item in items)
    if total > length:
        raise errors.AgendaTooLong(sum=total, length=length, over=total - length)
