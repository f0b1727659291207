"""Lotteries with many rows in every list, to count what the pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.tests.factories import BodyFactory, MeetingFactory
from jukugi.apps.sortition.actions.correcting import correct_number
from jukugi.apps.sortition.actions.drawing import ask_for_draw, void_draw
from jukugi.apps.sortition.actions.seating import note_attendance, settle_seat
from jukugi.apps.sortition.enums import DrawMethod, LotteryState, SeatAct
from jukugi.apps.sortition.models import Draw
from jukugi.apps.sortition.tests.factories import lottery, volunteers
from tests.drawing_for_all_roles import committed, computed, drawn, targeted

PUBLIC = {
    "lots": ("/lots/", 13),
    "lot": ("/lots/{lot}/", 26),
    "draw": ("/lots/{lot}/draws/{lot_draw}/", 22),
    "own chance": ("/lots/{lot}/draws/{lot_draw}/?key=abc-def", 24),
    "draw on the wall": ("/wall/lots/{lot}/{lot_draw}/", 20),
}
STAFF = {
    "lots at the desk": ("/desk/lots/", 9),
    "lot at the desk": ("/desk/lots/{lot}/", 17),
    "targets": ("/desk/lots/{lot}/targets/", 21),
    "draw at the desk": ("/desk/lots/{lot}/draws/{lot_draw}/", 16),
    "people drawn": ("/desk/lots/{lot}/seats/", 10),
    "one who was drawn": ("/desk/lots/{lot}/seats/1/", 10),
    "who came": ("/desk/lots/{lot}/attendance/", 12),
}


def lots(issue: Issue, rows: int) -> dict[str, int]:
    """As many lotteries as rows; of one, as many draws given up, seats, corrections, calls and meetings."""
    officer, now = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user, timezone.now()
    ward, body = WardFactory(), BodyFactory()
    today = timezone.localdate()
    days = {"closes_on": today - timedelta(days=1), "starts_on": today, "ends_on": today + timedelta(days=90)}
    for _row in range(rows - 1):
        lottery(process=issue.process, area=ward)
    made = lottery(process=issue.process, area=ward, body=body, seats=rows + 2, state=LotteryState.CLOSED, **days)
    volunteers(made, 40 + rows)
    targeted(made, officer, now)
    for _row in range(rows - 1):
        given_up = ask_for_draw(lottery=made, method=DrawMethod.MAXIMIN, actor=officer, now=now)
        void_draw(draw=given_up, reason="見本の理由", actor=officer, now=now)
        Draw.objects.filter(pk=given_up.pk).update(committed_at=now, draws_at=now, place="見本の会議室")
    draw = drawn(committed(computed(made, officer), officer, now), officer, now)
    for number in range(rows):
        correct_number(draw=draw, digits=str(number % 2 + 4), reason="見本の理由", actor=officer, now=now)
    for _row in range(rows):
        first = made.drawn_seats.taken()[0]
        settle_seat(seat=first, act=SeatAct.CALLED, note="", actor=officer, now=now)
    for seat in made.drawn_seats.taken():
        settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=now)
    for _row in range(rows):
        meeting = MeetingFactory(process=issue.process, body=body)
        note_attendance(lottery=made, meeting=meeting, present=set(), actor=officer, now=now)
    return {"lot": made.pk, "lot_draw": draw.number}
