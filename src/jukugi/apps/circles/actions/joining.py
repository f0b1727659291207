"""Companions: asked, welcomed, left; what they write to each other through the room."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.circles import errors, permissions, policies
from jukugi.apps.circles.actions.circles import checked_name, locked_circle
from jukugi.apps.circles.enums import WORDS_LIMIT, CircleRole, CircleStep, MemberState
from jukugi.apps.circles.models import Circle, CircleMember, CircleMessage
from jukugi.kit import audit
from jukugi.kit.worded import checked


@transaction.atomic
def ask_to_join(
    *, circle: Circle, note: str, name: str, name_shown: bool, author: Participant, now: datetime
) -> CircleMember:
    """Somebody would like to be in it; the note is for those in the circle and the ward's officer.

    Who left or was declined may ask again. Raises NotWelcoming, AlreadyAsked, TooManySent, NameMissing.
    """
    locked = locked_circle(circle)
    policies.check_welcomes(locked)
    policies.check_pace(author.pk, now=now)
    found = permissions.membership(author, locked)
    if found is not None and found.state in (MemberState.ASKED, MemberState.JOINED):
        raise errors.AlreadyAsked
    member = found or CircleMember(circle=locked, participant=author, role=CircleRole.COMPANION)
    member.state = MemberState.ASKED
    member.note = checked(note, field=_("ひとこと"), limit=WORDS_LIMIT, is_needed=True)
    member.name, member.name_shown = checked_name(name, name_shown), name_shown
    member.asked_at, member.answered_at, member.left_at = now, None, None
    member.save()
    audit.record("circles.asked_to_join", actor=author, subject=locked, at=now)
    return member


@transaction.atomic
def answer_asking(*, asking: CircleMember, is_welcome: bool, author: Participant, now: datetime) -> CircleMember:
    """Anybody in the circle says yes, or not this time. Raises NotInCircle, AlreadyAnswered."""
    member = CircleMember.objects.select_for_update(of=("self",)).select_related("circle").get(pk=asking.pk)
    permissions.check_is_in(author, member.circle)
    return _answered(member, is_welcome, author, now)


@transaction.atomic
def answer_asking_for(*, asking: CircleMember, is_welcome: bool, actor: User, now: datetime) -> CircleMember:
    """An officer answers as those in a circle on paper said. Raises NotAllowed, AlreadyAnswered."""
    member = CircleMember.objects.select_for_update(of=("self",)).select_related("circle__ward").get(pk=asking.pk)
    permissions.check_can_keep(actor, member.circle.ward)
    return _answered(member, is_welcome, actor, now)


@transaction.atomic
def leave_circle(*, circle: Circle, author: Participant, now: datetime) -> CircleMember:
    """Go out of a circle, or take a request back; the name goes too. Raises NotInCircle, LastOne."""
    locked = locked_circle(circle)
    member = permissions.membership(author, locked)
    if member is None or member.state not in (MemberState.ASKED, MemberState.JOINED):
        raise errors.NotInCircle
    others = CircleMember.objects.filter(circle=locked, state=MemberState.JOINED).exclude(pk=member.pk)
    if member.state == MemberState.JOINED and locked.step != CircleStep.ENDED_WELL and not others.exists():
        raise errors.LastOne
    member.state, member.left_at = MemberState.LEFT, now
    member.name, member.name_shown, member.note = "", False, ""
    member.save()
    audit.record("circles.left", actor=author, subject=locked, at=now)
    return member


@transaction.atomic
def set_own_name(*, circle: Circle, name: str, is_shown: bool, author: Participant, now: datetime) -> CircleMember:
    """Change how one is called in a circle, and whether everybody sees it. Raises NotInCircle, NameMissing."""
    member = permissions.check_is_in(author, circle)
    member.name, member.name_shown = checked_name(name, is_shown), is_shown
    member.save(update_fields=["name", "name_shown"])
    audit.record("circles.name_set", actor=author, subject=circle, at=now, details={"is_shown": is_shown})
    return member


@transaction.atomic
def send_message(*, circle: Circle, text: str, author: Participant, now: datetime) -> CircleMessage:
    """Write to the others in the circle, through the room. Raises NotInCircle."""
    member = permissions.check_is_in(author, circle)
    message = CircleMessage.objects.create(circle=circle, member=member, text=_words(text), sent_at=now)
    audit.record("circles.message_sent", actor=author, subject=circle, at=now)
    return message


@transaction.atomic
def send_word_of_ward(*, circle: Circle, text: str, actor: User, now: datetime) -> CircleMessage:
    """The ward's officer writes to those in the circle. Raises NotAllowed."""
    permissions.check_can_keep(actor, circle.ward)
    message = CircleMessage.objects.create(circle=circle, officer_key=actor.actor_key, text=_words(text), sent_at=now)
    audit.record("circles.word_of_ward_sent", actor=actor, subject=circle, at=now)
    return message


def _answered(member: CircleMember, is_welcome: bool, actor: Participant | User, now: datetime) -> CircleMember:
    if member.state != MemberState.ASKED:
        raise errors.AlreadyAnswered(state=member.get_state_display())
    member.state = MemberState.JOINED if is_welcome else MemberState.DECLINED
    member.answered_at = now
    if not is_welcome:
        member.name_shown = False
    member.save(update_fields=["state", "answered_at", "name_shown"])
    audit.record("circles.asking_answered", actor=actor, subject=member.circle, at=now)
    return member


def _words(text: str) -> str:
    return checked(text, field=_("連絡"), limit=WORDS_LIMIT, is_needed=True)
