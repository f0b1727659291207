"""Two people with letters: one comes by the square on a phone, the card of the other is typed in; both may be drawn."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.sortition.actions import inviting
from jukugi.apps.sortition.enums import LotteryState
from jukugi.apps.sortition.models import CivicLottery
from jukugi.apps.sortition.queries.pool import pool_of
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

OFFICER = "mihon-shisaku"


@pytest.fixture
def letters(sample) -> tuple[CivicLottery, list[str]]:
    """The lottery of the sample that takes registrations, and the codes of two more letters."""
    made = CivicLottery.objects.get(state=LotteryState.OPENED)
    officer, now = User.objects.get(username=OFFICER), timezone.now()
    round_, codes = inviting.plan_round(
        lottery=made, letters=2, weights={}, rate=0.04, how="見本の数", actor=officer, now=now
    )
    inviting.know_public_number(round_=round_, number="38915", actor=officer, now=now)
    rows = [inviting.InvitedRow(number, "", "30-39", "female") for number in (1, 2)]
    inviting.take_invited(round_=round_, rows=rows, counts={}, actor=officer, now=now)
    inviting.letters_sent(round_=round_, actor=officer, now=now)
    return made, codes


def choose_first(page) -> None:
    """The first value of every feature."""
    for group in page.locator("main fieldset").all():
        if group.get_by_role("radio").count():
            group.get_by_role("radio").first.check()


def test_one_comes_by_the_square_and_one_on_paper(letters, visit):
    made, codes = letters
    before = len(pool_of(made).volunteers)

    phone = visit(f"/lots/join/?code={codes[0]}", is_disturbed=True)  # the empty form is refused with 400
    assert "code" not in phone.url
    assert faults(phone) == []
    phone.get_by_role("button", name="応募する").click()
    expect(phone.locator(".error-summary, [role=alert]").first).to_be_visible()
    choose_first(phone)
    phone.get_by_label("氏名").fill("見本 花")
    phone.get_by_label("住所").fill("見本区見本町1-2-3")
    phone.get_by_label("電話").fill("000-0000-0000")
    phone.get_by_label("保育").check()
    phone.get_by_role("button", name="応募する").click()
    number = phone.locator(".receipt-no")
    expect(number).to_be_visible()
    assert faults(phone) == []
    key = number.inner_text()
    assert "見本 花" not in phone.content()

    again = visit("/lots/join/")
    again.get_by_label("案内の番号").fill(codes[0].upper())
    again.get_by_role("button", name="次へ").click()
    expect(again.locator(".receipt-no")).to_have_text(key)

    desk = visit(f"/desk/lots/{made.pk}/volunteers/card/", width="wide")
    desk.get_by_label("ユーザー名").fill(OFFICER)
    desk.get_by_label("パスワード").fill(PASSWORD)
    desk.get_by_role("button", name="サインインする").click()
    desk.goto(f"/desk/lots/{made.pk}/volunteers/card/")
    assert faults(desk) == []
    desk.get_by_label("案内の番号").fill(codes[1])
    desk.get_by_label("届いた日").fill(timezone.localdate().isoformat())
    choose_first(desk)
    desk.get_by_label("氏名").fill("見本 木")
    desk.get_by_label("住所").fill("見本区見本町4-5-6")
    desk.get_by_label("電話").fill("000-0000-0001")
    desk.get_by_role("button", name="受け付ける").click()
    expect(desk.get_by_text("として受け付けました")).to_be_visible()

    came = {volunteer.key: volunteer.channel for volunteer in made.volunteers.filter(code__round__number=2)}
    assert came.pop(key) == Channel.WEB
    assert list(came.values()) == [Channel.POST]
    assert len(pool_of(made).volunteers) == before + 2
