"""A number that was entered by mistake is put right before everybody: both stay to be seen, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.drawing import row_of, seat_row
from jukugi.apps.sortition.actions.standing import locked_draw, locked_lottery, tell
from jukugi.apps.sortition.enums import REASON_LIMIT, DrawState, LotteryAct, LotteryState, SeatAct, SeatState
from jukugi.apps.sortition.models import CivicLottery, Draw, SeatStep
from jukugi.kit.worded import checked


@transaction.atomic
def correct_number(*, draw: Draw, digits: str, reason: str, actor: User, now: datetime) -> None:
    """Put another number in the place of one that was entered by mistake, as long as nobody has been called.

    Who is in the new row too keeps the seat. Who is not may be drawn again another time.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, DrawNotInState, AlreadyAsked, NoSuchRow, SameNumber and what
    the reason can raise.
    """
    lottery = locked_lottery(draw.lottery, actor, LotteryState.DRAWN)
    current = locked_draw(draw, DrawState.DRAWN)
    _check_nobody_asked(lottery, current)
    row = row_of(current, digits)
    if row == current.row:
        raise errors.SameNumber
    words = checked(reason, field=_("正す理由"), limit=REASON_LIMIT, is_needed=True)
    before = current.digits
    wrong = {"digits": before, "row": current.row, "reason": words, "at": timezone.localtime(now).isoformat()}
    current.corrections = [*current.corrections, wrong]
    current.row, current.digits = row, digits.strip()[:20]
    current.save(update_fields=["corrections", "row", "digits"])
    _take_away(lottery, current, words, actor, now)
    seat_row(lottery, current, now)
    said = _("第%(draw)s回：「%(before)s」を「%(after)s」に。%(reason)s")
    told = said % {"draw": current.number, "before": before, "after": current.digits, "reason": words}
    tell(lottery, LotteryAct.CORRECTED, told, actor, now)


def can_correct(draw: Draw) -> bool:
    """Whether nobody of the draw has been called yet, and none came after it. Two queries."""
    try:
        _check_nobody_asked(draw.lottery, draw)
    except errors.AlreadyAsked:
        return False
    return draw.state == DrawState.DRAWN and draw.lottery.state == LotteryState.DRAWN


def _check_nobody_asked(lottery: CivicLottery, draw: Draw) -> None:
    asked = SeatStep.objects.filter(seat__draw=draw).exclude(act__in=[SeatAct.DRAWN, SeatAct.CORRECTED])
    later = lottery.draws.filter(number__gt=draw.number).exclude(state=DrawState.VOID)
    if asked.exists() or later.exists():
        raise errors.AlreadyAsked


def _take_away(lottery: CivicLottery, draw: Draw, reason: str, actor: User, now: datetime) -> None:
    """The seats of those who are not in the draw's row."""
    from jukugi.core.sortition.publishing import TABLE, panel_of

    keys = panel_of({TABLE: bytes(draw.files.get(name=TABLE).content)}, draw.row or 0)
    out = list(lottery.drawn_seats.filter(draw=draw, state=SeatState.DRAWN).exclude(volunteer__key__in=keys))
    lottery.drawn_seats.filter(pk__in=[seat.pk for seat in out]).update(state=SeatState.CORRECTED)
    SeatStep.objects.bulk_create(
        SeatStep(seat=seat, act=SeatAct.CORRECTED, note=reason, actor_key=actor.actor_key, done_at=now) for seat in out
    )
