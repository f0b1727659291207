"""A review of a past measure in a browser: from a citizen's sheet on a phone to the issue that a finding leads to."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.evaluations.models import EvaluationSheet, Review, ReviewedMeasure
from jukugi.apps.organizations.models import Organization
from tests.journeys.conftest import faults
from tests.journeys.evaluation_paths import running_review
from tests.journeys.test_documents import press, sign_in
from tests.journeys.test_survey import go, look_up, tab_to

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CRITIC = "一年で閉じた縁側が多く、続ける手間を見ていなかった。"
CITIZEN = "近所の人と話すきっかけになった。"
CITY = "補助した32か所のうち、20か所がいまも開いている。"
FOUND = "始めるお金だけでは続かない"


def judged(page: Page, key: str, reason: str) -> None:
    """The first criterion, by the keyboard alone: ``Space`` takes the first verdict, ``ArrowUp`` the last."""
    tab_to(page, "そう思う")
    page.keyboard.press(key)
    tab_to(page, "理由")
    page.keyboard.type(reason)


def send_sheet(page: Page, measure: ReviewedMeasure, verdict: str, reason: str) -> str:
    """From the page of the measure to the receipt; its number."""
    page.goto(measure.get_absolute_url())
    assert faults(page) == []
    page.get_by_role("link", name=re.compile("評価を書く")).click()
    assert faults(page) == []
    marks = page.locator(".verdict-field").first
    marks.get_by_label(verdict, exact=True).check()
    marks.locator("textarea").fill(reason)
    press(page, "評価を送る")
    expect(page.locator(".receipt-no").first).to_be_visible()
    assert faults(page) == []
    return page.locator(".receipt-no").first.inner_text()


def publish(officer: Page, colleague: Page, review: Review, receipt: str) -> None:
    """Read the words, close, write a finding on a sheet, have it approved by another, publish."""
    here = f"/desk/evaluations/{review.pk}/"
    officer.goto(f"{here}sheets/")
    assert faults(officer) == []
    while (buttons := officer.get_by_role("button", name=re.compile("^公開する"))).count():
        buttons.first.click()
        expect(officer.get_by_role("status").or_(officer.locator(".notice")).first).to_be_visible()
        officer.goto(f"{here}sheets/")
    officer.goto(here)
    press(officer, "受付を終える")
    assert faults(officer) == []
    officer.goto(f"{here}findings/new/")
    officer.get_by_label("どれにあたるか").select_option(value="change")
    officer.get_by_label("どの施策のことか").select_option(index=1)
    officer.get_by_label("ひとことで").fill(FOUND)
    officer.get_by_label("くわしく").fill("閉じた所の多くが、二年目の手間をあげている。")
    officer.get_by_label("ちがう見方").fill("きっかけとしては十分だったという声もある。")
    assert faults(officer) == []
    press(officer, "保存する")
    officer.get_by_label("評価シートの受付番号").fill(receipt)
    press(officer, "このシートを付ける")
    press(officer, "承認を頼む")
    expect(officer.get_by_text("ほかの担当者の承認を待っています。")).to_be_visible()
    assert faults(officer) == []
    colleague.goto(officer.url)
    press(colleague, "承認する")
    officer.goto(here)
    press(officer, "結果を公表する")
    assert faults(officer) == []


def test_a_review_from_the_first_sheet_to_the_issue(sample, visit):
    review = running_review()
    measure = review.measures.get()
    measure.policy.department = Organization.objects.get(name="見本 企画担当課")
    measure.policy.save(update_fields=["department"])
    critic = send_sheet(visit("/"), measure, "そう思わない", CRITIC)
    send_sheet(visit("/"), measure, "そう思う", CITIZEN)
    officer, colleague = sign_in(visit, "mihon-shisaku"), sign_in(visit, "mihon-kakaricho")

    officer.goto(f"/desk/evaluations/{review.pk}/measures/{measure.pk}/answer/")
    assert faults(officer) == []
    judged(officer, "Space", CITY)
    tab_to(officer, "評価を送る")
    go(officer)
    citizen = visit(measure.get_absolute_url())
    expect(citizen.get_by_text(re.compile("これまでに3通"))).to_be_visible()
    assert CRITIC not in citizen.content()
    publish(officer, colleague, review, critic)

    # Verdicts stand side by side, and the few have as much room as the many.
    citizen.goto(measure.get_absolute_url())
    assert faults(citizen) == []
    views = citizen.locator(".evaluation-view")
    for words in (CRITIC, CITIZEN, CITY):
        expect(views.get_by_text(words)).to_be_visible()
    expect(citizen.get_by_text("そう思う側（同数）")).to_be_visible()
    citizen.get_by_role("link", name=FOUND).click()
    expect(citizen.locator("main")).to_contain_text("きっかけとしては十分だったという声もある。")
    assert faults(citizen) == []

    # The finding leads to an issue, and is found from there and from the number on a slip.
    officer.goto(f"/desk/evaluations/{review.pk}/findings/1/")
    issues = officer.locator("select[name=issue]")
    issues.select_option(index=1)
    title = issues.locator("option:checked").inner_text().split("　", 1)[1]
    officer.locator("textarea[name=reason]").fill("続ける手間が、ここでの問いだから。")
    press(officer, "つなぐ")
    assert faults(officer) == []
    citizen.reload()
    citizen.get_by_role("link", name=title).click()
    expect(citizen.locator("main")).to_contain_text(FOUND)
    assert faults(citizen) == []
    later = visit("/threads/")
    look_up(later, critic)
    expect(later.locator("main")).to_contain_text(FOUND)
    assert faults(later) == []


def test_a_sheet_by_keyboard_and_without_scripts(sample, visit):
    measure = running_review().measures.get()
    page = visit(f"{measure.get_absolute_url()}write/", scripts=False)

    judged(page, "ArrowUp", "使ったことがない。")
    tab_to(page, "評価を送る")
    go(page)

    expect(page.locator(".receipt-no").first).to_be_visible()
    sheet = EvaluationSheet.objects.get(measure=measure)
    assert [(one.verdict, one.reason) for one in sheet.verdicts.all()] == [("unknown", "使ったことがない。")]


def test_on_paper_everything_is_open_and_nothing_is_cut(sample, visit):
    measure = Review.objects.get(state="published").measures.filter(listed_only=False).first()
    page = visit(measure.get_absolute_url(), width="wide")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 with a browser's margins

    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.locator(".verdict-table thead").first).to_be_visible()
    expect(page.get_by_role("link", name="評価シートをすべて読む")).to_be_hidden()
