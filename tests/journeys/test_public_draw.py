"""A panel drawn in public, in a browser: targets, publication, three dice, the check at home, and a replacement."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.processes.queries import main_process
from jukugi.apps.sortition.actions.drawing import Announcement, ask_for_draw, commit_draw, compute_draw, record_number
from jukugi.apps.sortition.actions.seating import settle_seat
from jukugi.apps.sortition.actions.targeting import proposed_targets, set_targets
from jukugi.apps.sortition.enums import DrawMethod, DrawState, LotteryState, PublicNumber, SeatAct
from jukugi.apps.sortition.models import CivicLottery, Draw
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.tests.factories import lottery, volunteers
from jukugi.core.sortition.publishing import TABLE
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

OFFICER = "mihon-shisaku"
DICE = "412"


@pytest.fixture
def officer(sample) -> User:
    return User.objects.get(username=OFFICER)


@pytest.fixture
def closed(officer: User) -> CivicLottery:
    """A lottery of the sample city for twelve seats: 150 people volunteered, nobody can any more."""
    today = timezone.localdate()
    made = lottery(
        process=main_process(),
        closes_on=today - timedelta(days=1),
        starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=200),
        state=LotteryState.CLOSED,
    )
    volunteers(made, 150)
    return made


@pytest.fixture
def drawn(closed: CivicLottery, officer: User) -> Draw:
    """Its panel is drawn; nobody has been asked yet."""
    targets = {}
    for feature in features_of(closed):
        values = list(feature.values.all())
        proposed = proposed_targets([value.share for value in values], closed.seats)
        targets |= {value.pk: target for value, target in zip(values, proposed, strict=True)}
    now = timezone.now()
    set_targets(lottery=closed, targets=targets, actor=officer, now=now)
    draw = ask_for_draw(lottery=closed, method=DrawMethod.LEXIMIN, actor=officer, now=now)
    compute_draw(draw_pk=draw.pk, now=now)
    told = Announcement(PublicNumber.DICE, "", "見本の会議室", now + timedelta(minutes=1))
    commit_draw(draw=draw, announcement=told, actor=officer, now=now)
    record_number(draw=draw, digits=DICE, note="", actor=officer, now=now + timedelta(minutes=2))
    return Draw.objects.get(pk=draw.pk)


def sign_in(visit, path: str, *, width: str = "wide") -> Page:
    page = visit(path, width=width)
    page.get_by_label("ユーザー名").fill(OFFICER)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    page.goto(path)
    return page


def compute(made: CivicLottery) -> Draw:
    """What the worker beside the web does."""
    draw = made.draws.get(state=DrawState.COMPUTING)
    compute_draw(draw_pk=draw.pk, now=timezone.now())
    return draw


def publish_and_throw(page: Page, draw: Draw, digits: str) -> None:
    """From the computed table to the number, at the desk; the announced hour comes in between."""
    page.goto(f"/desk/lots/{draw.lottery_id}/draws/{draw.number}/")
    page.get_by_role("link", name="資料を公表する").click()
    soon = timezone.localtime() + timedelta(days=3)
    page.get_by_label("抽せんの日時").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("textbox", name="場所").fill("見本の会議室")
    assert faults(page) == []
    page.get_by_role("button", name="公表する").click()
    expect(page.get_by_role("link", name="出た数を入れる")).to_be_visible()
    Draw.objects.filter(pk=draw.pk).update(draws_at=timezone.now() - timedelta(minutes=1))
    page.get_by_role("link", name="出た数を入れる").click()
    page.get_by_label("出た数").fill(digits)
    page.get_by_role("button", name="確かめる").click()
    expect(page.get_by_role("heading", name="この数でよいですか")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="この数で決める").click()
    expect(page.locator(".lot-number")).to_have_text(digits)


def verdict(page: Page, heading: str) -> None:
    page.get_by_role("button", name="確かめる").click()
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_focused()


def test_a_panel_is_drawn_with_three_dice_before_everybody(closed, visit):
    page = sign_in(visit, f"/desk/lots/{closed.pk}/targets/")
    assert faults(page) == []
    page.get_by_role("button", name="人口の割合から案をつくる").click()
    expect(page.locator("#verdict")).to_contain_text("成り立ちます")
    page.get_by_role("button", name="枠を保存する").click()
    page.goto(f"/desk/lots/{closed.pk}/")
    assert faults(page) == []
    page.get_by_role("button", name="くじの表をつくる").click()
    draw = compute(closed)
    publish_and_throw(page, draw, DICE)

    wall = visit(f"/wall/lots/{closed.pk}/{draw.number}/", width="wide")
    expect(wall.locator(".lot-dice")).to_have_text(DICE, use_inner_text=False)
    assert faults(wall) == []
    panel = [seat.volunteer.key for seat in closed.drawn_seats.select_related("volunteer")]
    assert len(panel) == closed.seats
    for key in panel:
        expect(wall.locator(".lot-keys")).to_contain_text(key)


def test_the_wall_shows_the_number_when_it_came(closed, officer, drawn, visit):
    Draw.objects.filter(pk=drawn.pk).update(state=DrawState.COMMITTED, row=None, digits="", drawn_at=None)
    wall = visit(f"/wall/lots/{closed.pk}/{drawn.number}/", width="wide")
    expect(wall.locator(".lot-dice span")).to_have_text(["？"] * 3)
    assert faults(wall) == []

    Draw.objects.filter(pk=drawn.pk).update(
        state=DrawState.DRAWN, row=drawn.row, digits=drawn.digits, drawn_at=drawn.drawn_at
    )

    expect(wall.locator(".lot-dice span")).to_have_text(list(DICE))


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_everybody_checks_the_draw_on_their_own_machine(drawn, visit, width):
    page = visit(drawn.get_absolute_url(), width=width)
    assert faults(page) == []

    verdict(page, "一致")
    keys = [seat.volunteer.key for seat in drawn.drawn_seats.select_related("volunteer")]
    assert sorted(page.locator("[data-people]").inner_text().split("、")) == sorted(keys)
    assert faults(page) == []

    content = bytearray(bytes(drawn.files.get(name=TABLE).content))
    content[-4] = ord("2") if content[-4] != ord("2") else ord("3")
    page.get_by_text("手もとのファイルで確かめる").click()
    file = {"name": TABLE, "mimeType": "text/csv", "buffer": bytes(content)}
    page.get_by_label("受け取ったファイル").set_input_files([file])
    verdict(page, "不一致")
    assert page.locator("[data-findings] li").first.get_attribute("data-code") == "hash_differs"
    assert faults(page) == []


def test_a_volunteer_finds_their_own_number(drawn, visit):
    key = drawn.drawn_seats.select_related("volunteer")[0].volunteer.key
    page = visit(drawn.get_absolute_url(), scripts=False)
    page.get_by_label("応募のときに出た番号").fill(key.replace("-", "").upper())
    page.get_by_role("button", name="さがす").click()

    expect(page.get_by_text("選ばれました。", exact=True)).to_be_visible()


def test_who_gives_a_place_up_is_replaced_by_a_new_draw(closed, officer, drawn, visit):
    first, *others = closed.drawn_seats.all()
    for seat in others:
        settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=timezone.now())
    page = sign_in(visit, f"/desk/lots/{closed.pk}/seats/{first.position}/")
    page.get_by_role("button", name="氏名と連絡先を開く").click()
    expect(page.get_by_text("開いたことを記録しました")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("辞退を受けた").check()
    page.get_by_role("button", name="記録する").click()
    page.goto(f"/desk/lots/{closed.pk}/")
    page.get_by_role("button", name="補充のくじの表をつくる").click()
    draw = compute(closed)
    publish_and_throw(page, draw, "007")

    public = visit(draw.get_absolute_url())
    verdict(public, "一致")
    [seat] = draw.drawn_seats.all()
    settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=officer, now=timezone.now())
    page.goto(f"/desk/lots/{closed.pk}/")
    page.get_by_role("button", name="委員を決める").click()
    expect(page.get_by_text("委員が決まりました")).to_be_visible()
    public.goto(closed.get_absolute_url())
    expect(public.get_by_role("heading", name="抽せん第2回")).to_be_visible()
    assert faults(public) == []
