"""What a lottery and a draw allow in their state."""

import secrets
from datetime import datetime

from jukugi.apps.sortition.enums import CODE_LETTERS, KEY_LENGTH, DrawState, LotteryState, Resolution
from jukugi.apps.sortition.errors import DrawNotInState, LotteryNotInState, LotteryNotOpen, ResemblancesOpen
from jukugi.apps.sortition.models import CivicLottery, Draw, Resemblance


def check_state(lottery: CivicLottery, *states: LotteryState) -> None:
    """Raises LotteryNotInState."""
    if lottery.state not in states:
        raise LotteryNotInState(state=lottery.get_state_display())


def check_draw_state(draw: Draw, *states: DrawState) -> None:
    """Raises DrawNotInState."""
    if draw.state not in states:
        raise DrawNotInState(state=draw.get_state_display())


def check_is_open(lottery: CivicLottery, *, now: datetime) -> None:
    """Raises LotteryNotOpen."""
    if not lottery.is_open_at(now):
        raise LotteryNotOpen


def check_resemblances(lottery: CivicLottery) -> None:
    """Raises ResemblancesOpen where a person has still to look at two registrations. One query."""
    open_ones = Resemblance.objects.filter(first__lottery=lottery, resolution=Resolution.OPEN).count()
    if open_ones:
        raise ResemblancesOpen(count=open_ones)


def new_public_key() -> str:
    """By which a volunteer is called in all that is published, as ``abc-def``; not to be guessed."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _place in range(KEY_LENGTH))
    return f"{letters[:3]}-{letters[3:]}"
