"""A circle begins, on the web without an account or on a card; it says how far it has come, and tells stories."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import errors, permissions, policies
from jukugi.apps.circles.enums import (
    CIRCLE_RECEIPT,
    NAME_LIMIT,
    STORY_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    CircleRole,
    CircleStep,
    MemberState,
)
from jukugi.apps.circles.models import Circle, CircleMember, CircleStory, ProjectCall, StepWriting
from jukugi.apps.circles.models.circles import words_digest
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.places.models import Place
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked, checked_line

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})


@dataclass(frozen=True)
class CircleDraft:
    """What somebody wants to do, from what it begins, and how they want to be called."""

    title: str
    about: str
    ward: Area | None = None
    issue: Issue | None = None
    place: Place | None = None
    statement: Statement | None = None
    call: ProjectCall | None = None
    name: str = ""
    name_shown: bool = False


@transaction.atomic
def begin_circle(*, draft: CircleDraft, author: Participant, now: datetime, is_sample: bool = False) -> Circle:
    """Somebody says what they would like to do; it is public at once, and a receipt number comes back.

    Raises TooManySent, SourceHidden, NameMissing and what words can raise.
    """
    policies.check_pace(author.pk, now=now)
    circle = _begun(draft, author, Channel.WEB, began_at=now, actor_key=author.actor_key, now=now, is_sample=is_sample)
    audit.record("circles.begun", actor=author, subject=circle, at=now, details={"channel": str(Channel.WEB)})
    return circle


@transaction.atomic
def enter_circle(*, draft: CircleDraft, channel: Channel, received_at: datetime, actor: User, now: datetime) -> Circle:
    """Type in a card, word for word.

    Raises NotAllowed, WrongChannel, DayInTheFuture and what a beginning can raise.
    """
    permissions.check_can_keep(actor, draft.ward)
    check_paper(channel, received_at, now)
    author = add_paper_participant(channel=channel, now=now)
    circle = _begun(draft, author, channel, began_at=received_at, actor_key=actor.actor_key, now=now)
    audit.record("circles.begun", actor=actor, subject=circle, at=now, details={"channel": str(channel)})
    return circle


@transaction.atomic
def write_step(
    *, circle: Circle, step: CircleStep, text: str, said_on: date, author: Participant, now: datetime
) -> StepWriting:
    """Those in the circle say how far it has come. Raises NotInCircle, NoSuchStep, DayInTheFuture."""
    locked = locked_circle(circle)
    permissions.check_is_in(author, locked)
    return _stepped(locked, step, text, said_on, author, now)


@transaction.atomic
def write_step_for(
    *, circle: Circle, step: CircleStep, text: str, said_on: date, actor: User, now: datetime
) -> StepWriting:
    """An officer writes a step as those in the circle told it. Raises NotAllowed and what a step can raise."""
    locked = locked_circle(circle)
    permissions.check_can_keep(actor, locked.ward)
    return _stepped(locked, step, text, said_on, actor, now)


@transaction.atomic
def tell_story(*, circle: Circle, text: str, happened_on: date, author: Participant, now: datetime) -> CircleStory:
    """Somebody of the circle tells what happened; public at once. Raises NotInCircle, DayInTheFuture."""
    permissions.check_is_in(author, circle)
    return _told(circle, text, happened_on, author, now)


@transaction.atomic
def tell_story_for(*, circle: Circle, text: str, happened_on: date, actor: User, now: datetime) -> CircleStory:
    """An officer types in a story that came on paper. Raises NotAllowed, DayInTheFuture."""
    permissions.check_can_keep(actor, circle.ward)
    return _told(circle, text, happened_on, actor, now)


@transaction.atomic
def set_welcome(*, circle: Circle, welcomes: bool, author: Participant, now: datetime) -> Circle:
    """Say whether people may ask to join. Raises NotInCircle, AlreadySo."""
    locked = locked_circle(circle)
    permissions.check_is_in(author, locked)
    if locked.welcomes == welcomes:
        raise errors.AlreadySo
    locked.welcomes = welcomes
    locked.save(update_fields=["welcomes"])
    audit.record("circles.welcome_set", actor=author, subject=locked, at=now, details={"welcomes": welcomes})
    return locked


def locked_circle(circle: Circle) -> Circle:
    """The row as it is now, held until the transaction ends."""
    return Circle.objects.select_for_update(of=("self",)).select_related("ward").get(pk=circle.pk)


def check_paper(channel: Channel, received_at: datetime, now: datetime) -> None:
    """Raises WrongChannel, DayInTheFuture."""
    if channel not in PAPER:
        raise errors.WrongChannel
    if received_at > now:
        raise errors.DayInTheFuture


def checked_name(name: str, is_shown: bool) -> str:
    """A name that somebody chose. Raises NameMissing and what words can raise."""
    found = checked_line(name, field=_("呼び名"), limit=NAME_LIMIT)
    if is_shown and not found:
        raise errors.NameMissing
    return found


def _begun(
    draft: CircleDraft,
    author: Participant,
    channel: Channel,
    *,
    began_at: datetime,
    actor_key: str,
    now: datetime,
    is_sample: bool = False,
) -> Circle:
    policies.check_sources(draft.place, draft.statement)
    title = checked_line(draft.title, field=_("やってみたいこと"), limit=TITLE_LIMIT, is_needed=True)
    circle = Circle.objects.create(
        title=title,
        about=checked(draft.about, field=_("どんなことか"), limit=WORDS_LIMIT, is_needed=True),
        ward=draft.ward,
        issue=draft.issue or (draft.call.issue if draft.call else None),
        place=draft.place,
        statement=draft.statement,
        call=draft.call,
        receipt=receipts.issue(CIRCLE_RECEIPT, now=now),
        channel=channel,
        began_at=began_at,
        is_sample=is_sample,
    )
    CircleMember.objects.create(
        circle=circle,
        participant=author,
        role=CircleRole.STARTER,
        state=MemberState.JOINED,
        name=checked_name(draft.name, draft.name_shown),
        name_shown=draft.name_shown,
        asked_at=now,
        answered_at=now,
    )
    _write(circle, CircleStep.IDEA, "", timezone.localdate(began_at), actor_key, now)
    return circle


def _stepped(
    circle: Circle, step: CircleStep, text: str, said_on: date, actor: Participant | User, now: datetime
) -> StepWriting:
    policies.check_step(CircleStep(circle.step), CircleStep(step))
    policies.check_day(said_on, timezone.localdate(now))
    words = checked(text, field=_("何があったか"), limit=WORDS_LIMIT, is_needed=True)
    circle.step = CircleStep(step)
    circle.save(update_fields=["step"])
    writing = _write(circle, step, words, said_on, actor.actor_key, now)
    audit.record("circles.stepped", actor=actor, subject=circle, at=now, details={"step": str(step)})
    return writing


def _write(circle: Circle, step: CircleStep, text: str, said_on: date, actor_key: str, now: datetime) -> StepWriting:
    return StepWriting.objects.create(
        circle=circle,
        step=step,
        text=text,
        digest=words_digest(text),
        said_on=said_on,
        actor_key=actor_key,
        written_at=now,
    )


def _told(circle: Circle, text: str, happened_on: date, actor: Participant | User, now: datetime) -> CircleStory:
    policies.check_day(happened_on, timezone.localdate(now))
    story = CircleStory.objects.create(
        circle=circle,
        text=checked(text, field=_("活動の話"), limit=STORY_LIMIT, is_needed=True),
        happened_on=happened_on,
        actor_key=actor.actor_key,
        told_at=now,
    )
    audit.record("circles.story_told", actor=actor, subject=story, at=now)
    return story
