"""The draw: computed by a job, published by a person, decided by a number that nobody can choose."""

import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi import __version__
from jukugi.apps.accounts.models import User
from jukugi.apps.sortition import errors, policies
from jukugi.apps.sortition.actions.resembling import find_resemblances
from jukugi.apps.sortition.actions.standing import locked_draw, locked_lottery, move, tell
from jukugi.apps.sortition.enums import (
    LINE_LIMIT,
    REASON_LIMIT,
    DrawKind,
    DrawMethod,
    DrawState,
    LotteryAct,
    LotteryState,
    PublicNumber,
    SeatAct,
    SeatState,
)
from jukugi.apps.sortition.models import CivicLottery, Draw, PublishedFile, Seat, SeatStep, Volunteer
from jukugi.apps.sortition.queries.draws import draw_of_vacancies, drawn_keys, unfinished_draw
from jukugi.apps.sortition.queries.pool import features_of, pool_of, quotas_of
from jukugi.kit import audit, jobs
from jukugi.kit.pages.wording import jdate, jtime
from jukugi.kit.worded import checked, checked_line

SECONDS = 600.0
"""Processor seconds for one lottery; when they are over, the result says what is not proven."""
GIVEN_UP_AFTER = timedelta(minutes=30)
"""A computation of which nothing came in this time is begun anew."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Announcement:
    """When, where and by which number it is drawn."""

    public_number: PublicNumber
    how: str
    place: str
    draws_at: datetime


@transaction.atomic
def ask_for_draw(*, lottery: CivicLottery, method: DrawMethod, actor: User, now: datetime) -> Draw:
    """Have a lottery of panels computed for the seats that are free, under the targets as they stand.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, ResemblancesOpen, DrawUnderway, NoSeatsLeft.
    """
    current = locked_lottery(lottery, actor, LotteryState.CLOSED, LotteryState.DRAWN, LotteryState.SEATED)
    if current.state == LotteryState.CLOSED:
        find_resemblances(lottery=current, now=now)
    policies.check_resemblances(current)
    if unfinished_draw(current) is not None:
        raise errors.DrawUnderway
    is_first = current.state == LotteryState.CLOSED
    seats = current.seats - current.drawn_seats.taken().count()
    if seats <= 0:
        raise errors.NoSeatsLeft
    last = current.draws.order_by("-number").values_list("number", flat=True).first() or 0
    draw = Draw.objects.create(
        lottery=current,
        number=last + 1,
        kind=DrawKind.PANEL if is_first else DrawKind.REPLACEMENT,
        method=method,
        seats=seats,
        seed=secrets.token_hex(16),
        asked_at=now,
        actor_key=actor.actor_key,
    )
    jobs.defer("sortition.compute_draw", draw_pk=draw.pk)
    audit.record("sortition.draw_asked", actor=actor, subject=draw, at=now)
    return draw


def compute_draw(*, draw_pk: int, now: datetime) -> None:
    """Compute the lottery and its table, and keep the files that will be published. Safe to run twice.

    Nothing is locked meanwhile; it comes to stand in one step, or not at all where the draw was given up.
    """
    draw = Draw.objects.select_related("lottery").filter(pk=draw_pk, state=DrawState.COMPUTING).first()
    if draw is None:
        return
    found, files = _computed(draw)
    with transaction.atomic():
        current = Draw.objects.select_for_update().filter(pk=draw_pk, state=DrawState.COMPUTING).first()
        if current is None:
            return
        for name, value in found.items():
            setattr(current, name, value)
        current.computed_at, current.code_version = now, __version__
        current.save()
        PublishedFile.objects.bulk_create(
            PublishedFile(
                draw=current, name=name, content=content, digest=hashlib.sha256(content).hexdigest(), made_at=now
            )
            for name, content in files.items()
        )


def _computed(draw: Draw) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What is found, by the columns of the draw, and the files."""
    from jukugi.core.sortition import Method, NoPanel, OutOfTime, Patience, fair_lottery
    from jukugi.core.sortition.publishing import published_files
    from jukugi.core.sortition.replacing import vacancies
    from jukugi.core.sortition.table import lottery_table

    lottery = draw.lottery
    pool, quotas = pool_of(lottery), quotas_of(features_of(lottery))
    confirmed, gone = drawn_keys(lottery)
    in_pool = {person.key for person in pool.volunteers}
    free = vacancies(pool, quotas, lottery.seats, confirmed=confirmed & in_pool, gone=gone & in_pool)
    found: dict[str, Any] = {
        "volunteers": len(free.pool.volunteers),
        "quotas": [[q.feature, q.value, q.low, q.high] for q in free.quotas],
    }
    patience = Patience(SECONDS, time.process_time)
    try:
        lots = fair_lottery(free.pool, free.quotas, draw.seats, method=Method(draw.method), patience=patience)
    except (NoPanel, OutOfTime) as error:
        return found | {"state": DrawState.INFEASIBLE, "reasons": {"out_of_time": isinstance(error, OutOfTime)}}, {}
    table = lottery_table(lots, draw.rows, draw.seed, patience)
    certificate = lots.certificate
    files = published_files(
        free.pool,
        free.quotas,
        draw.seats,
        table,
        chances=lots.chances,
        certificate=certificate,
        version=__version__,
    )
    return found | {
        "state": DrawState.READY,
        "minimum": certificate.minimum,
        "bound": certificate.bound,
        "is_proven": certificate.is_proven,
        "largest_error": table.largest_error,
        "is_even": table.is_even,
    }, files


