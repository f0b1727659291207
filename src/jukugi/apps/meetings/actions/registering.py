import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions, policies
from jukugi.apps.meetings.enums import REGISTRATION_KIND, AccessNeed, RegistrationState
from jukugi.apps.meetings.models import Meeting, Registration
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked_line


def register(
    *,
    meeting: Meeting,
    needs: Sequence[AccessNeed],
    needs_note: str,
    email: str,
    form_key: str,
    now: datetime,
) -> Registration:
    """Register somebody, without a name, and give them a number: a seat while there are any, else a place in the row.

    ``form_key`` is that of the page: pressed twice, it gives the same number. Raises MeetingCancelled, NoRegistration,
    MeetingOver, RegistrationClosed, PhaseNotOpen and what the words can raise.
    """
    note = checked_line(needs_note, field=_("そのほかに要ること"), limit=200)
    sent_key = _sent_key(meeting, form_key)

    def keep() -> Registration:
        policies.check_registration_is_open(meeting, now=now)
        return _keep(meeting, needs, note, email, sent_key, now)

    return _first_or_only(sent_key, keep)


def register_at_the_desk(
    *,
    meeting: Meeting,
    needs: Sequence[AccessNeed],
    needs_note: str,
    email: str,
    form_key: str,
    actor: User,
    now: datetime,
) -> Registration:
    """Register somebody who phoned or who stands at the door, also after the closing day, never above the capacity.

    Raises NotAllowed, MeetingCancelled, NoRegistration, MeetingOver and what the words can raise.
    """
    permissions.check_can_handle(actor, meeting)
    policies.check_is_on(meeting)
    if not meeting.takes_registrations:
        raise errors.NoRegistration(meeting=meeting.title)
    if now >= meeting.ends_at:
        raise errors.MeetingOver(meeting=meeting.title)
    note = checked_line(needs_note, field=_("そのほかに要ること"), limit=200)
    sent_key = _sent_key(meeting, f"{actor.actor_key}:{form_key}")
    return _first_or_only(sent_key, lambda: _keep(meeting, needs, note, email, sent_key, now))


@transaction.atomic
def cancel_registration(*, registration: Registration, now: datetime) -> None:
    """Give a seat back, by whoever holds the number; the first of the waiting list moves up.

    Raises AlreadyCancelled or MeetingOver.
    """
    meeting = _locked(registration.meeting)
    current = Registration.objects.get(pk=registration.pk)
    if current.state == RegistrationState.CANCELLED:
        raise errors.AlreadyCancelled
    if now >= meeting.ends_at:
        raise errors.MeetingOver(meeting=meeting.title)
    current.state, current.cancelled_at = RegistrationState.CANCELLED, now
    current.table, current.checked_in_at, current.email = None, None, ""
    current.save(update_fields=["state", "cancelled_at", "table", "checked_in_at", "email"])
    audit.record("meetings.registration_cancelled", actor=None, subject=current, at=now)
    move_up(meeting, now=now)


@transaction.atomic
def check_in(*, registration: Registration, actor: User, now: datetime) -> None:
    """Note that the holder of a number has come; a second time changes nothing.

    Raises NotAllowed, MeetingCancelled or NotSeated.
    """
    permissions.check_can_handle(actor, registration.meeting)
    policies.check_is_on(registration.meeting)
    current = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if current.state != RegistrationState.SEATED:
        raise errors.NotSeated(number=current.shown, state=current.get_state_display())
    if current.checked_in_at is None:
        current.checked_in_at = now
        current.save(update_fields=["checked_in_at"])
        audit.record("meetings.checked_in", actor=actor, subject=current, at=now)


@transaction.atomic
def mark_told(*, registration: Registration, actor: User, now: datetime) -> None:
    """Note that somebody was told that a seat became free for them. Raises NotAllowed."""
    permissions.check_can_handle(actor, registration.meeting)
    Registration.objects.filter(pk=registration.pk, told_at__isnull=True).update(told_at=now)
    audit.record("meetings.registration_told", actor=actor, subject=registration, at=now)


def erase_old_emails(*, now: datetime, kept: timedelta = policies.EMAIL_KEPT_AFTER) -> int:
    """Erase the addresses of those who registered, some time after their meeting. Returns how many."""
    over = Registration.objects.exclude(email="").filter(meeting__ends_at__lte=now - kept)
    return over.update(email="")


def erase_old_needs(*, now: datetime, kept: timedelta = policies.EMAIL_KEPT_AFTER) -> int:
    """Erase what people needed to take part, which may tell of an illness or a disability. Returns of how many."""
    over = Registration.objects.exclude(needs=[], needs_note="").filter(meeting__ends_at__lte=now - kept)
    return over.update(needs=[], needs_note="")


def move_up(meeting: Meeting, *, now: datetime) -> int:
    """Give free seats to those who wait, in their order; in the transaction that holds the meeting's lock."""
    free = (meeting.capacity or 0) - meeting.registrations.seated().count()
    if free <= 0:
        return 0
    moved = list(meeting.registrations.waiting()[:free])
    for registration in moved:
        registration.state, registration.moved_up_at = RegistrationState.SEATED, now
        registration.save(update_fields=["state", "moved_up_at"])
        audit.record("meetings.moved_up", actor=None, subject=registration, at=now)
    return len(moved)


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands; who holds this lock alone gives out seats."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("process").get(pk=meeting.pk)


def _keep(
    meeting: Meeting, needs: Sequence[AccessNeed], note: str, email: str, sent_key: str, now: datetime
) -> Registration:
    locked = _locked(meeting)
    last = locked.registrations.order_by("-position").first()
    # Nobody overtakes those who wait already.
    has_seat = (
        locked.registrations.seated().count() < (locked.capacity or 0) and not locked.registrations.waiting().exists()
    )
    registration = Registration.objects.create(
        meeting=locked,
        number=receipts.issue(REGISTRATION_KIND, now=now),
        position=last.position + 1 if last else 1,
        state=RegistrationState.SEATED if has_seat else RegistrationState.WAITING,
        needs=[str(need) for need in needs],
        needs_note=note,
        email=email,
        sent_key=sent_key,
        registered_at=now,
    )
    audit.record("meetings.registered", actor=None, subject=registration, at=now)
    return registration


def _sent_key(meeting: Meeting, form_key: str) -> str:
    return hashlib.sha256(f"{meeting.pk}\x1f{form_key}".encode()).hexdigest()


def _first_or_only(sent_key: str, keep: Callable[[], Registration]) -> Registration:
    """What was sent with this key before, else what ``keep`` makes; of two at one moment, the one that was first."""
    sent = Registration.objects.filter(sent_key=sent_key).first()
    if sent is not None:
        return sent
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        sent = Registration.objects.filter(sent_key=sent_key).first()
        if sent is None:
            raise
        return sent
