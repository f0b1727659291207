"""Registrations that look alike are shown to a person, who says what they are."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.sortition.actions.standing import locked_lottery
from jukugi.apps.sortition.enums import (
    REASON_LIMIT,
    Ground,
    LotteryState,
    Resolution,
    VolunteerAct,
    VolunteerState,
)
from jukugi.apps.sortition.models import CivicLottery, Resemblance, Volunteer, VolunteerStep
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.core.text.addresses import dwelling_key
from jukugi.core.text.body_names import name_key
from jukugi.kit import audit
from jukugi.kit.worded import checked

MOST_ALIKE = 50
"""Of more registrations with one ground (the telephone of a home for many), each is laid beside its neighbour alone."""


@transaction.atomic
def find_resemblances(*, lottery: CivicLottery, now: datetime) -> int:
    """Lay every registration beside those of the same dwelling, phone, mail or name; how many new pairs.

    What a person decided stays; open pairs that are none any more, after a correction or a withdrawal, go. Safe to run
    twice. Five queries and one for each 500 new pairs.
    """
    people = list(Volunteer.objects.filter(lottery=lottery).registered().order_by("pk"))
    sealing = Sealing(lottery)
    by_ground: dict[tuple[Ground, str], list[int]] = defaultdict(list)
    for person in people:
        for ground, key in _grounds(sealing.read(person.particulars)):
            by_ground[ground, key].append(person.pk)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (ground, _key), alike in by_ground.items():
        beside = combinations(alike, 2) if len(alike) <= MOST_ALIKE else zip(alike, alike[1:], strict=False)
        for first, second in beside:
            pairs[first, second].append(ground.value)
    known: set[tuple[int, int]] = set()
    gone = []
    for pk, first, second, resolution in Resemblance.objects.filter(first__lottery=lottery).values_list(
        "pk", "first", "second", "resolution"
    ):
        known.add((first, second))
        if resolution == Resolution.OPEN and (first, second) not in pairs:
            gone.append(pk)
    Resemblance.objects.filter(pk__in=gone).delete()
    new = [
        Resemblance(first_id=first, second_id=second, grounds=grounds, found_at=now)
        for (first, second), grounds in pairs.items()
        if (first, second) not in known
    ]
    Resemblance.objects.bulk_create(new, batch_size=500)
    return len(new)


def find_everywhere(*, now: datetime) -> int:
    """The same in every lottery for which people register or cards are typed in; how many new pairs."""
    lotteries = CivicLottery.objects.filter(
        state__in=[LotteryState.OPENED, LotteryState.CLOSED], erased_at__isnull=True
    )
    return sum(find_resemblances(lottery=lottery, now=now) for lottery in lotteries)


def _grounds(told: dict[str, Any]) -> Iterable[tuple[Ground, str]]:
    """By what somebody may be known again; a flat without its number is no dwelling that two may share by chance."""
    if key := dwelling_key(str(told.get("address", ""))):
        yield Ground.DWELLING, key
    if phone := re.sub(r"\D", "", unicodedata.normalize("NFKC", str(told.get("phone", "")))):
        yield Ground.PHONE, phone
    if email := str(told.get("email", "")).strip().lower():
        yield Ground.EMAIL, email
    if name := name_key(re.sub(r"\s", "", str(told.get("name", "")))):
        yield Ground.NAME, name


@transaction.atomic
def resolve(*, resemblance: Resemblance, resolution: Resolution, reason: str, actor: User, now: datetime) -> None:
    """Say what two registrations are: the later one of the same person is left out; of one household at most one is
    drawn.

    Raises NotAllowed, ProcessFinished, LotteryNotInState and what the reason can raise.
    """
    lottery = locked_lottery(resemblance.first.lottery, actor, LotteryState.OPENED, LotteryState.CLOSED)
    current = Resemblance.objects.select_for_update(of=("self",)).select_related("first", "second").get(
        pk=resemblance.pk
    )  # fmt: skip
    why = checked(reason, field=_("わけ"), limit=REASON_LIMIT, is_needed=resolution == Resolution.SAME_PERSON)
    before = current.resolution
    current.resolution, current.reason = resolution, why
    current.actor_key, current.resolved_at = actor.actor_key, now
    current.save()
    if resolution == Resolution.SAME_PERSON:
        _turn(current.second, VolunteerState.EXCLUDED, VolunteerAct.EXCLUDED, why, actor, now)
    elif before == Resolution.SAME_PERSON:
        _turn(current.second, VolunteerState.REGISTERED, VolunteerAct.RETURNED, why, actor, now)
    if Resolution.SAME_HOUSEHOLD in (before, resolution):
        _households(lottery)
    audit.record("sortition.resembled", actor=actor, subject=current, at=now)


def _turn(volunteer: Volunteer, state: VolunteerState, act: VolunteerAct, why: str, actor: User, now: datetime) -> None:
    """Into the draw again, or out of it; who withdrew stays away."""
    if volunteer.state in (state, VolunteerState.WITHDRAWN) or volunteer.erased_at is not None:
        return
    volunteer.state, volunteer.changed_at = state, now
    volunteer.save(update_fields=["state", "changed_at"])
    VolunteerStep.objects.create(volunteer=volunteer, act=act, reason=why, actor_key=actor.actor_key, done_at=now)


def _households(lottery: CivicLottery) -> None:
    """Number the households anew: who was found to share one with somebody, or with whom these share one."""
    pairs = Resemblance.objects.filter(first__lottery=lottery, resolution=Resolution.SAME_HOUSEHOLD)
    home: dict[int, int] = {}
    for first, second in pairs.order_by("pk").values_list("first", "second"):
        one, other = home.setdefault(first, first), home.setdefault(second, second)
        for someone, at in home.items():
            if at == other:
                home[someone] = one
    Volunteer.objects.filter(lottery=lottery, household__isnull=False).exclude(pk__in=list(home)).update(household=None)
    people = list(Volunteer.objects.filter(pk__in=list(home)))
    for person in people:
        person.household = home[person.pk]
    Volunteer.objects.bulk_update(people, ["household"], batch_size=500)


@transaction.atomic
def compared(*, resemblance: Resemblance, actor: User, now: datetime) -> list[tuple[str, str, str]]:
    """What both told, side by side: the name of a field, the first, the second. That it was read is written down.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, VolunteersErased.
    """
    lottery = locked_lottery(resemblance.first.lottery, actor, LotteryState.OPENED, LotteryState.CLOSED)
    sealing = Sealing(lottery)
    people = (resemblance.first, resemblance.second)
    first, second = (sealing.read(person.particulars) for person in people)
    VolunteerStep.objects.bulk_create(
        VolunteerStep(volunteer=person, act=VolunteerAct.READ, actor_key=actor.actor_key, done_at=now)
        for person in people
    )
    audit.record("sortition.particulars_read", actor=actor, subject=resemblance, at=now)
    names = {"name": _("氏名"), "kana": _("ふりがな"), "address": _("住所"), "phone": _("電話"), "email": _("メール")}
    return [(words, str(first.get(name, "")), str(second.get(name, ""))) for name, words in names.items()]