@transaction.atomic
def commit_draw(*, draw: Draw, announcement: Announcement, actor: User, now: datetime) -> None:
    """Publish the files, and say when, where and by which number it is drawn. Nothing of it changes any more.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, DrawNotInState, DrawInThePast, PoolChanged and what the
    words can raise.
    """
    lottery = locked_lottery(draw.lottery, actor, LotteryState.CLOSED, LotteryState.DRAWN, LotteryState.SEATED)
    current = locked_draw(draw, DrawState.READY)
    if announcement.draws_at <= now:
        raise errors.DrawInThePast(moment=_moment(announcement.draws_at))
    if draw_of_vacancies(lottery) != (current.volunteers, current.seats):
        raise errors.PoolChanged
    current.public_number = announcement.public_number
    current.announced_how = checked_line(
        announcement.how, field=_("数の決め方"), limit=LINE_LIMIT, is_needed=current.public_number == PublicNumber.NAMED
    )
    current.place = checked_line(announcement.place, field=_("場所"), limit=LINE_LIMIT, is_needed=True)
    current.draws_at = announcement.draws_at
    current.state, current.committed_at = DrawState.COMMITTED, now
    current.save()
    if lottery.state == LotteryState.CLOSED:
        move(lottery, LotteryState.COMMITTED)
    tell(lottery, LotteryAct.COMMITTED, "", actor, now)


def _moment(moment: datetime) -> str:
    return f"{jdate(moment)}{jtime(moment)}"


def row_of(draw: Draw, digits: str) -> int:
    """The row that a number names, from 0. Raises NoSuchRow."""
    plain = re.sub(r"[\s,、・]", "", digits.translate(_FULL_WIDTH))
    if not re.fullmatch(r"[0-9]{1,6}", plain) or int(plain) >= draw.rows:
        raise errors.NoSuchRow(digits=digits[:20], most=draw.rows - 1)
    if draw.public_number == PublicNumber.DICE and len(plain) != len(str(draw.rows - 1)):
        raise errors.NoSuchRow(digits=digits[:20], most=draw.rows - 1)
    return int(plain)


@transaction.atomic
def record_number(*, draw: Draw, digits: str, note: str, actor: User, now: datetime) -> list[Seat]:
    """Enter the number that came out: its row is the panel, for ever.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, DrawNotInState, NotDrawnYet, NoSuchRow and what the words can
    raise.
    """
    lottery = locked_lottery(draw.lottery, actor, LotteryState.COMMITTED, LotteryState.DRAWN, LotteryState.SEATED)
    current = locked_draw(draw, DrawState.COMMITTED)
    if current.draws_at is not None and now < current.draws_at:
        raise errors.NotDrawnYet(moment=_moment(current.draws_at))
    current.row, current.digits = row_of(current, digits), digits.strip()[:20]
    current.note = checked(note, field=_("立ち会った人と様子"), limit=REASON_LIMIT)
    current.state, current.drawn_at = DrawState.DRAWN, now
    current.save()
    seats = seat_row(lottery, current, now)
    move(lottery, LotteryState.DRAWN)
    tell(lottery, LotteryAct.DRAWN, "", actor, now)
    return seats


def seat_row(lottery: CivicLottery, draw: Draw, now: datetime) -> list[Seat]:
    """A seat for everybody of the draw's row who has none of it yet, in the order of their lots.

    Whom a correction took out of a panel gets the same seat back.
    """
    from jukugi.core.sortition.publishing import panel_of

    files = {file.name: bytes(file.content) for file in draw.files.all()}
    keys = panel_of(files, draw.row or 0)
    people = {one.key: one for one in Volunteer.objects.filter(lottery=lottery, key__in=list(keys))}
    before = {seat.volunteer_id: seat for seat in lottery.drawn_seats.filter(volunteer__in=people.values())}
    position = lottery.drawn_seats.count()
    seats = []
    for key in keys:
        seat = before.get(people[key].pk)
        if seat is None:
            position += 1
            seat = Seat(lottery=lottery, volunteer=people[key], position=position)
        elif seat.draw_id == draw.pk and seat.state != SeatState.CORRECTED:
            continue
        seat.draw, seat.state, seat.drawn_at = draw, SeatState.DRAWN, now
        seats.append(seat)
    Seat.objects.bulk_create([seat for seat in seats if seat.pk is None])
    Seat.objects.bulk_update([seat for seat in seats if seat.volunteer_id in before], ["draw", "state", "drawn_at"])
    SeatStep.objects.bulk_create(SeatStep(seat=seat, act=SeatAct.DRAWN, done_at=now) for seat in seats)
    return seats


@transaction.atomic
def void_draw(*, draw: Draw, reason: str, actor: User, now: datetime) -> None:
    """Give a draw up before its number is known; what was published of it stays, with the reason.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, DrawNotInState and what the reason can raise.
    """
    lottery = locked_lottery(
        draw.lottery,
        actor,
        LotteryState.CLOSED,
        LotteryState.COMMITTED,
        LotteryState.DRAWN,
        LotteryState.SEATED,
    )
    current = locked_draw(draw, DrawState.COMPUTING, DrawState.INFEASIBLE, DrawState.READY, DrawState.COMMITTED)
    current.void_reason = checked(reason, field=_("やり直す理由"), limit=REASON_LIMIT, is_needed=True)
    current.state = DrawState.VOID
    current.save(update_fields=["void_reason", "state"])
    if lottery.state == LotteryState.COMMITTED:
        move(lottery, LotteryState.CLOSED)
    audit.record("sortition.draw_void", actor=actor, subject=current, at=now)


def look_after_draws(*, now: datetime) -> int:
    """Go on with draws that a dead worker left; how many. Safe to run twice."""
    late = now - GIVEN_UP_AFTER
    keys = list(Draw.objects.filter(state=DrawState.COMPUTING, asked_at__lt=late).values_list("pk", flat=True))
    for key in keys:
        compute_draw(draw_pk=key, now=now)
    return len(keys)
