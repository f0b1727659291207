"""Reading aids in a browser: readings beside kanji, and hints for those who write."""

import pytest
from playwright.sync_api import expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.issues.models import Issue
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def sign_in(page, username="mihon-shisaku"):
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("を待っていること")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_citizen_switches_readings_on_copies_a_sentence_and_switches_them_off(sample, visit, scripts):
    page = visit("/issues/?level=chiiki", width="phone", scripts=scripts)
    words = page.locator("h1").inner_text()

    page.get_by_role("button", name="ふりがなをつける").click()

    expect(page).to_have_url(page.url)
    assert page.url.endswith("/issues/?level=chiiki")
    expect(page.locator("h1 rt").first).to_be_visible()
    if scripts:
        page.evaluate("() => getSelection().selectAllChildren(document.querySelector('h1'))")
        copied = page.evaluate("() => getSelection().toString()")
        assert "".join(copied.split()) == "".join(words.split())
    page.get_by_role("button", name="ふりがなをけす").click()
    expect(page.locator("rt")).to_have_count(0)


def test_readings_are_half_as_large_and_leave_the_page_in_its_width(sample, visit):
    page = visit("/", width="phone")
    page.get_by_role("button", name="ふりがなをつける").click()

    small, large = (
        page.locator(place).first.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
        for place in ("h1 rt", "h1 ruby")
    )

    assert small * 2 == pytest.approx(large, abs=0.1)
    assert faults(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_asks_for_hints_mends_the_words_and_saves_them(sample, visit, scripts):
    issue = Issue.objects.get(code="chiiki-01")
    page = visit("/accounts/login/", width="wide", scripts=scripts)
    sign_in(page)
    page.goto(f"/desk/issues/{issue.pk}/")
    page.get_by_label("説明").fill("制度を周知します。")

    page.get_by_role("button", name="やさしい日本語の手がかりを見る").and_(page.locator("[value=description]")).click()

    hints = page.locator(".ease-hints")
    expect(hints).to_contain_text("「知らせる」と書けませんか。")
    expect(page.get_by_label("説明")).to_have_value("制度を周知します。")
    if scripts:
        expect(hints.get_by_role("heading")).to_be_focused()
        assert faults(page) == []
    page.get_by_label("説明").fill("制度のことを知らせます。")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("保存しました。")).to_be_visible()
    issue.refresh_from_db()
    assert issue.description == "制度のことを知らせます。"


def test_enter_in_a_field_does_what_the_form_is_for(sample, visit):
    issue = Issue.objects.get(code="chiiki-01")
    page = visit("/accounts/login/", width="wide")
    sign_in(page)
    page.goto(f"/desk/issues/{issue.pk}/")

    page.get_by_label("手がかりの語").fill("縁側")
    page.get_by_label("手がかりの語").press("Enter")

    expect(page.get_by_text("保存しました。")).to_be_visible()
    issue.refresh_from_db()
    assert issue.keywords == "縁側"
