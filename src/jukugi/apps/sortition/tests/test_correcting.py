"""A number that was entered by mistake: put right before anybody is called, both shown."""

import pytest
from django.test import Client

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.correcting import correct_number
from jukugi.apps.sortition.actions.seating import settle_seat
from jukugi.apps.sortition.enums import SeatAct, SeatState
from jukugi.apps.sortition.models import Draw
from jukugi.apps.sortition.queries.draws import drawn_keys
from jukugi.apps.sortition.tests.test_drawing import THROWN, closed, committed, drawn, files_of
from jukugi.core.sortition.publishing import panel_of, verify_files
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def draw(officer: User) -> Draw:
    made = closed(officer)
    drawn(made, officer, "42")
    return Draw.objects.select_related("lottery").get(lottery=made)


def test_the_panel_is_that_of_the_right_row_and_both_numbers_stay(draw: Draw, officer: User) -> None:
    wrong = set(panel_of(files_of(draw), 42))
    right = set(panel_of(files_of(draw), 24))

    correct_number(draw=draw, digits="24", reason="読み違えた", actor=officer, now=THROWN)

    draw.refresh_from_db()
    taken, gone = drawn_keys(draw.lottery)
    assert (draw.row, draw.digits, taken, gone) == (24, "24", right, set())
    assert [(one["digits"], one["row"], one["reason"]) for one in draw.corrections] == [("42", 42, "読み違えた")]
    assert verify_files(files_of(draw), row=24, panel=sorted(taken)) == []
    away = draw.lottery.drawn_seats.filter(state=SeatState.CORRECTED)
    assert set(away.values_list("volunteer__key", flat=True)) == wrong - right
    assert draw.lottery.steps.last().note == "第1回：「42」を「24」に。読み違えた"


def test_put_right_twice_everybody_has_one_seat(draw: Draw, officer: User) -> None:
    before = set(draw.drawn_seats.values_list("pk", "volunteer"))
    correct_number(draw=draw, digits="24", reason="読み違えた", actor=officer, now=THROWN)
    correct_number(draw=draw, digits="42", reason="はじめが正しかった", actor=officer, now=THROWN)

    taken, _gone = drawn_keys(draw.lottery)
    assert taken == set(panel_of(files_of(draw), 42))
    assert set(draw.lottery.drawn_seats.taken().values_list("pk", "volunteer")) == before


def test_nothing_is_put_right_once_somebody_was_called(draw: Draw, officer: User) -> None:
    settle_seat(seat=draw.drawn_seats.all()[0], act=SeatAct.CALLED, note="", actor=officer, now=THROWN)
    with pytest.raises(errors.AlreadyAsked):
        correct_number(draw=draw, digits="24", reason="読み違えた", actor=officer, now=THROWN)


def test_the_same_number_and_another_role_are_refused(draw: Draw, officer: User) -> None:
    with pytest.raises(errors.SameNumber):
        correct_number(draw=draw, digits="42", reason="読み違えた", actor=officer, now=THROWN)
    other = RoleFactory(kind=RoleKind.OPERATOR).user
    with pytest.raises(NotAllowed):
        correct_number(draw=draw, digits="24", reason="読み違えた", actor=other, now=THROWN)


def test_who_was_taken_out_can_be_drawn_in_a_replacement(draw: Draw, officer: User) -> None:
    correct_number(draw=draw, digits="24", reason="読み違えた", actor=officer, now=THROWN)
    made = draw.lottery
    away = made.drawn_seats.filter(state=SeatState.CORRECTED)
    away_keys = set(away.values_list("volunteer__key", flat=True))
    for seat in made.drawn_seats.filter(state=SeatState.DRAWN):
        settle_seat(seat=seat, act=SeatAct.DECLINED, note="", actor=officer, now=THROWN)
    made.refresh_from_db()
    again = committed(made, officer)
    pool = files_of(again)["pool.csv"].decode()

    assert all(key in pool for key in away_keys)


def test_the_page_looks_again_and_everybody_sees_both(draw: Draw, officer: User, client: Client) -> None:
    client.force_login(officer)
    address = f"/desk/lots/{draw.lottery_id}/draws/1/correct/"
    assert address in client.get(f"/desk/lots/{draw.lottery_id}/draws/1/").content.decode()
    typed = {"digits": "24", "reason": "読み違えた"}

    look = client.post(address, typed | {"act": "look"}).content.decode()
    assert "24番の行" in look
    assert client.post(address, typed | {"act": "keep"}).status_code == 302

    client.logout()
    public = client.get(draw.get_absolute_url()).content.decode()
    assert "はじめは「42」（42番の行）と入れ、正しました。" in public
    assert "読み違えた" in public
