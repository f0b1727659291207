"""Two voices on the same matter, from a phone and from a card: linked, grouped together, named, found by number."""

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.grouping.models import Placement
from jukugi.apps.opinions.models import Opinion
from jukugi.kit.jobs.worker import do_waiting_jobs
from tests.journeys.conftest import faults
from tests.journeys.test_voices import find, number_on, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ISSUE = "行政依頼事務の棚卸し"
ON_PHONE = "広報の配布は、二か月に一度にまとめてください。"
ON_CARD = "こんにちは。広報の配布は二か月に一度にまとめてほしいです。よろしくお願いします。"


def publish_to(page: Page, words: str) -> None:
    """Make a voice public and link it to the issue."""
    page.goto("/desk/opinions/?queue=review")
    find(page, words)
    offer = page.locator(".offer", has_text=ISSUE)
    if offer.count():
        offer.get_by_role("checkbox").check()
    else:
        page.get_by_label("ほかの論点").select_option(label=ISSUE)
    page.get_by_role("button", name="公開して次へ").click()
    expect(page.locator(".work")).not_to_contain_text(words)


def test_a_voice_from_a_phone_and_a_card_are_grouped_linked_and_found(sample, visit):
    citizen = visit("/opinions/new/")
    citizen.get_by_label("あなたの声").fill(ON_PHONE)
    citizen.get_by_role("button", name="声を送る").click()
    number = number_on(citizen)

    officer = visit("/desk/opinions/enter/", width="wide")
    sign_in(officer)
    officer.get_by_label("意見カード").check()
    officer.get_by_label("書かれていること").fill(ON_CARD)
    officer.get_by_role("button", name="打ち込んで次へ").click()
    number_of_card = number_on(officer)
    publish_to(officer, ON_PHONE)
    publish_to(officer, ON_CARD)

    officer.goto("/desk/groups/")
    assert faults(officer) == []
    officer.get_by_role("link", name=ISSUE).click()
    officer.get_by_role("button", name="まとまりの案をつくる").click()
    expect(officer.locator(".run-card")).to_contain_text("取りやめる")
    assert faults(officer) == []
    do_waiting_jobs()
    expect(officer.locator(".run-card")).to_contain_text("に分けました", timeout=15_000)
    assert faults(officer) == []

    card = Placement.objects.get(opinion__text=ON_CARD)
    phone = Placement.objects.get(opinion__text=ON_PHONE)
    assert card.group == phone.group
    assert card.same_as == Opinion.objects.get(text=ON_PHONE)
    officer.goto(f"/desk/groups/{card.group_id}/")
    expect(officer.locator(".group-repeats")).to_contain_text("2件")
    assert faults(officer) == []
    officer.get_by_label("名前").fill("配布の回数を減らす")
    officer.get_by_role("button", name="この名前に決める").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("配布の回数を減らす")

    stranger = visit("/threads/")
    for each in (number, number_of_card):
        stranger.goto("/threads/")
        stranger.get_by_role("textbox", name="受付番号").first.fill(each)
        stranger.get_by_role("button", name="調べる").first.click()
        expect(stranger.locator(".story")).to_contain_text(ISSUE)
    stranger.locator(".story").get_by_role("link", name=ISSUE).click()
    expect(stranger.locator("main")).to_contain_text("配布の回数を減らす")
    assert faults(stranger) == []


def test_voices_are_moved_by_key_and_without_scripts(sample, visit):
    officer = visit("/desk/groups/", width="wide")
    sign_in(officer)
    officer.get_by_role("link", name=ISSUE).click()
    officer.get_by_role("button", name="まとまりの案をつくる").click()
    do_waiting_jobs()
    officer.reload()
    officer.locator(".group-head a").first.click()
    moved = officer.locator(".group-member label").first.text_content() or ""
    officer.locator(".group-member input").first.check()
    expect(officer.get_by_text("数字キーで移せます。")).to_be_visible()  # the keys are ready
    officer.keyboard.press("1")
    expect(officer.locator(".notice")).to_contain_text("1件を")
    assert Placement.objects.filter(is_held=True, opinion__text=moved).exists()

    plain = visit("/desk/groups/", scripts=False)
    sign_in(plain)
    plain.get_by_role("link", name=ISSUE).click()
    plain.locator(".group-head a").first.click()
    plain.locator(".group-member input").first.check()
    plain.get_by_role("button", name="新しいまとまりにする").click()
    expect(plain.locator(".notice")).to_contain_text("1件を")
    assert Placement.objects.filter(is_held=True).count() >= 2
    assert plain.evaluate("document.documentElement.scrollWidth") <= 360
