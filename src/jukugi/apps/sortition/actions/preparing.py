"""A civic lottery in the making: its notice, and by which features the panel mirrors the population."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.models import Body
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.sortition import errors, permissions
from jukugi.apps.sortition.actions.standing import locked_lottery, tell
from jukugi.apps.sortition.enums import (
    KEEPS_DAYS,
    LINE_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    LotteryAct,
    LotteryState,
)
from jukugi.apps.sortition.models import CivicLottery, Feature, FeatureValue
from jukugi.apps.sortition.models.sealing import new_key
from jukugi.apps.sortition.queries.features import FeatureDraft
from jukugi.kit.worded import checked, checked_line


def set_features(lottery: CivicLottery, drafts: Sequence[FeatureDraft]) -> list[Feature]:
    """Put these features in the place of those there were; nobody has answered by them yet."""
    FeatureValue.objects.filter(feature__lottery=lottery).delete()
    Feature.objects.filter(lottery=lottery).delete()
    features = []
    for order, draft in enumerate(drafts):
        feature = Feature.objects.create(
            lottery=lottery, kind=draft.kind, name=draft.name, question=draft.question, order=order
        )
        FeatureValue.objects.bulk_create(
            FeatureValue(feature=feature, order=place, **vars(value)) for place, value in enumerate(draft.values)
        )
        features.append(feature)
    return features


@dataclass(frozen=True)
class LotteryNotice:
    """What a lottery is for, how many seats it has, and when."""

    title: str
    aim: str
    asked: str
    contact: str
    seats: int
    honorarium: int
    closes_on: date
    starts_on: date
    ends_on: date
    keeps_days: int = KEEPS_DAYS


@transaction.atomic
def prepare_lottery(
    *,
    process: Process,
    notice: LotteryNotice,
    area: Area | None,
    body: Body | None,
    features: Sequence[FeatureDraft],
    actor: User,
    now: datetime,
) -> CivicLottery:
    """Begin a lottery that only staff see until its letters are out.

    Raises NotAllowed, ProcessFinished, DatesBackwards, FeaturesFaulty and what the words can raise.
    """
    permissions.check_can_run(actor, area)
    check_is_running(process)
    fields = _checked_notice(notice, now)
    _check_features(features)
    made = CivicLottery.objects.create(
        process=process,
        area=area,
        body=body,
        department=department_of(actor, day=timezone.localdate(now)),
        begun_at=now,
        actor_key=actor.actor_key,
        **fields,
    )
    new_key(made, now=now)
    set_features(made, features)
    tell(made, LotteryAct.PREPARED, "", actor, now)
    return made


@transaction.atomic
def change_lottery(*, lottery: CivicLottery, notice: LotteryNotice, actor: User, now: datetime) -> None:
    """Change the notice, until registration is closed.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, DatesBackwards and what the words can raise.
    """
    current = locked_lottery(lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    for name, value in _checked_notice(notice, now).items():
        setattr(current, name, value)
    current.save()
    tell(current, LotteryAct.CHANGED, "", actor, now)


@transaction.atomic
def change_features(*, lottery: CivicLottery, features: Sequence[FeatureDraft], actor: User, now: datetime) -> None:
    """Put other features in their place, while nobody has registered.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, AlreadyAtWork, FeaturesFaulty.
    """
    current = locked_lottery(lottery, actor, LotteryState.PREPARED, LotteryState.OPENED)
    if current.volunteers.exists():
        raise errors.AlreadyAtWork
    _check_features(features)
    set_features(current, features)
    tell(current, LotteryAct.CHANGED, "", actor, now)


@transaction.atomic
def cancel_lottery(*, lottery: CivicLottery, reason: str, actor: User, now: datetime) -> None:
    """Call a lottery off, with a public reason; what volunteers told is erased by the next look.

    Raises NotAllowed, ProcessFinished, LotteryNotInState and what the reason can raise.
    """
    current = locked_lottery(
        lottery,
        actor,
        LotteryState.PREPARED,
        LotteryState.OPENED,
        LotteryState.CLOSED,
        LotteryState.COMMITTED,
    )
    current.cancelled_reason = checked(reason, field=_("取りやめる理由"), limit=REASON_LIMIT, is_needed=True)
    current.state = LotteryState.CANCELLED
    current.save(update_fields=["cancelled_reason", "state"])
    tell(current, LotteryAct.CANCELLED, current.cancelled_reason, actor, now)


def _checked_notice(notice: LotteryNotice, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    if not today <= notice.closes_on <= notice.starts_on <= notice.ends_on:
        raise errors.DatesBackwards
    return {
        "title": checked_line(notice.title, field=_("題名"), limit=TITLE_LIMIT, is_needed=True),
        "aim": checked(notice.aim, field=_("何のために"), limit=2_000),
        "asked": checked(notice.asked, field=_("してもらうこと"), limit=2_000),
        "contact": checked_line(notice.contact, field=_("連絡先"), limit=LINE_LIMIT, is_needed=True),
        "seats": notice.seats,
        "honorarium": notice.honorarium,
        "closes_on": notice.closes_on,
        "starts_on": notice.starts_on,
        "ends_on": notice.ends_on,
        "keeps_days": notice.keeps_days,
    }


def _check_features(features: Sequence[FeatureDraft]) -> None:
    """Raises FeaturesFaulty."""
    names = [feature.name for feature in features]
    for feature in features:
        labels = [value.label for value in feature.values]
        if len(set(labels)) != len(labels) or len(labels) < 2 or names.count(feature.name) > 1:
            raise errors.FeaturesFaulty(name=feature.name)
