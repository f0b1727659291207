"""A survey in a browser: on a phone without account, through a lost connection, by keyboard alone, on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.models import AnswerSheet, Survey
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def onward(page: Page) -> None:
    page.get_by_role("button", name=re.compile("次へ|答えを確かめる")).click()


def begin(page: Page) -> None:
    page.get_by_role("link", name=re.compile("回答をはじめる")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3ページ中1ページ")


def go(page: Page) -> None:
    """Press what has the focus, and wait for the page behind it."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def look_up(page: Page, number: str) -> None:
    page.locator("main input[name=no]").first.fill(number)
    go(page)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says so."""
    for _n in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.replace(/\\s/g, '') }"
        )
        if words in said:
            return
    raise AssertionError(words)


def test_a_citizen_answers_on_a_phone_through_a_lost_connection(sample, visit):
    asking = Survey.objects.get(audiences__access=Access.OPEN)
    page = visit("/surveys/", is_disturbed=True)
    assert faults(page) == []
    page.get_by_role("link", name=asking.title).click()
    assert faults(page) == []
    begin(page)
    page.get_by_label("多摩区").check()
    page.get_by_label("40〜49歳").check()
    assert faults(page) == []
    onward(page)

    # An answer opens a question at once; then the train goes into the tunnel.
    question = page.locator("#q-q5")
    expect(question).to_be_hidden()
    page.get_by_label("ある", exact=True).check()
    expect(question).to_be_visible()
    page.get_by_label("公園や広場").check()
    question.locator(".answer-words").fill("駅前のパン屋")
    expect(page.get_by_label("その他").first).to_be_checked()
    page.context.set_offline(True)
    page.get_by_label("まあそう思う").check()
    onward(page)
    expect(page.get_by_text("いま、つながっていません")).to_be_visible()
    expect(page.get_by_label("まあそう思う")).to_be_checked()
    page.context.set_offline(False)

    # The phone has closed the tab meanwhile: what was answered is there again.
    page.goto("/surveys/")
    page.get_by_role("link", name=asking.title).click()
    page.get_by_role("link", name=re.compile("回答をはじめる")).click()
    expect(page.get_by_label("多摩区")).to_be_checked()
    onward(page)
    expect(page.get_by_label("まあそう思う")).to_be_checked()
    expect(page.locator("#q-q5 .answer-words")).to_have_value("駅前のパン屋")
    assert faults(page) == []
    onward(page)

    page.get_by_label("雨の日もいられる").check()
    page.locator("#a_q8__r1").get_by_label("とても").check()
    page.get_by_label(re.compile("歩いて何分まで")).fill("十分")
    page.get_by_label(re.compile("こんな場所があったら")).fill("雨の日に、こどもと座れる所。")
    onward(page)
    expect(page.get_by_role("alert")).to_contain_text("直すところが1つあります")
    assert faults(page) == []
    page.get_by_label(re.compile("歩いて何分まで")).fill("１０")
    onward(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("この答えを送ります")
    expect(page.locator(".answer-sum")).to_contain_text("駅前のパン屋")
    assert faults(page) == []
    page.get_by_role("button", name="この答えを送る").click()
    number = page.locator(".receipt-no").first.inner_text()
    assert faults(page) == []

    # Days later, from the number alone.
    later = visit("/threads/")
    look_up(later, number)
    expect(later.get_by_role("heading", level=1)).to_contain_text("この回答は、届いています")
    sheet = AnswerSheet.objects.filter(survey=asking).latest("pk")
    assert sheet.answers["q5"] == ["a1", "a6"]
    assert sheet.answers["q9"] == "10"


def test_the_whole_way_by_keyboard_and_without_scripts(sample, visit):
    asking = Survey.objects.get(audiences__access=Access.OPEN)
    before = asking.sheets.count()
    page = visit(asking.get_absolute_url(), scripts=False)
    tab_to(page, "回答をはじめる")
    go(page)
    tab_to(page, "川崎区")
    page.keyboard.press("Space")
    tab_to(page, "次へ")
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("3ページ中2ページ")
    tab_to(page, "ある")
    page.keyboard.press("Space")
    tab_to(page, "次へ")
    go(page)
    # Without scripts the page comes once more, with the question that the answer opened.
    expect(page.locator("#q-q5")).to_be_visible()
    tab_to(page, "次へ")
    go(page)
    tab_to(page, "答えを確かめる")
    go(page)
    tab_to(page, "この答えを送る")
    go(page)

    expect(page.locator(".receipt-no").first).to_be_visible()
    assert asking.sheets.count() == before + 1


def test_a_sheet_of_paper_is_found_by_its_number(sample, visit):
    sheet = AnswerSheet.objects.filter(paper__isnull=False).earliest("pk")
    page = visit("/threads/", width="wide")

    look_up(page, sheet.receipt)

    expect(page.get_by_role("heading", level=1)).to_contain_text("アンケートの結果が出ました")
    expect(page.locator(".story")).to_contain_text("紙に書かれたものを、職員が入力しました")
    assert faults(page) == []
