"""A voice from the phone and one from a paper card: sent, read, linked, and told under their numbers."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.kit.receipts import shown
from tests.journeys.conftest import faults, faults_at_both_widths

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = "町内会館が昼間は空いています。居場所として、だれでも立ち寄れるように開けてください。"
ON_CARD = "回覧板の枚数を減らして、月に一度にまとめてほしい。"


def sign_in(page: Page) -> None:
    page.get_by_label("ユーザー名").fill("mihon-shisaku")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def find(page: Page, words: str) -> None:
    """Put off the voices that wait before this one, as an officer in a hurry does."""
    for _ in range(60):
        if words in (page.locator(".work").text_content() or "").replace("\u200b", ""):
            return
        page.get_by_role("link", name="あとで").click()
    raise AssertionError("the voice does not wait")


def publish_and_link(page: Page, words: str) -> str:
    """Make a voice public and link it to the first issue that its words propose; the issue's title."""
    page.goto("/desk/opinions/?queue=review")
    find(page, words)
    assert faults(page) == []
    offer = page.locator(".offer").first
    title = (offer.locator("b").text_content() or "").strip()
    offer.get_by_role("checkbox").check()
    page.get_by_role("button", name="公開して次へ").click()
    expect(page.locator(".work")).not_to_contain_text(words)
    return title


def number_on(page: Page) -> str:
    return (page.locator(".receipt-no").first.text_content() or "").strip()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_voice_from_a_phone_is_published_linked_and_told_under_its_number(sample, visit, scripts):
    citizen = visit("/", scripts=scripts)
    citizen.get_by_role("link", name="短い意見を書く").click()
    citizen.get_by_label("あなたの声").fill(WORDS)
    citizen.get_by_role("button", name="声を送る").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("受け付けました")
    expect(citizen.locator(".voice-text").first).to_contain_text(WORDS[:10])
    number = number_on(citizen)
    assert number == shown(Opinion.objects.get(text=WORDS).submission.receipt)

    stranger = visit(citizen.url, scripts=scripts)
    expect(stranger.locator("main")).not_to_contain_text(WORDS)

    officer = visit("/desk/", width="wide", scripts=scripts)
    sign_in(officer)
    expect(officer.get_by_role("link", name="公開してよいか確かめる").first).to_be_visible()
    issue = publish_and_link(officer, WORDS) if scripts else _without_axe(officer)

    stranger.goto("/threads/")
    stranger.get_by_role("textbox", name="受付番号").first.fill(number)
    stranger.get_by_role("button", name="調べる").first.click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("「論点」の途中にあります")
    expect(stranger.locator(".voice-text").first).to_contain_text(WORDS[:10])
    stranger.locator(".story").get_by_role("link", name=issue).click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text(issue)
    assert Issue.objects.filter(title=issue, opinion_links__opinion__text=WORDS).exists()


def _without_axe(page: Page) -> str:
    """As ``publish_and_link``; axe itself needs scripts."""
    page.goto("/desk/opinions/?queue=review")
    find(page, WORDS)
    offer = page.locator(".offer").first
    title = (offer.locator("b").text_content() or "").strip()
    offer.get_by_role("checkbox").check()
    page.get_by_role("button", name="公開して次へ").click()
    return title


def test_a_card_is_printed_with_its_number_typed_in_and_found_like_a_voice_from_the_web(sample, visit):
    officer = visit("/desk/opinions/cards/", width="wide")
    sign_in(officer)
    officer.get_by_label("枚数").fill("2")
    officer.get_by_role("button", name="番号を付けて、紙をつくる").click()
    numbers = re.findall(r"\d{4}-\d{4}-\d", officer.locator("main").text_content() or "")
    assert len(set(numbers)) == 2

    citizen = visit("/threads/")
    citizen.get_by_role("textbox", name="受付番号").first.fill(numbers[0])
    citizen.get_by_role("button", name="調べる").first.click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("まだ")
    assert faults(citizen) == []

    officer.goto("/desk/opinions/enter/")
    officer.get_by_label("意見カード").check()
    officer.get_by_label("カードの受付番号").fill(numbers[0])
    officer.get_by_label("書かれていること").fill(ON_CARD)
    assert faults(officer) == []
    officer.get_by_role("button", name="打ち込んで次へ").click()
    expect(officer.locator(".receipt-no").first).to_have_text(numbers[0])
    issue = publish_and_link(officer, ON_CARD)

    citizen.reload()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("「論点」の途中にあります")
    expect(citizen.locator("main")).to_contain_text("紙のカードで届きました")
    expect(citizen.locator(".story")).to_contain_text(issue)
    assert faults(citizen) == []
    assert Submission.objects.get(opinions__text=ON_CARD).channel == Channel.CARD


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    for _ in range(150):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {target}")


def test_everything_is_done_by_keyboard_alone(sample, visit):
    citizen = visit("/opinions/new/")
    tab_to(citizen, citizen.get_by_label("あなたの声"))
    citizen.keyboard.type(WORDS)
    tab_to(citizen, citizen.get_by_role("button", name="声を送る"))
    citizen.keyboard.press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("受け付けました")

    officer = visit("/desk/opinions/?queue=review", width="wide")
    sign_in(officer)
    for _ in range(60):
        if WORDS in (officer.locator(".work").text_content() or ""):
            break
        here = officer.url
        expect(officer.locator("[data-work-keys]")).to_be_visible()  # the keys are ready
        officer.keyboard.press("h")
        expect(officer).not_to_have_url(here)
    expect(officer.locator("[data-work-keys]")).to_be_visible()
    officer.keyboard.press("1")
    expect(officer.locator(".offer").first.get_by_role("checkbox")).to_be_checked()
    officer.keyboard.press("Enter")
    expect(officer.locator(".work")).not_to_contain_text(WORDS)

    citizen.reload()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("「論点」の途中にあります")


def test_a_draft_survives_a_reload_and_goes_once_it_was_sent(sample, visit):
    citizen = visit("/opinions/new/")
    citizen.get_by_label("あなたの声").fill(WORDS)
    citizen.reload()
    expect(citizen.get_by_label("あなたの声")).to_have_value(WORDS)

    citizen.get_by_role("button", name="声を送る").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("受け付けました")
    citizen.goto("/opinions/new/")

    expect(citizen.get_by_label("あなたの声")).to_have_value("")


def test_axe_finds_nothing_on_a_form_that_was_refused(sample, visit):
    page = visit("/opinions/new/", is_disturbed=True)  # a refusal is an error in the console
    page.get_by_label("あなたの声").fill("😀😀")

    page.get_by_role("button", name="声を送る").click()

    expect(page.get_by_label("あなたの声")).to_have_value("😀😀")
    assert faults_at_both_widths(page) == []
