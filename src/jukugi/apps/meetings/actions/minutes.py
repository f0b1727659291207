from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions, policies
from jukugi.apps.meetings.enums import TEXT_LIMIT, MinutesState
from jukugi.apps.meetings.models import Meeting, Minutes, MinutesItem
from jukugi.kit import audit
from jukugi.kit.worded import checked

LONG = 20_000


@dataclass(frozen=True)
class MinutesWords:
    """What minutes say. ``items`` holds, by the key of an agenda item, what was said and what was decided."""

    opened_at: datetime
    closed_at: datetime
    present: str
    absent: str
    public_attendance: int | None
    summary: str
    items: Mapping[int, tuple[str, str]]


@transaction.atomic
def draft_minutes(*, meeting: Meeting, actor: User, now: datetime) -> Minutes:
    """Begin the first version. Raises NotAllowed, MeetingCancelled or MinutesAtWork."""
    permissions.check_can_handle(actor, meeting)
    policies.check_is_on(meeting)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.minutes.exists():
        raise errors.MinutesAtWork
    minutes = Minutes.objects.create(
        meeting=meeting,
        opened_at=meeting.opened_at or meeting.starts_at,
        closed_at=meeting.closed_at or max(meeting.ends_at, meeting.opened_at or meeting.ends_at),
        drafted_by=actor.actor_key,
        drafted_at=now,
    )
    MinutesItem.objects.bulk_create(MinutesItem(minutes=minutes, agenda_item=item) for item in meeting.agenda.all())
    audit.record("meetings.minutes_drafted", actor=actor, subject=minutes, at=now)
    return minutes


@transaction.atomic
def write_minutes(*, minutes: Minutes, words: MinutesWords, seen: datetime, actor: User, now: datetime) -> None:
    """Write in a draft. Who writes last is its author: another has to check it.

    ``seen`` is the moment of the draft that the writer had before them. Raises NotAllowed, MinutesNotInState,
    MinutesChangedMeanwhile, TimesReversed and what the words can raise.
    """
    current = _in_state(minutes, actor, MinutesState.DRAFTED)
    if current.drafted_at != seen:
        raise errors.MinutesChangedMeanwhile
    if words.opened_at > words.closed_at:
        raise errors.TimesReversed
    current.opened_at, current.closed_at = words.opened_at, words.closed_at
    current.present = checked(words.present, field=_("出席した人"), limit=TEXT_LIMIT)
    current.absent = checked(words.absent, field=_("欠席した人"), limit=TEXT_LIMIT)
    current.public_attendance = words.public_attendance
    current.summary = checked(words.summary, field=_("まとめ"), limit=LONG)
    current.drafted_by, current.drafted_at = actor.actor_key, now
    current.save()
    for item in current.items.all():
        discussion, decision = words.items.get(item.agenda_item_id, ("", ""))
        item.discussion = checked(discussion, field=_("話し合ったこと"), limit=LONG)
        item.decision = checked(decision, field=_("決まったこと"), limit=TEXT_LIMIT)
        item.save(update_fields=["discussion", "decision"])
    audit.record("meetings.minutes_written", actor=actor, subject=current, at=now)


@transaction.atomic
def check_minutes(*, minutes: Minutes, actor: User, now: datetime) -> None:
    """Say that a draft is right, by somebody who did not write it.

    Raises NotAllowed, MinutesNotInState, SamePerson or MinutesEmpty.
    """
    current = _in_state(minutes, actor, MinutesState.DRAFTED)
    _check_is_another(current, actor)
    if not current.summary and not any(item.discussion or item.decision for item in current.items.all()):
        raise errors.MinutesEmpty
    current.state, current.checked_by, current.checked_at = MinutesState.CHECKED, actor.actor_key, now
    current.save(update_fields=["state", "checked_by", "checked_at"])
    audit.record("meetings.minutes_checked", actor=actor, subject=current, at=now)


@transaction.atomic
def send_back_minutes(*, minutes: Minutes, actor: User, now: datetime) -> None:
    """Let what was checked or approved be written again. Raises NotAllowed or MinutesNotInState."""
    current = _in_state(minutes, actor, MinutesState.CHECKED, MinutesState.APPROVED)
    current.state, current.checked_by, current.checked_at = MinutesState.DRAFTED, "", None
    current.approved_by, current.approved_at = "", None
    current.save(update_fields=["state", "checked_by", "checked_at", "approved_by", "approved_at"])
    audit.record("meetings.minutes_sent_back", actor=actor, subject=current, at=now)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, actor: User, now: datetime) -> None:
    """Approve what was checked, by somebody who did not write it. Raises NotAllowed, MinutesNotInState, SamePerson."""
    current = _in_state(minutes, actor, MinutesState.CHECKED)
    _check_is_another(current, actor)
    current.state, current.approved_by, current.approved_at = MinutesState.APPROVED, actor.actor_key, now
    current.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record("meetings.minutes_approved", actor=actor, subject=current, at=now)


@transaction.atomic
def publish_minutes(*, minutes: Minutes, actor: User, now: datetime) -> None:
    """Let everybody read what was approved; from now on it never changes. Raises NotAllowed or MinutesNotInState."""
    current = _in_state(minutes, actor, MinutesState.APPROVED)
    current.state, current.published_at = MinutesState.PUBLISHED, now
    current.save(update_fields=["state", "published_at"])
    audit.record("meetings.minutes_published", actor=actor, subject=current, at=now)


@transaction.atomic
def correct_minutes(*, meeting: Meeting, reason: str, actor: User, now: datetime) -> Minutes:
    """Begin a new version of public minutes, for a reason that everybody reads; the old one stays readable.

    Raises NotAllowed, NothingPublished, MinutesAtWork or WordsMissing.
    """
    permissions.check_can_handle(actor, meeting)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    last = meeting.minutes.order_by("-version").first()
    if last is None:
        raise errors.NothingPublished
    if last.state != MinutesState.PUBLISHED:
        raise errors.MinutesAtWork
    said = list(last.items.all())
    corrected = Minutes.objects.create(
        meeting=meeting,
        version=last.version + 1,
        reason=checked(reason, field=_("直す理由"), limit=TEXT_LIMIT, is_needed=True),
        opened_at=last.opened_at,
        closed_at=last.closed_at,
        present=last.present,
        absent=last.absent,
        public_attendance=last.public_attendance,
        summary=last.summary,
        drafted_by=actor.actor_key,
        drafted_at=now,
    )
    MinutesItem.objects.bulk_create(
        MinutesItem(
            minutes=corrected, agenda_item_id=item.agenda_item_id, discussion=item.discussion, decision=item.decision
        )
        for item in said
    )
    audit.record("meetings.minutes_corrected", actor=actor, subject=corrected, at=now)
    return corrected


def _in_state(minutes: Minutes, actor: User, *states: MinutesState) -> Minutes:
    permissions.check_can_handle(actor, minutes.meeting)
    current = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if current.state not in states:
        raise errors.MinutesNotInState(state=current.get_state_display())
    return current


def _check_is_another(minutes: Minutes, actor: User) -> None:
    if minutes.drafted_by == actor.actor_key:
        raise errors.SamePerson
