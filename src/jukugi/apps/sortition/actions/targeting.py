"""Between how many and how many of the panel have each value (枠)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.resembling import find_resemblances
from jukugi.apps.sortition.actions.standing import locked_lottery, move, tell
from jukugi.apps.sortition.enums import LotteryAct, LotteryState
from jukugi.apps.sortition.models import CivicLottery, FeatureValue
from jukugi.kit.pages.wording import jday

TARGETABLE = (LotteryState.PREPARED, LotteryState.OPENED, LotteryState.CLOSED)


@dataclass(frozen=True)
class Target:
    """From ``low`` to ``high`` people; how far a relaxation may move them, None as far as it needs."""

    low: int
    high: int
    low_flex: int | None = None
    high_flex: int | None = None


@transaction.atomic
def close_registration(*, lottery: CivicLottery, actor: User, now: datetime) -> None:
    """Nobody registers any more; targets are settled now. Registrations alike are looked for once more.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, StillRegistering, VolunteersErased.
    """
    current = locked_lottery(lottery, actor, LotteryState.OPENED)
    if now < current.closes_at:
        raise errors.StillRegistering(day=jday(current.closes_on))
    move(current, LotteryState.CLOSED)
    tell(current, LotteryAct.CLOSED, "", actor, now)
    find_resemblances(lottery=current, now=now)


@transaction.atomic
def set_targets(*, lottery: CivicLottery, targets: Mapping[int, Target], actor: User, now: datetime) -> None:
    """Set the target of every value, by its key; nothing is drawn by them until a draw takes them over.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, TargetGone, TargetBackwards.
    """
    current = locked_lottery(lottery, actor, *TARGETABLE, LotteryState.DRAWN)
    values = {value.pk: value for value in FeatureValue.objects.filter(feature__lottery=current)}
    if values.keys() != targets.keys():
        raise errors.TargetGone
    for pk, target in targets.items():
        if target.low > target.high:
            raise errors.TargetBackwards(name=values[pk].label, low=target.low, high=target.high)
    changed = [values[pk] for pk, target in targets.items() if _set(values[pk], target)]
    if changed:
        FeatureValue.objects.bulk_update(changed, ["low", "high", "low_flex", "high_flex"])
        tell(current, LotteryAct.TARGETED, "", actor, now)


def _set(value: FeatureValue, target: Target) -> bool:
    """Whether anything changed."""
    before = value.low, value.high, value.low_flex, value.high_flex
    value.low, value.high, value.low_flex, value.high_flex = (
        target.low,
        target.high,
        target.low_flex,
        target.high_flex,
    )
    return before != (target.low, target.high, target.low_flex, target.high_flex)


def proposed_targets(shares: Sequence[float | None], seats: int, *, give: int = 1) -> list[Target]:
    """Targets for the values of one feature by their share of the population, to ``give`` people either way.

    The exact figures are shared by largest remainder, so that they sum to the seats; a value without a share may be
    as few or as many as there are.
    """
    known = [share or 0.0 for share in shares]
    total = sum(known)
    if not total:
        return [Target(0, seats) for _share in shares]
    exact = [share / total * seats for share in known]
    whole = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: seats - sum(whole)]:
        whole[place] += 1
    return [
        Target(0, seats) if share is None else Target(max(count - give, 0), min(count + give, seats))
        for share, count in zip(shares, whole, strict=True)
    ]
