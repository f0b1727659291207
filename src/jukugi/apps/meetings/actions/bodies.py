from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings import errors, permissions
from jukugi.apps.meetings.enums import (
    STATE_AFTER,
    TEXT_LIMIT,
    BodyEventKind,
    BodyKind,
    FollowUpKind,
    MemberRole,
    SeatKind,
)
from jukugi.apps.meetings.models import Body, BodyEvent, BodyMember, FollowUp, Recommendation
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class BodyWords:
    """What a body is: its name, what it rests on, what it is for, who sits in it."""

    kind: BodyKind
    name: str
    legal_basis: str = ""
    mandate: str = ""
    seats: int | None = None
    term: str = ""
    source: str = ""


@dataclass(frozen=True)
class Told:
    """What happened when: a day that orders, the time in words where the day is not known, words and their source."""

    on: date
    text: str
    when: str = ""
    source: str = ""


@transaction.atomic
def add_body(
    *, words: BodyWords, area: Area | None, began_on: date, is_sample: bool = False, actor: User, now: datetime
) -> Body:
    """Put a body in place; its story begins with the day on which it began.

    Raises NotAllowed, BodyNameTaken, InTheFuture and what the words can raise.
    """
    permissions.check_can_add(actor, area)
    fields = _checked(words, area)
    body = Body.objects.create(**fields, area=area, department=_department(actor, now), is_sample=is_sample)
    _record(body, BodyEventKind.BEGAN, Told(began_on, str(_("会議体として始まりました。"))), None, actor, now)
    audit.record("meetings.body_added", actor=actor, subject=body, at=now)
    return body


@transaction.atomic
def edit_body(*, body: Body, words: BodyWords, actor: User, now: datetime) -> None:
    """Change what is said of a body. Raises NotAllowed, BodyNameTaken and what the words can raise."""
    permissions.check_can_handle(actor, body)
    Body.objects.filter(pk=body.pk).update(**_checked(words, body.area, but=body.pk))
    audit.record("meetings.body_edited", actor=actor, subject=body, at=now)


@transaction.atomic
def tell_event(
    *, body: Body, kind: BodyEventKind, told: Told, successor: Body | None = None, actor: User, now: datetime
) -> BodyEvent:
    """Add a step to a body's story: it pauses, goes on, ends, is succeeded or looked back on, for a public reason.

    What it recommended stays with it and can be followed up whatever its state. Raises NotAllowed, InTheFuture,
    StateChangesNothing, SuccessorMissing, SuccessorItself and what the words can raise.
    """
    permissions.check_can_handle(actor, body)
    current = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    state = STATE_AFTER.get(kind)
    if state is not None and current.state == state:
        raise errors.StateChangesNothing(body=body.name, state=current.get_state_display())
    if kind == BodyEventKind.SUCCEEDED and successor is None:
        raise errors.SuccessorMissing
    if successor is not None and successor.pk == body.pk:
        raise errors.SuccessorItself(body=body.name)
    event = _record(body, kind, told, successor if kind == BodyEventKind.SUCCEEDED else None, actor, now)
    audit.record("meetings.body_event_told", actor=actor, subject=event, at=now, details={"kind": str(kind)})
    return event


