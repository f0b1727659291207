"""The sample's lotteries: one was drawn, once replaced and meets; one takes names."""

import pytest
from django.utils import timezone

from jukugi.apps.sortition.enums import DrawKind, DrawState, LotteryState, SeatState
from jukugi.apps.sortition.models import Attendance, CivicLottery
from jukugi.apps.sortition.offers.gates import all_seated
from jukugi.apps.sortition.queries.pool import features_of, pool_of, quotas_of
from jukugi.apps.sortition.sample import load_sample
from jukugi.core.sortition.publishing import verify_files
from jukugi.kit.pages.places import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> str:
    """The rooms that the sample of this room needs, and what it says."""
    needed = ["areas", "accounts", "organizations", "processes", "processes_record", "issues", "opinions", "meetings"]
    for name in needed:
        samples[name](timezone.now())
    return load_sample(timezone.now())


def test_without_its_city_nothing_is_put_in_place() -> None:
    assert "載せませんでした" in load_sample(timezone.now())
    assert not CivicLottery.objects.exists()


def test_a_panel_was_drawn_and_replaced_and_another_is_invited(city: str) -> None:
    assert "応募を受付中のもの1" in city
    seated = CivicLottery.objects.get(state=LotteryState.SEATED)
    opened = CivicLottery.objects.get(state=LotteryState.OPENED)

    assert list(seated.draws.values_list("kind", "state")) == [
        (DrawKind.PANEL, DrawState.DRAWN),
        (DrawKind.REPLACEMENT, DrawState.DRAWN),
    ]
    for draw in seated.draws.all():
        files = {file.name: bytes(file.content) for file in draw.files.all()}
        panel = list(draw.drawn_seats.values_list("volunteer__key", flat=True))
        assert draw.is_proven
        assert verify_files(files, row=draw.row, panel=panel) == []
    comes = seated.drawn_seats.filter(state=SeatState.CONFIRMED)
    assert comes.count() == seated.seats
    pool = pool_of(seated)
    people = [pool.volunteers[pool.place_of[key]] for key in comes.values_list("volunteer__key", flat=True)]
    for quota in quotas_of(features_of(seated)):
        place = pool.features.index(quota.feature)
        assert quota.low <= sum(person.values[place] == quota.value for person in people) <= quota.high
    assert Attendance.objects.filter(is_present=True).exists()
    assert seated.is_sample
    assert opened.is_sample
    assert opened.volunteers.count() > opened.seats

    assert load_sample(timezone.now()) == "無作為抽出：あります（そのまま）"


def test_a_gate_waits_for_every_panel(city: str) -> None:
    seated = CivicLottery.objects.get(state=LotteryState.SEATED)
    opened = CivicLottery.objects.get(state=LotteryState.OPENED)
    waiting = all_seated(seated.process, timezone.now())
    assert (waiting.is_met, waiting.said) == (False, "決まったもの1、これからのもの1")

    opened.state, opened.cancelled_reason = LotteryState.CANCELLED, "応募が少ない"
    opened.save()

    assert all_seated(seated.process, timezone.now()).is_met
