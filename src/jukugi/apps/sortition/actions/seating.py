"""People who were drawn are asked, one by one; who comes gets a seat."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import take_export
from jukugi.apps.accounts.models import User
from jukugi.apps.meetings.actions import add_member, end_membership
from jukugi.apps.meetings.enums import MemberRole
from jukugi.apps.meetings.enums import SeatKind as BodySeatKind
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.standing import locked_lottery, move, tell
from jukugi.apps.sortition.enums import (
    HONORARIUMS,
    REASON_LIMIT,
    LotteryAct,
    LotteryState,
    SeatAct,
    SeatState,
    VolunteerAct,
)
from jukugi.apps.sortition.models import Attendance, CivicLottery, Seat, SeatStep, VolunteerStep
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.kit import audit
from jukugi.kit.worded import checked

ASKING = (LotteryState.DRAWN, LotteryState.SEATED)
_BECOMES = {
    SeatAct.CONFIRMED: SeatState.CONFIRMED,
    SeatAct.DECLINED: SeatState.DECLINED,
    SeatAct.UNREACHABLE: SeatState.UNREACHABLE,
    SeatAct.DROPPED_OUT: SeatState.DROPPED_OUT,
    SeatAct.REOPENED: SeatState.DRAWN,
}
_FROM = {
    SeatAct.CALLED: (SeatState.DRAWN,),
    SeatAct.CONFIRMED: (SeatState.DRAWN,),
    SeatAct.DECLINED: (SeatState.DRAWN,),
    SeatAct.UNREACHABLE: (SeatState.DRAWN,),
    SeatAct.DROPPED_OUT: (SeatState.CONFIRMED,),
    SeatAct.REOPENED: (SeatState.DECLINED, SeatState.UNREACHABLE),
}
_NEEDS_A_NOTE = (SeatAct.UNREACHABLE, SeatAct.DROPPED_OUT, SeatAct.REOPENED)


@transaction.atomic
def open_particulars(*, seat: Seat, actor: User, now: datetime) -> dict[str, str]:
    """Name and how to reach somebody who was drawn; that they were opened, and by whom, is written down.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, VolunteersErased.
    """
    lottery = locked_lottery(seat.lottery, actor, *ASKING)
    told = Sealing(lottery).read(seat.volunteer.particulars)
    VolunteerStep.objects.create(
        volunteer=seat.volunteer, act=VolunteerAct.READ, actor_key=actor.actor_key, done_at=now
    )
    audit.record("sortition.particulars_read", actor=actor, subject=seat.volunteer, at=now)
    return told


@transaction.atomic
def settle_seat(*, seat: Seat, act: SeatAct, note: str, actor: User, now: datetime) -> None:
    """Write down a call, or what came of it.

    Who confirms gets a seat in the lottery's body, by a label alone; who drops out gives it up. Nobody is brought back
    into a seat that somebody else was drawn for: then there are no seats left.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, SeatNotInState, NoSeatsLeft and what the note can raise.
    """
    lottery = locked_lottery(seat.lottery, actor, *ASKING)
    current = Seat.objects.select_for_update(of=("self",)).select_related("volunteer").get(pk=seat.pk)
    if current.state not in _FROM[act]:
        raise errors.SeatNotInState(state=current.get_state_display())
    if act == SeatAct.REOPENED and lottery.drawn_seats.taken().count() >= lottery.seats:
        raise errors.NoSeatsLeft
    words = checked(note, field=_("わけ"), limit=REASON_LIMIT, is_needed=act in _NEEDS_A_NOTE)
    if act in _BECOMES:
        current.state = _BECOMES[act]
        _in_body(lottery, current, act, actor, now)
        current.save(update_fields=["state", "member"])
    SeatStep.objects.create(seat=current, act=act, note=words, actor_key=actor.actor_key, done_at=now)
    audit.record(f"sortition.seat_{act}", actor=actor, subject=current, at=now)
    if act == SeatAct.DROPPED_OUT and lottery.state == LotteryState.SEATED:
        move(lottery, LotteryState.DRAWN)


def _in_body(lottery: CivicLottery, seat: Seat, act: SeatAct, actor: User, now: datetime) -> None:
    if lottery.body is None:
        return
    if act == SeatAct.CONFIRMED:
        seat.member = add_member(
            body=lottery.body,
            role=MemberRole.MEMBER,
            seat=BodySeatKind.DRAWN,
            label=_("市民委員 {key}").format(key=seat.volunteer.key),
            public_name="",
            name_agreed_on=None,
            starts_on=lottery.starts_on,
            ends_on=None,
            actor=actor,
            now=now,
        )
    elif act == SeatAct.DROPPED_OUT and seat.member is not None:
        ends_on = max(timezone.localdate(now), seat.member.starts_on)
        end_membership(member=seat.member, ends_on=ends_on, actor=actor, now=now)


@transaction.atomic
def settle_panel(*, lottery: CivicLottery, actor: User, now: datetime) -> None:
    """Everybody who was drawn has answered: the panel stands, with as many as confirmed.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, SeatsUnsettled, DrawUnderway, NoSeatsLeft (nobody comes).
    """
    current = locked_lottery(lottery, actor, LotteryState.DRAWN)
    waiting = current.drawn_seats.waiting().count()
    if waiting:
        raise errors.SeatsUnsettled(count=waiting)
    move(current, LotteryState.SEATED)
    tell(current, LotteryAct.SEATED, "", actor, now)


@transaction.atomic
def note_attendance(*, lottery: CivicLottery, meeting: Meeting, present: set[int], actor: User, now: datetime) -> None:
    """Who of the confirmed came to a meeting of the lottery's body; noted again, it stands as noted last.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, MeetingOfAnother.
    """
    current = locked_lottery(lottery, actor, *ASKING, LotteryState.ENDED)
    if current.body_id is None or meeting.body_id != current.body_id:
        raise errors.MeetingOfAnother
    seats = current.drawn_seats.filter(member__isnull=False)
    for seat in seats:
        Attendance.objects.update_or_create(
            seat=seat,
            meeting=meeting,
            defaults={"is_present": seat.pk in present, "actor_key": actor.actor_key, "noted_at": now},
        )
    audit.record("sortition.attendance_noted", actor=actor, subject=current, at=now, details={"count": len(present)})


def acts_for(seat: Seat) -> list[SeatAct]:
    """What may come next of a seat. No query."""
    return [act for act, states in _FROM.items() if seat.state in states]


@transaction.atomic
def honorarium_rows(*, lottery: CivicLottery, actor: User, now: datetime) -> list[tuple[str, str, str, int, int]]:
    """Key, name, address, meetings and yen of everybody who came at least once, once another officer has agreed; that
    it was read is written down.

    Raises NotAllowed, ProcessFinished, LotteryNotInState, ExportNotAgreed, VolunteersErased.
    """
    current = locked_lottery(lottery, actor, *ASKING, LotteryState.ENDED)
    came = Count("attendances", filter=Q(attendances__is_present=True))
    seats = list(current.drawn_seats.select_related("volunteer").annotate(came=came).filter(came__gt=0))
    take_export(kind=HONORARIUMS, key=str(current.pk), count=len(seats), actor=actor, now=now)
    sealing = Sealing(current)
    rows = []
    for seat in seats:
        told = sealing.read(seat.volunteer.particulars)
        times = seat.came
        rows.append(
            (
                seat.volunteer.key,
                str(told.get("name", "")),
                str(told.get("address", "")),
                times,
                times * current.honorarium,
            )
        )
    VolunteerStep.objects.bulk_create(
        VolunteerStep(volunteer=seat.volunteer, act=VolunteerAct.READ, actor_key=actor.actor_key, done_at=now)
        for seat in seats
    )
    audit.record("sortition.honorariums_read", actor=actor, subject=current, at=now, details={"count": len(rows)})
    return rows