@transaction.atomic
def add_member(
    *,
    body: Body,
    role: MemberRole,
    seat: SeatKind,
    label: str,
    public_name: str,
    name_agreed_on: date | None,
    starts_on: date,
    ends_on: date | None,
    actor: User,
    now: datetime,
) -> BodyMember:
    """Seat somebody in a body. The name is kept only with the day on which they agreed that it is public.

    Raises NotAllowed, NameWithoutConsent, InTheFuture, TermReversed and what the words can raise.
    """
    permissions.check_can_handle(actor, body)
    name = checked_line(public_name, field=_("公開する名前"), limit=80)
    if name and name_agreed_on is None:
        raise errors.NameWithoutConsent
    if name_agreed_on is not None and name_agreed_on > timezone.localdate(now):
        raise errors.InTheFuture
    if ends_on is not None and ends_on < starts_on:
        raise errors.TermReversed
    member = BodyMember.objects.create(
        body=body,
        role=role,
        seat=seat,
        label=checked_line(label, field=_("呼び方"), limit=40, is_needed=True),
        public_name=name,
        name_agreed_on=name_agreed_on if name else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    audit.record("meetings.member_added", actor=actor, subject=member, at=now)
    return member


@transaction.atomic
def end_membership(*, member: BodyMember, ends_on: date, actor: User, now: datetime) -> None:
    """End a member's term before this day. Raises NotAllowed or TermReversed."""
    permissions.check_can_handle(actor, member.body)
    if ends_on < member.starts_on:
        raise errors.TermReversed
    member.ends_on = ends_on
    member.save(update_fields=["ends_on"])
    audit.record("meetings.member_ended", actor=actor, subject=member, at=now)


@transaction.atomic
def withdraw_name(*, member: BodyMember, actor: User, now: datetime) -> None:
    """Take a member's name off again, when they ask for it: the label stands in its place. Raises NotAllowed."""
    permissions.check_can_handle(actor, member.body)
    member.public_name, member.name_agreed_on = "", None
    member.save(update_fields=["public_name", "name_agreed_on"])
    audit.record("meetings.member_name_withdrawn", actor=actor, subject=member, at=now)


@transaction.atomic
def recommend(
    *, body: Body, title: str, told: Told, about: Body | None, issue: Issue | None, actor: User, now: datetime
) -> Recommendation:
    """Write down what a body recommended. Raises NotAllowed, InTheFuture and what the words can raise."""
    permissions.check_can_handle(actor, body)
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    last = body.recommendations.order_by("-number").first()
    recommendation = Recommendation.objects.create(
        body=body,
        about=about,
        issue=issue,
        number=last.number + 1 if last else 1,
        title=checked_line(title, field=_("提言"), limit=120, is_needed=True),
        actor_key=actor.actor_key,
        recorded_at=now,
        **_told(told, _("提言の文"), now, is_needed=False),
    )
    audit.record("meetings.recommended", actor=actor, subject=recommendation, at=now)
    return recommendation


@transaction.atomic
def follow_up(
    *, recommendation: Recommendation, kind: FollowUpKind, told: Told, actor: User, now: datetime
) -> FollowUp:
    """Say what became of a recommendation, also after its body paused or ended.

    Raises NotAllowed, InTheFuture and what the words can raise.
    """
    permissions.check_can_handle(actor, recommendation.body)
    step = FollowUp.objects.create(
        recommendation=recommendation,
        kind=kind,
        department=_department(actor, now),
        actor_key=actor.actor_key,
        recorded_at=now,
        **_told(told, _("どうなったか"), now),
    )
    audit.record("meetings.followed_up", actor=actor, subject=step, at=now, details={"kind": str(kind)})
    return step


def _checked(words: BodyWords, area: Area | None, *, but: int | None = None) -> dict[str, Any]:
    name = checked_line(words.name, field=_("名前"), limit=80, is_needed=True)
    if Body.objects.filter(name=name, area=area).exclude(pk=but or 0).exists():
        raise errors.BodyNameTaken(name=name)
    return {
        "kind": words.kind,
        "name": name,
        "legal_basis": checked_line(words.legal_basis, field=_("よりどころ"), limit=200),
        "mandate": checked(words.mandate, field=_("役目"), limit=TEXT_LIMIT),
        "seats": words.seats,
        "term": checked_line(words.term, field=_("任期"), limit=80),
        "source": checked(words.source, field=_("出典"), limit=TEXT_LIMIT),
    }


def _told(told: Told, field: Any, now: datetime, *, is_needed: bool = True) -> dict[str, Any]:
    if told.on > timezone.localdate(now):
        raise errors.InTheFuture
    return {
        "on": told.on,
        "when": checked_line(told.when, field=_("時期の言い方"), limit=80),
        "text": checked(told.text, field=field, limit=TEXT_LIMIT, is_needed=is_needed),
        "source": checked(told.source, field=_("出典"), limit=TEXT_LIMIT),
    }


def _record(
    body: Body, kind: BodyEventKind, told: Told, successor: Body | None, actor: User, now: datetime
) -> BodyEvent:
    fields = _told(told, _("理由"), now)
    event = BodyEvent.objects.create(
        body=body,
        kind=kind,
        reason=fields.pop("text"),
        successor=successor,
        department=_department(actor, now),
        actor_key=actor.actor_key,
        recorded_at=now,
        **fields,
    )
    settle_state(body)
    return event


def settle_state(body: Body) -> None:
    """Let the state of a body follow its last event that says one, by day."""
    kinds = [event.kind for event in body.events.order_by("on", "pk") if event.kind in STATE_AFTER]
    if kinds:
        body.state = STATE_AFTER[BodyEventKind(kinds[-1])]
        body.save(update_fields=["state"])


def _department(actor: User, now: datetime) -> Any:
    return department_of(actor, day=timezone.localdate(now))
