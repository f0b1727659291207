"""Somebody who was written to wants to take part: registers, corrects, withdraws; on the web or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.meetings.enums import AccessNeed
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.sortition import errors, permissions, policies
from jukugi.apps.sortition.enums import LINE_LIMIT, REASON_LIMIT, LotteryState, VolunteerAct, VolunteerState
from jukugi.apps.sortition.models import CivicLottery, InvitationCode, Volunteer, VolunteerStep
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

CHANGEABLE = (LotteryState.OPENED, LotteryState.CLOSED)


@dataclass(frozen=True)
class Particulars:
    """Who somebody is, how to reach them, what they need."""

    name: str
    kana: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    needs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Told:
    """What a volunteer tells: ``answers`` by the key of a feature the key of its value."""

    particulars: Particulars
    answers: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def register(
    *,
    code: InvitationCode,
    told: Told,
    channel: Channel,
    sent_key: str,
    actor: User | None = None,
    received_at: datetime | None = None,
    late_reason: str = "",
    now: datetime,
) -> Volunteer:
    """Take part in the lot, with the code of a letter; a second press of the same form changes nothing.

    ``actor`` types in a card that came on ``received_at``; one that came too late is taken with a reason alone.

    Raises LotteryNotOpen, CodeUsed, NotAllowed, ProcessFinished, NoWayToReach, AnswerMissing, VolunteersErased and what
    the words can raise.
    """
    lottery = CivicLottery.objects.select_for_update(of=("self",)).select_related("process", "area").get(
        pk=code.round.lottery_id
    )  # fmt: skip
    if actor is not None:
        permissions.check_can_run(actor, lottery.area)
    check_is_running(lottery.process)
    there = Volunteer.objects.filter(lottery=lottery, code=code).first()
    if there is not None and there.sent_key == sent_key:
        return there
    if there is not None:
        raise errors.CodeUsed
    why = checked(late_reason, field=_("締切の後に受け付ける理由"), limit=REASON_LIMIT) if actor else ""
    _check_in_time(lottery, received_at or now, why)
    sealing = Sealing(lottery)
    volunteer = _kept(lottery, code, sealing, told, channel, sent_key, now)
    _step(volunteer, VolunteerAct.REGISTERED, why, actor, now)
    audit.record("sortition.registered", actor=actor, subject=volunteer, at=now)
    return volunteer


def _check_in_time(lottery: CivicLottery, received_at: datetime, why: str) -> None:
    """Raises LotteryNotOpen."""
    if lottery.is_open_at(received_at):
        return
    if why and lottery.state in CHANGEABLE:
        return
    raise errors.LotteryNotOpen


def _kept(
    lottery: CivicLottery,
    code: InvitationCode,
    sealing: Sealing,
    told: Told,
    channel: Channel,
    sent_key: str,
    now: datetime,
) -> Volunteer:
    row = {
        "lottery": lottery,
        "code": code,
        "channel": channel,
        "particulars": sealing.seal(_checked(told.particulars)),
        "answers": sealing.seal(_answers(lottery, told.answers)),
        "sent_key": sent_key,
        "registered_at": now,
        "changed_at": now,
    }
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return Volunteer.objects.create(key=policies.new_public_key(), **row)
        except IntegrityError:
            if Volunteer.objects.filter(code=code).exists():
                raise errors.CodeUsed from None
    raise errors.CodeUsed


def _checked(told: Particulars) -> dict[str, Any]:
    """As it is kept. Raises NoWayToReach and what the words can raise."""
    kept = {
        "name": checked_line(told.name, field=_("氏名"), limit=80, is_needed=True),
        "kana": checked_line(told.kana, field=_("ふりがな"), limit=120),
        "address": checked_line(told.address, field=_("住所"), limit=LINE_LIMIT, is_needed=True),
        "phone": checked_line(told.phone, field=_("電話"), limit=40),
        "email": checked_line(told.email, field=_("メール"), limit=LINE_LIMIT),
        "needs": [need for need in told.needs if need in AccessNeed.values],
        "note": checked(told.note, field=_("ひとこと"), limit=REASON_LIMIT),
    }
    if not kept["phone"] and not kept["email"]:
        raise errors.NoWayToReach
    return kept


def _answers(lottery: CivicLottery, answers: Mapping[int, int]) -> dict[str, int]:
    """Raises AnswerMissing."""
    kept = {}
    for feature in features_of(lottery):
        if answers.get(feature.pk) not in {value.pk for value in feature.values.all()}:
            raise errors.AnswerMissing(name=feature.name)
        kept[str(feature.pk)] = answers[feature.pk]
    return kept


@transaction.atomic
def correct(*, volunteer: Volunteer, told: Told, actor: User | None = None, now: datetime) -> None:
    """Tell everything anew; until the draw is published.

    Raises TooLateToChange, NotAVolunteer, NotAllowed, ProcessFinished and what ``register`` raises of the words.
    """
    current, lottery = _changeable(volunteer, actor)
    if current.state != VolunteerState.REGISTERED:
        raise errors.NotAVolunteer
    sealing = Sealing(lottery)
    current.particulars = sealing.seal(_checked(told.particulars))
    current.answers = sealing.seal(_answers(lottery, told.answers))
    current.changed_at = now
    current.save(update_fields=["particulars", "answers", "changed_at"])
    _step(current, VolunteerAct.CORRECTED, "", actor, now)
    audit.record("sortition.corrected", actor=actor, subject=current, at=now)


@transaction.atomic
def withdraw(*, volunteer: Volunteer, actor: User | None = None, now: datetime) -> None:
    """Take part no more; what was told is erased at once. Raises TooLateToChange, NotAVolunteer, NotAllowed."""
    current, _lottery = _changeable(volunteer, actor)
    if current.state != VolunteerState.REGISTERED:
        raise errors.NotAVolunteer
    current.state, current.changed_at = VolunteerState.WITHDRAWN, now
    current.particulars = current.answers = b""
    current.erased_at = now
    current.save(update_fields=["state", "changed_at", "particulars", "answers", "erased_at"])
    _step(current, VolunteerAct.WITHDRAWN, "", actor, now)
    audit.record("sortition.withdrawn", actor=actor, subject=current, at=now)


@transaction.atomic
def exclude(*, volunteer: Volunteer, reason: str, actor: User, now: datetime) -> None:
    """Leave somebody out of the draw, for a reason that they can read.

    Raises TooLateToChange, NotAVolunteer, NotAllowed and what the reason can raise.
    """
    current, _lottery = _changeable(volunteer, actor)
    if current.state != VolunteerState.REGISTERED:
        raise errors.NotAVolunteer
    why = checked(reason, field=_("外す理由"), limit=REASON_LIMIT, is_needed=True)
    current.state, current.changed_at = VolunteerState.EXCLUDED, now
    current.save(update_fields=["state", "changed_at"])
    _step(current, VolunteerAct.EXCLUDED, why, actor, now)
    audit.record("sortition.excluded", actor=actor, subject=current, at=now)


def _changeable(volunteer: Volunteer, actor: User | None) -> tuple[Volunteer, CivicLottery]:
    """Both anew, locked. Raises NotAllowed, ProcessFinished, TooLateToChange."""
    related = ("process", "area")
    lottery = CivicLottery.objects.select_for_update(of=("self",)).select_related(*related).get(pk=volunteer.lottery_id)
    if actor is not None:
        permissions.check_can_run(actor, lottery.area)
    check_is_running(lottery.process)
    if lottery.state not in CHANGEABLE:
        raise errors.TooLateToChange
    return Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk), lottery


def _step(volunteer: Volunteer, act: VolunteerAct, reason: str, actor: User | None, now: datetime) -> None:
    VolunteerStep.objects.create(
        volunteer=volunteer, act=act, reason=reason, actor_key=actor.actor_key if actor else "", done_at=now
    )
