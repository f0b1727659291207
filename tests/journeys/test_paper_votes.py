"""Answers on paper, from the printer to the page behind a number; by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.opinion_map.models import SheetEntry, Topic, Vote, VoteSheet
from jukugi.apps.opinion_map.sealed import current_votes
from jukugi.kit import receipts
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

KEYS = "123012301230123012301230"


@pytest.fixture
def officers(sample, second_officer, visit):
    """Opens a page as one of two members of staff."""

    def sign_in(path: str, *, username: str = "mihon-shisaku", **how) -> Page:
        page = visit(path, **{"width": "wide"} | how)
        page.get_by_label("ユーザー名").fill(username)
        page.get_by_label("パスワード").fill(PASSWORD)
        page.get_by_role("button", name="サインインする").press("Enter")
        page.wait_for_url(f"**{path}")
        return page

    return sign_in


@pytest.fixture
def second_officer(sample) -> None:
    from django.utils import timezone

    from jukugi.apps.accounts.actions import add_staff
    from jukugi.apps.accounts.enums import RoleKind

    add_staff(
        username="mihon-futari",
        display_name="見本 二人目",
        password=PASSWORD,
        kind=RoleKind.POLICY_OFFICER,
        area=None,
        now=timezone.now(),
    )


def type_in(page: Page, sheet: VoteSheet, keys: str) -> None:
    """A sheet by keys alone: its number, Enter, a key a statement, Enter."""
    expect(page.get_by_label("用紙の受付番号")).to_be_focused()
    page.keyboard.type(receipts.shown(sheet.receipt))
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_focused()
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="打ち込んで次の紙へ")).to_be_focused()
    page.keyboard.press("Enter")


def test_sheets_are_printed_typed_in_twice_settled_and_counted_by_keyboard(officers, visit):
    topic = Topic.objects.get(title="地域の居場所")
    before = Vote.objects.count()
    one = officers(f"/desk/topics/{topic.pk}/sheets/")
    assert faults(one) == []
    one.get_by_label("枚数").fill("2")
    one.get_by_label("配る場所").fill("多摩区役所の説明会")
    one.keyboard.press("Enter")
    expect(one.get_by_role("heading", level=1)).to_contain_text("用紙2枚です")
    assert faults(one) == []
    first, second = VoteSheet.objects.order_by("pk")
    keys = KEYS[: len(first.statements)]

    one.goto(f"/desk/topics/{topic.pk}/sheets/enter/")
    assert faults(one) == []
    type_in(one, first, keys)
    expect(one.get_by_role("status")).to_contain_text("一度目を打ち込みました")
    type_in(one, second, keys)
    expect(one.get_by_role("status")).to_contain_text("一度目を打ち込みました")

    other = officers(f"/desk/topics/{topic.pk}/sheets/enter/", username="mihon-futari")
    type_in(other, first, keys)
    expect(other.get_by_role("status")).to_contain_text("数えました")
    assert faults(other) == []
    type_in(other, second, "2" + keys[1:])
    expect(other.get_by_role("status")).to_contain_text("読み取りが違っています")
    assert faults(other) == []
    other.get_by_role("link", name="違いを決める").press("Enter")
    expect(other.get_by_role("heading", level=1)).to_contain_text("違う1か所")
    assert faults(other) == []
    other.keyboard.press("1")
    other.keyboard.press("Enter")
    expect(other.get_by_role("status")).to_contain_text("数えました")

    for sheet in (first, second):
        sheet.refresh_from_db()
        said = dict(zip(sheet.statements, keys, strict=True))
        choices = {"1": 1, "2": -1, "3": 0}
        expected = [(key, choices[mark]) for key, mark in said.items() if mark in choices]
        votes = Vote.objects.filter(participant=sheet.participant).order_by("pk")
        assert list(votes.values_list("statement", "choice")) == expected
    assert Vote.objects.count() == before + 2 * sum(key != "0" for key in keys)
    assert current_votes().count == 0

    citizen = visit(f"/threads/{first.receipt}/")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("この紙の答えは、数えました")
    assert faults(citizen) == []


def test_a_slip_is_taken_back_by_backspace_and_a_wrong_number_is_told(officers):
    topic = Topic.objects.get(title="地域の居場所")
    page = officers(f"/desk/topics/{topic.pk}/sheets/", is_disturbed=True)
    page.get_by_label("枚数").fill("1")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="用紙1枚です").wait_for()
    sheet = VoteSheet.objects.get()
    page.goto(f"/desk/topics/{topic.pk}/sheets/enter/")

    page.keyboard.type("1234-5678-0")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("どの用紙の番号でもありません")
    assert faults(page) == []
    page.get_by_label("用紙の受付番号").fill(sheet.receipt)
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_focused()
    for key in ["1", "2", "Backspace", "3", *"1" * (len(sheet.statements) - 2), "Enter"]:
        page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text("一度目を打ち込みました")

    words = [SheetEntry.objects.get().answers[str(key)] for key in sheet.statements]
    assert words[:3] == ["agree", "pass", "agree"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sheet_is_typed_in_on_a_phone_with_and_without_scripts(officers, scripts):
    topic = Topic.objects.get(title="地域の居場所")
    page = officers(f"/desk/topics/{topic.pk}/sheets/", width="phone", scripts=scripts, is_disturbed=True)
    page.get_by_label("枚数").fill("1")
    page.get_by_role("button", name="用紙をつくる").click()
    sheet = VoteSheet.objects.get()
    page.goto(f"/desk/topics/{topic.pk}/sheets/enter/")
    page.get_by_label("用紙の受付番号").fill(receipts.shown(sheet.receipt))
    page.get_by_role("button", name="この用紙を開く").click()

    page.get_by_role("button", name="打ち込んで次の紙へ").click()
    expect(page.get_by_role("alert")).to_contain_text("直すところが24つあります")
    if scripts:
        assert faults(page) == []
    for row in page.locator("[data-sheet-row]").all():
        row.get_by_text("わからない").click()
    page.get_by_role("button", name="打ち込んで次の紙へ").click()

    expect(page.get_by_role("status")).to_contain_text("一度目を打ち込みました")
    assert set(SheetEntry.objects.get().answers.values()) == {"pass"}
