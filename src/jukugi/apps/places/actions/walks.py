"""Campaigns of citizens on foot: opened by a ward, joined by anybody, checked by place, settled field by field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.actions.facts import draft_of
from jukugi.apps.places.actions.offering import check_paper
from jukugi.apps.places.actions.register import correct_place
from jukugi.apps.places.enums import LINE_LIMIT, WORDS_LIMIT, PlaceState
from jukugi.apps.places.enums.walks import CHECKS_PER_DAY, CheckItem, FindingState, Walker
from jukugi.apps.places.models import Finding, Place, PlaceCheck, Walk
from jukugi.apps.places.queries.opening import hours_lines
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

CLIENT_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")
LATE = timedelta(days=3)
"""A device that was without a connection, or a sheet of paper, may still bring what was seen before the end."""
FILLS = (CheckItem.STEP_FREE, CheckItem.TOILET, CheckItem.HEARING_LOOP, CheckItem.PARKING, CheckItem.IS_FREE)


@dataclass(frozen=True)
class WalkDraft:
    """A campaign as it is opened."""

    title: str
    ward: Area | None
    begins_on: date
    ends_on: date
    items: tuple[str, ...]
    district: Area | None = None
    words: str = ""
    is_sample: bool = False


@transaction.atomic
def open_walk(*, draft: WalkDraft, actor: User, now: datetime) -> Walk:
    """Open a campaign in a ward or a school district. Raises NotAllowed, WardMissing, AnotherDistrict, NoSuchDays,
    NothingToLookAt and what words can raise.
    """
    if draft.ward is None:
        raise errors.WardMissing
    permissions.check_can_keep(actor, draft.ward)
    if draft.district is not None and draft.district.parent_id != draft.ward.pk:
        raise errors.AnotherDistrict(name=draft.district.name)
    if draft.ends_on < draft.begins_on:
        raise errors.NoSuchDays
    if not draft.items:
        raise errors.NothingToLookAt
    walk = Walk.objects.create(
        title=checked_line(draft.title, field=_("題"), limit=LINE_LIMIT, is_needed=True),
        ward=draft.ward,
        district=draft.district,
        begins_on=draft.begins_on,
        ends_on=draft.ends_on,
        items=[item.value for item in CheckItem if item.value in draft.items],
        words=checked(draft.words, field=_("歩く人への言葉"), limit=WORDS_LIMIT),
        opened_by=actor.actor_key,
        opened_at=now,
        is_sample=draft.is_sample,
    )
    audit.record("places.walk_opened", actor=actor, subject=walk, at=now)
    return walk


def send_check(
    *,
    walk: Walk,
    place: Place,
    answers: Mapping[str, str],
    walker: Walker,
    client_key: str,
    looked_on: date,
    author: Participant,
    now: datetime,
) -> PlaceCheck:
    """Somebody on foot tells what they saw. Sent again with the same key, it is the one that was kept.

    Raises WalkNotOpen, NotOnTheList, NothingSaid, TooManySent and what words can raise.
    """

    def keep() -> PlaceCheck:
        policies.check_walk_is_open(walk, looked_on=looked_on, day=timezone.localdate(now), late=LATE)
        since = now - timedelta(days=1)
        if PlaceCheck.objects.filter(author_key=author.actor_key, received_at__gt=since).count() >= CHECKS_PER_DAY:
            raise errors.TooManySent(limit=CHECKS_PER_DAY)
        return _kept(walk, place, answers, walker, client_key, looked_on, author.actor_key, Channel.WEB, now)

    check = _first_or_only(client_key, keep)
    if check.walk_id != walk.pk:
        raise errors.NotOnTheList
    return check


def enter_check(
    *,
    walk: Walk,
    place: Place,
    answers: Mapping[str, str],
    walker: Walker,
    channel: Channel,
    client_key: str,
    looked_on: date,
    actor: User,
    now: datetime,
) -> PlaceCheck:
    """Type in a sheet of paper. Raises NotAllowed, WrongChannel, ReceivedInTheFuture and as ``send_check`` does."""
    permissions.check_can_keep(actor, walk.ward)

    def keep() -> PlaceCheck:
        check_paper(channel, now, now)
        policies.check_walk_is_open(walk, looked_on=looked_on, day=timezone.localdate(now), late=timedelta(days=60))
        author = add_paper_participant(channel=channel, now=now)
        return _kept(walk, place, answers, walker, client_key, looked_on, author.actor_key, channel, now)

    return _first_or_only(client_key, keep)


@transaction.atomic
def take_finding(*, finding: Finding, actor: User, now: datetime) -> Finding:
    """So it is: what was seen goes into the register, as a correction with its reason. Words are put right by hand
    before. Raises NotAllowed, AlreadyAnswered.
    """
    locked = _locked(finding, actor)
    place, item = locked.found_in.place, CheckItem(locked.item)
    if item in FILLS and said_by_register(place, item) != locked.value:
        value: Any = locked.value == "yes" if item == CheckItem.IS_FREE else locked.value
        reason = gettext("まち歩き調査「%(title)s」で見たとおりと確かめたため") % {"title": locked.found_in.walk.title}
        draft = replace(draft_of(place), **{item.value: value})
        correct_place(place=place, draft=draft, reason=reason, actor=actor, now=now)
    return _settled(locked, FindingState.TAKEN, "", actor, now)


@transaction.atomic
def leave_finding(*, finding: Finding, reason: str, actor: User, now: datetime) -> Finding:
    """It is not put into the register, and why. Raises NotAllowed, AlreadyAnswered, ReasonMissing."""
    locked = _locked(finding, actor)
    words = checked(reason, field=_("理由"), limit=WORDS_LIMIT)
    if not words:
        raise errors.ReasonMissing
    return _settled(locked, FindingState.LEFT, words, actor, now)


def said_by_register(place: Place, item: CheckItem) -> str:
    """What the register says now of what one looks at, in the words of a finding; hours cost a query."""
    if item == CheckItem.STILL:
        return "yes" if place.state == PlaceState.CONFIRMED else "no"
    if item == CheckItem.IS_FREE:
        return {True: "yes", False: "no"}.get(place.is_free, "") if place.is_free is not None else ""
    if item == CheckItem.HOURS:
        return "、".join(hours_lines(list(place.hours.all())))[:WORDS_LIMIT]
    if item == CheckItem.WORDS:
        return ""
    return str(getattr(place, item.value))


def _kept(
    walk: Walk,
    place: Place,
    answers: Mapping[str, str],
    walker: Walker,
    client_key: str,
    looked_on: date,
    author_key: str,
    channel: Channel,
    now: datetime,
) -> PlaceCheck:
    if (
        place.ward_id != walk.ward_id
        or not place.is_public
        or (walk.district_id and place.district_id != walk.district_id)
    ):
        raise errors.NotOnTheList
    said = _said(walk, answers)
    if not said:
        raise errors.NothingSaid
    check = PlaceCheck.objects.create(
        walk=walk,
        place=place,
        client_key=client_key,
        walker=Walker(walker),
        channel=channel,
        author_key=author_key,
        looked_on=looked_on,
        received_at=now,
    )
    for item, value in said.items():
        before = said_by_register(place, item)
        state = FindingState.SAME if before == value else FindingState.WAITING
        Finding.objects.create(found_in=check, item=item, value=value, before=before, state=state)
    audit.record("places.check_sent", actor=None, subject=check, at=now, details={"channel": str(channel)})
    return check


def _said(walk: Walk, answers: Mapping[str, str]) -> dict[CheckItem, str]:
    said = {}
    for item in map(CheckItem, walk.items):
        value = answers.get(item.value, "")
        if item in policies.SAID:
            if value in policies.SAID[item]:
                said[item] = value
        elif words := checked(value, field=item.label, limit=WORDS_LIMIT):
            said[item] = words
    return said


def _first_or_only(client_key: str, keep: Callable[[], PlaceCheck]) -> PlaceCheck:
    """What came with this key before, else what ``keep`` makes; of two at one moment, the one that was first."""
    known = PlaceCheck.objects.filter(client_key=client_key)
    if (sent := known.first()) is not None:
        return sent
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        if (sent := known.first()) is None:
            raise
        return sent


def _locked(finding: Finding, actor: User) -> Finding:
    locked = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("found_in__walk", "found_in__place__ward", "found_in__place__district")
        .get(pk=finding.pk)
    )
    permissions.check_can_keep(actor, locked.found_in.place.ward)
    if locked.state != FindingState.WAITING:
        raise errors.AlreadyAnswered(name=locked.get_item_display(), state=locked.get_state_display())
    return locked


def _settled(finding: Finding, state: FindingState, reason: str, actor: User, now: datetime) -> Finding:
    finding.state, finding.reason = state, reason
    finding.settled_by, finding.settled_at = actor.actor_key, now
    finding.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    audit.record("places.finding_settled", actor=actor, subject=finding, at=now, details={"state": str(state)})
    return finding
