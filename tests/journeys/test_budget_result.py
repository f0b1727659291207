"""The middle of a budget round: counted, published by two people, read by a newcomer, counted again in the browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.counting import count_result, publish_result, want_result
from jukugi.apps.budgeting.models import BudgetResult
from jukugi.apps.budgeting.tests.factories import AFTER, closed, rules
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BALLOTS = [{1, 4}, {1}, {1, 2}, {2}, {3}, {1, 2, 3}, {4}, {2, 4}]
COSTS = (2_000_000, 3_000_000, 4_000_000, 3_000_000, 9_000_000)


def published(**said) -> BudgetResult:
    """The result of a small round with a threshold that leaves one project out, and a lot."""
    budget_round = closed(BALLOTS, costs=COSTS, rules=rules(supporters_least=1, **said))
    one, other = (RoleFactory(area=budget_round.area).user for _ in range(2))
    wanted = want_result(
        budget_round=budget_round, seed="4217", seed_words="見本の数字（6月22日）", actor=one, now=AFTER
    )
    counted = count_result(result_pk=wanted.pk, now=AFTER + timedelta(minutes=5))
    return publish_result(result=counted, actor=other, now=AFTER + timedelta(hours=1))


def changed(page: Page, name: str, old: bytes, new: bytes) -> None:
    """One thing in a file was changed on the way."""

    def answer(route):
        response = route.fetch()
        assert old in response.body()
        route.fulfill(response=response, body=response.body().replace(old, new, 1))

    page.route(f"**/result/{name}", answer)


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_a_newcomer_reads_what_is_chosen_and_why_and_counts_again(visit, width):
    result = published()
    page = visit(f"/budget/{result.round_id}/", width=width)
    page.get_by_role("link", name="結果を見る").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("の結果")
    expect(page.locator(".result-project.is-chosen").first).to_contain_text(
        "投票した8人のうち、4人（50%）が選びました。"
    )
    page.locator("summary", has_text="選ばれなかった").click()
    expect(page.get_by_text("公表した決まりの人数に届かなかったので")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="数え直す").click()

    expect(page.get_by_role("heading", name="一致", exact=True)).to_be_focused()
    assert faults(page) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("ballots.pb", b"1;1\n", b"1;2\n", "hash_differs"),
        ("rules.json", b'"increment": 1', b'"increment": 2', "hash_differs"),
        ("result.json", b'"cost": ', b'"cost": 1', "cost_differs"),
    ],
)
def test_one_byte_that_was_changed_does_not_agree(visit, name, old, new, code):
    result = published()
    page = visit(f"/budget/{result.round_id}/result/")
    changed(page, name, old, new)

    page.get_by_role("button", name="数え直す").click()

    expect(page.get_by_role("heading", name="不一致")).to_be_focused()
    assert code in page.locator("[data-findings] li").evaluate_all("items => items.map((item) => item.dataset.code)")


def test_shares_and_thresholds_are_recounted_alike(visit):
    result = published(share_divisor=1, rule="greedy")
    page = visit(f"/budget/{result.round_id}/result/")

    page.get_by_role("button", name="数え直す").click()

    expect(page.get_by_role("heading", name="一致", exact=True)).to_be_focused()


def test_without_scripts_the_page_tells_everything_but_the_recount(visit):
    result = published()
    page = visit(f"/budget/{result.round_id}/result/", scripts=False)

    expect(page.get_by_role("heading", name="事業ごとの理由")).to_be_visible()
    expect(page.get_by_role("link", name="ballots.pb")).to_be_visible()


def test_the_desk_counts_and_a_second_person_publishes(visit):
    budget_round = closed(BALLOTS, costs=COSTS, ward=WardFactory(name="見本区"))
    people = [RoleFactory(area=budget_round.area).user for _ in range(2)]
    for person in people:
        person.set_password("a long word for tests")
        person.save()

    def signed_in(person) -> Page:
        page = visit("/accounts/login/", width="wide")
        page.get_by_label("ユーザー名").fill(person.username)
        page.get_by_label("パスワード").fill("a long word for tests")
        page.get_by_role("button", name="サインインする").click()
        page.goto(f"/desk/budget/{budget_round.pk}/count/")
        return page

    page = signed_in(people[0])
    page.get_by_role("textbox", name="くじの種").fill("4217")
    page.get_by_role("textbox", name="種の出どころ").fill("見本の数字（6月22日）")
    page.get_by_role("button", name="この種で数える").click()
    count_result(result_pk=BudgetResult.objects.get().pk, now=AFTER)
    page.get_by_role("link", name="読み直す").click()
    expect(page.get_by_text("種を入れたのはあなたです。")).to_be_visible()
    assert faults(page) == []
    page = signed_in(people[1])
    page.get_by_role("button", name="結果を公表する").click()

    expect(page.get_by_role("link", name="みんなの見るページ")).to_be_visible()
    assert faults(page) == []
