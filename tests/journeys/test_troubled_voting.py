"""Answers that are refused, lost, or sent twice: the person always sees what became of them."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement, Topic, Vote
from tests.journeys.conftest import A_LITTLE_LATER_MS, faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CASTS = re.compile(r"/statements/\d+/vote/$")


@pytest.fixture
def voting(sample, visit) -> Callable[..., Page]:
    """A visitor before the first statement of a topic of the sample."""

    def begin(title: str = "地域の居場所", **how) -> Page:
        return visit(f"/topics/{Topic.objects.get(title=title).pk}/vote/", **how)

    return begin


def answered(page: Page, count: int, total: int = 24) -> None:
    expect(page.locator(".vote-progress")).to_contain_text(f"{total}のうち{count}に答えました")


def agree(page: Page) -> Locator:
    return page.get_by_role("button", name="賛成")


def unsent(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="答えを送れませんでした")


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_a_topic_closed_before_the_press_says_so_and_records_nothing(voting, width):
    page = voting(width=width, is_disturbed=True)
    before = Vote.objects.count()
    Topic.objects.filter(title="地域の居場所").update(closed_at=timezone.now())

    agree(page).click()

    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("この答えは記録していません")
    expect(refusal).to_contain_text("回答の受付は終わりました")
    expect(refusal).to_be_focused()
    expect(page.locator(".vote-btn")).to_have_count(0)
    assert Vote.objects.count() == before
    assert faults(page) == []


def test_a_statement_hidden_before_the_press_says_so_and_shows_the_next(voting):
    page = voting(is_disturbed=True)
    before = Vote.objects.count()
    shown = int(re.search(r"/statements/(\d+)/", page.locator("form.vote").get_attribute("action"))[1])
    Statement.objects.filter(pk=shown).update(state=StatementState.HIDDEN)

    page.keyboard.press("1")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("この意見文には、いま答えられません")
    assert Vote.objects.count() == before
    page.wait_for_timeout(A_LITTLE_LATER_MS)
    agree(page).click()
    answered(page, 1, total=23)
    assert Vote.objects.count() == before + 1


def lose(route: Route) -> None:
    route.abort()


def break_down(route: Route) -> None:
    route.fulfill(status=500, body="")


@pytest.mark.parametrize("trouble", [lose, break_down])
def test_an_answer_that_gets_lost_is_told_and_can_be_sent_again(voting, trouble):
    page = voting(is_disturbed=True)
    before = Vote.objects.count()
    statement = page.locator("#vote-card-title").text_content()
    page.route(CASTS, trouble)

    page.get_by_role("button", name="反対").click()

    expect(unsent(page)).to_be_focused()
    expect(unsent(page)).to_contain_text("記録されたかどうかは、まだ分かりません")
    expect(unsent(page)).not_to_contain_text("この答えは記録していません", use_inner_text=True)
    assert page.locator("#vote-card-title").text_content() == statement
    assert faults(page) == []

    page.unroute(CASTS)
    page.get_by_role("button", name="もう一度送る").click()
    answered(page, 1)
    expect(unsent(page)).to_have_count(0)
    assert Vote.objects.count() == before + 1
    assert Vote.objects.latest("pk").choice == -1


def test_an_answer_without_its_token_is_told_as_not_recorded(voting):
    page = voting(is_disturbed=True)
    before = Vote.objects.count()
    page.context.clear_cookies()

    agree(page).click()

    expect(unsent(page)).to_be_focused()
    expect(unsent(page)).to_contain_text("この答えは記録していません", use_inner_text=True)
    page.get_by_role("button", name="もう一度送る").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("まだ送られていません")
    assert Vote.objects.count() == before


def test_the_notice_goes_when_the_next_press_arrives(voting):
    page = voting(is_disturbed=True)
    page.route(CASTS, lose)
    agree(page).click()
    expect(unsent(page)).to_be_visible()

    page.unroute(CASTS)
    page.keyboard.press("1")

    answered(page, 1)
    expect(unsent(page)).to_have_count(0)
    expect(page.locator("#vote-card-title")).to_be_focused()


def test_a_double_click_answers_one_statement(voting):
    page = voting()
    before = Vote.objects.count()

    agree(page).dblclick(delay=20)

    answered(page, 1)
    page.wait_for_timeout(A_LITTLE_LATER_MS)
    assert Vote.objects.count() == before + 1
    expect(page.locator(".vote-btn[aria-pressed]")).to_have_count(0)


def test_presses_just_after_the_next_statement_came_are_not_its_answer(voting):
    page = voting()
    before = Vote.objects.count()
    # In the browser itself, so that each press falls within the pause however slow this machine is.
    page.evaluate(
        """() => document.addEventListener("htmx:afterSettle", () => {
            const press = (type, also) => document.querySelector(".vote-btn").dispatchEvent(
                new PointerEvent(type, { bubbles: true, cancelable: true, detail: 1, ...also }));
            press("pointerdown");
            press("click");
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "2", bubbles: true }));
            press("pointerdown");
            setTimeout(() => { press("click"); document.body.dataset.lifted = "" }, 600);
        }, { once: true })"""
    )

    agree(page).click()

    answered(page, 1)
    page.wait_for_selector("body[data-lifted]")
    agree(page).click()
    answered(page, 2)
    assert Vote.objects.count() == before + 2


def test_presses_while_an_answer_is_under_way_are_dropped_and_the_wait_is_told(voting):
    page = voting()
    before = Vote.objects.count()
    held: list[Route] = []
    page.route(CASTS, lambda route: held.append(route))
    under_way = page.get_by_text("答えを送っています")
    expect(under_way).to_be_hidden()

    agree(page).click()
    page.get_by_role("button", name="反対").click()
    page.keyboard.press("3")
    expect(under_way).to_be_visible()
    held[0].continue_()

    answered(page, 1)
    expect(under_way).to_be_hidden()
    assert len(held) == 1
    assert Vote.objects.count() == before + 1
    assert Vote.objects.latest("pk").choice == 1


def test_with_keys_alone_focus_stands_on_each_new_heading(voting):
    page = voting("回覧と配布のこれから", width="wide")
    heading = page.locator("#vote-card-title")
    seen = set()

    for count in range(1, 9):
        seen.add(heading.text_content())
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement.matches('.vote-btn')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter" if count % 2 else "Space")
        answered(page, count, total=8)
        expect(heading).to_be_focused()
        page.wait_for_timeout(A_LITTLE_LATER_MS)

    assert len(seen) == 8
    expect(heading).to_contain_text("すべての意見文に答えました")
    assert heading.bounding_box()["x"] == page.locator(".crumbs").bounding_box()["x"]
    assert faults(page) == []
