"""Lotteries of one ward, for the permission matrix: one in each state from the closing day to a panel that meets."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.tests.factories import BodyFactory, MeetingFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.actions.drawing import Announcement, ask_for_draw, commit_draw, compute_draw, record_number
from jukugi.apps.sortition.actions.seating import note_attendance, settle_panel, settle_seat
from jukugi.apps.sortition.actions.targeting import Target, proposed_targets, set_targets
from jukugi.apps.sortition.enums import DrawMethod, LotteryState, PublicNumber, SeatAct
from jukugi.apps.sortition.models import CivicLottery, Draw
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.tests.factories import lottery, volunteers

SEATS, NAMES, ROWS = 4, 40, 10


class DrawingForAllRoles:
    def __init__(self, process: Process, ward: Area) -> None:
        self.now = timezone.now()
        self.process, self.ward = process, ward
        self.officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
        self.over = self._lottery(LotteryState.OPENED)
        self.closed = targeted(self._lottery(LotteryState.CLOSED), self.officer, self.now)
        self.ready = self._computed()
        self.committed = committed(self._computed(), self.officer, self.now)
        self.drawn = drawn(committed(self._computed(), self.officer, self.now), self.officer, self.now)
        self.answered = self._answered()
        self.seated = self._seated()

    def _lottery(self, state: LotteryState, **fields: Any) -> CivicLottery:
        today = timezone.localdate()
        days = {"closes_on": today - timedelta(days=1), "starts_on": today, "ends_on": today + timedelta(days=90)}
        made = lottery(process=self.process, area=self.ward, seats=SEATS, state=state, **days, **fields)
        volunteers(made, NAMES)
        return made

    def _computed(self, **fields: Any) -> Draw:
        return computed(targeted(self._lottery(LotteryState.CLOSED, **fields), self.officer, self.now), self.officer)

    def _answered(self, **fields: Any) -> CivicLottery:
        draw = drawn(committed(self._computed(**fields), self.officer, self.now), self.officer, self.now)
        for seat in draw.drawn_seats.all():
            settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=self.officer, now=self.now)
        return CivicLottery.objects.get(pk=draw.lottery_id)

    def _seated(self) -> CivicLottery:
        body = BodyFactory(area=self.ward)
        made = self._answered(body=body)
        settle_panel(lottery=made, actor=self.officer, now=self.now)
        self.meeting = MeetingFactory(process=self.process, ward=self.ward, body=body)
        present = {seat.pk for seat in made.drawn_seats.all()}
        note_attendance(lottery=made, meeting=self.meeting, present=present, actor=self.officer, now=self.now)
        return made

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        by_route = {
            "close": self.over,
            "targets": self.closed,
            "ask": self.closed,
            "commit": self.ready.lottery,
            "void": self.ready.lottery,
            "number": self.committed.lottery,
            "settle": self.answered,
            "attendance": self.seated,
            "honorariums": self.seated,
        }
        made = by_route.get(route.removeprefix("sortition:"), self.drawn.lottery)
        return {"lottery_pk": made.pk, "number": 1, "position": 1, "name": "table.csv"}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        later = timezone.localtime() + timedelta(days=4)
        typed = {}
        for feature in features_of(self.closed):
            for value in feature.values.all():
                typed |= {f"low_{value.pk}": value.low, f"high_{value.pk}": value.high}
        return {
            "sortition:targets": typed | {"act": "save"},
            "sortition:ask": {"method": "maximin"},
            "sortition:commit": {
                "draws_at": later.strftime("%Y-%m-%dT%H:%M"),
                "place": "見本の会議室",
                "public_number": "dice",
                "how": "",
            },
            "sortition:number": {"digits": "7", "note": "", "act": "keep"},
            "sortition:correct-number": {"digits": "8", "reason": "見本の理由", "act": "keep"},
            "sortition:void": {"reason": "見本の理由"},
            "sortition:seat": {"act": "confirmed", "note": ""},
        }


def targeted(made: CivicLottery, officer: User, now: datetime) -> CivicLottery:
    """With targets that leave some room."""
    targets: dict[int, Target] = {}
    for feature in features_of(made):
        values = list(feature.values.all())
        proposed = proposed_targets([value.share for value in values], made.seats, give=2)
        targets |= {value.pk: target for value, target in zip(values, proposed, strict=True)}
    set_targets(lottery=made, targets=targets, actor=officer, now=now)
    return made


def computed(made: CivicLottery, officer: User) -> Draw:
    """With a small table."""
    now = timezone.now()
    draw = ask_for_draw(lottery=made, method=DrawMethod.MAXIMIN, actor=officer, now=now)
    Draw.objects.filter(pk=draw.pk).update(rows=ROWS)
    compute_draw(draw_pk=draw.pk, now=now)
    return Draw.objects.select_related("lottery").get(pk=draw.pk)


def committed(draw: Draw, officer: User, now: datetime) -> Draw:
    """Published; the announced hour has come."""
    told = Announcement(PublicNumber.DICE, "", "見本の会議室", now)
    commit_draw(draw=draw, announcement=told, actor=officer, now=now - timedelta(minutes=1))
    return Draw.objects.select_related("lottery").get(pk=draw.pk)


def drawn(draw: Draw, officer: User, now: datetime) -> Draw:
    """With a panel of whom nobody was called."""
    record_number(draw=draw, digits="3", note="", actor=officer, now=now)
    return Draw.objects.select_related("lottery").get(pk=draw.pk)
