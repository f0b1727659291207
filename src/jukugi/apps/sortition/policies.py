"""What a lottery and a draw allow in their state."""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime

from django.conf import settings

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


def code_typed(typed: str) -> str:
    """A code as people type it: full width, capitals and dashes do not matter."""
    return "".join(each for each in unicodedata.normalize("NFKC", typed).lower() if each.isascii() and each.isalnum())


def code_digest(code: str) -> str:
    """By which the code of a letter is known again; the key is the installation's own."""
    plain = code_typed(code)
    return hmac.new(settings.SECRET_KEY.encode(), b"invitation code:" + plain.encode(), hashlib.sha256).hexdigest()


def code_shown(code: str) -> str:
    """As printed: ``abcd-efgh-jkmn``."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
