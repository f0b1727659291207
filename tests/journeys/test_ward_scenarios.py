"""A ward compares who could run its centre; residents say what they think, on a phone and on paper; two decide."""

import random
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.support.models import Scenario
from tests.journeys.conftest import faults
from tests.journeys.test_documents import press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ON_PHONE = "帰りが遅いので、夜九時まで開いていてほしい。"
ON_CARD = "昼に、お茶だけでも寄れる所に。"
REASON = "夜に開いていることを重く見ました。"
TAKEN = "昼のお茶の時間を、週に二日つくります。"


def nakahara() -> Scenario:
    return Scenario.objects.get(area__code="141330")


def told(page: Page) -> tuple[list[str], list[str], str]:
    """Sums and places of the page, and its sentence, without what the line breaks are made of."""
    leader = page.locator("[data-leader]").inner_text()
    sums, places = page.locator("[data-sum]"), page.locator("[data-place]")
    return sums.all_inner_texts(), places.all_inner_texts(), re.sub(r"\s", "", leader)


def officer_at(visit, username: str, *, scripts: bool) -> Page:
    """Signed in. A form that comes back with 400 stands in the browser's console as an error."""
    page = visit("/accounts/login/", width="wide", scripts=scripts, is_disturbed=True)
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    press(page, "サインインする")
    expect(page.get_by_role("heading", level=1)).to_contain_text("待っている")
    return page


def say(page: Page, words: str) -> None:
    page.get_by_role("link", name="意見を書く").click()
    page.get_by_label("あなたの声").fill(words)
    page.get_by_role("button", name="声を送る").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("受け付けました")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_residents_comment_and_the_decision_shows_its_reasons(sample, visit, scripts):
    scenario = nakahara()
    here = f"/desk/support/scenarios/{scenario.pk}/"

    phone = visit(scenario.get_absolute_url(), scripts=scripts)
    say(phone, ON_PHONE)
    officer = officer_at(visit, "mihon-shisaku", scripts=scripts)
    officer.goto("/desk/opinions/enter/")
    officer.get_by_label("意見カード").check()
    officer.get_by_label("募集").select_option(str(scenario.call_id))
    officer.get_by_label("書かれていること").fill(ON_CARD)
    officer.get_by_label("受け取った日").fill(timezone.localdate().isoformat())
    press(officer, "打ち込んで次へ")
    of_call = Opinion.objects.filter(submission__call=scenario.call)
    assert of_call.filter(text__in=[ON_PHONE, ON_CARD]).count() == 2
    of_call.update(state=OpinionState.SHOWN)  # read by the staff: that way is walked in the journey of voices

    officer.goto(f"{here}decision/")
    officer.get_by_label("どれを選ぶか").select_option(index=0)
    officer.get_by_label("選んだ理由").fill(REASON)
    press(officer, "決める人に渡す")
    expect(officer.locator("main")).to_contain_text("声をどう扱ったか")  # two voices came, and nothing is said of them
    officer.get_by_label("声から取り入れたこと").fill(TAKEN)
    press(officer, "決める人に渡す")
    expect(officer.locator("main")).to_contain_text("自分では決められません")

    ward = officer_at(visit, "mihon-nakahara", scripts=scripts)
    ward.goto(here)
    press(ward, "この案に決める")
    phone.goto(scenario.get_absolute_url())

    if scripts:
        assert faults(phone) == []
    for words in (REASON, TAKEN, ON_PHONE, ON_CARD):
        expect(phone.locator("main")).to_contain_text(words)
    expect(phone.locator("main")).to_contain_text("を選びました")


def test_the_script_tells_the_same_numbers_as_the_server(sample, visit):
    url = f"{nakahara().get_absolute_url()}compare/"
    moved, asked = visit(url), visit(url, scripts=False)
    dice = random.Random(11)

    for _ in range(6):
        weights = [dice.randint(0, 10) for _ in range(4)]
        weights[0] = weights[0] or 1
        for page in (moved, asked):
            for field, weight in zip(page.locator("[data-weight]").all(), weights, strict=True):
                field.fill(str(weight))
        press(asked, "この重みで比べる")

        assert told(moved) == told(asked)
        shares = [re.sub(r"\s", "", one) for one in moved.locator("[data-share]").all_inner_texts()]
        assert shares == [re.sub(r"\s", "", one) for one in asked.locator("[data-share]").all_inner_texts()]
        moved.locator("[data-weight]").first.blur()
        expect(moved.locator("#sensitivity")).to_contain_text(f"いまは全体の{shares[0]}です。", use_inner_text=False)
    assert moved.url.endswith("/compare/")  # nothing was sent but for the picture below


def test_weights_that_say_nothing_are_told_at_once(sample, visit):
    page = visit(f"{nakahara().get_absolute_url()}compare/", width="wide")

    page.locator("[data-weight]").first.fill("11")

    expect(page.locator("[data-leader]")).to_contain_text("0から10までの整数")
    assert faults(page) == []
