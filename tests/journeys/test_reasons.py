"""Two people of different groups read each other's reasons; a condition of one becomes a statement that bridges."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice, ReasonSide, StatementOrigin
from jukugi.apps.opinion_map.models import LiveMap, Reason, Statement, Topic, Vote
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CONDITION = "鍵を近所の三人で順番に預かるなら、夜も開けてよいと思います。"
STATEMENT = "鍵を近所の三人で順番に預かるのがよい。"


def plain(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def officer_at(visit, path: str) -> Page:
    page = visit(path, width="wide")
    page.get_by_label("ユーザー名").fill("mihon-shisaku")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    page.goto(page.url.split("/desk/")[0].split("/accounts/")[0] + path)
    return page


def answer(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_condition_of_one_group_becomes_a_statement_that_bridges(sample, visit):
    topic = Topic.objects.get(title="地域の居場所")
    statement = topic.statements.get(number=16)
    reasons = f"/topics/{topic.pk}/statements/{statement.pk}/reasons/"

    left = visit(reasons)
    assert faults(left) == []
    answer(left, "賛成")
    expect(left.get_by_role("heading", name="まず、反対の人の理由から")).to_be_visible()
    against = left.locator(".reason-first .reason-text")
    right = visit(reasons)
    answer(right, "反対")
    expect(right.get_by_role("heading", name="まず、賛成の人の理由から")).to_be_visible()
    assert plain(right.locator(".reason-first .reason-text").text_content()) != plain(against.text_content())
    right.locator(".reason-first").get_by_role("button", name="参考になった").click()
    expect(right.locator(".reason-first button[aria-pressed=true]")).to_be_visible()
    assert faults(right) == []

    right.get_by_role("radio", name="賛成できるなら").check()
    right.get_by_role("textbox", name="理由").fill(CONDITION)
    right.get_by_role("button", name="職員に送る").click()
    expect(right.get_by_role("heading", level=1)).to_contain_text("理由を受け付けました")
    assert faults(right) == []

    officer = officer_at(visit, f"/desk/topics/{topic.pk}/reasons/")
    assert faults(officer) == []
    officer.locator("li", has_text=CONDITION).get_by_role("button", name="公開する").click()
    condition = Reason.objects.get(text=CONDITION)
    left.goto(left.url.split("#")[0])
    left.get_by_role("button", name="この条件なら賛成できる").last.click()
    expect(left.locator(f"#helpful-{condition.pk} button")).to_have_attribute("aria-pressed", "true")
    _people_of_every_group_share(condition)
    actions.refresh_map(topic=topic, now=condition.created_at)

    officer.reload()
    offered = officer.locator("li", has_text=CONDITION)
    expect(offered).to_contain_text("多くの人が、この条件なら賛成できると答えています")
    offered.get_by_role("textbox", name="意見文").fill(STATEMENT)
    offered.get_by_role("button", name="意見文として公開する").click()
    expect(officer.locator("li", has_text=CONDITION)).to_contain_text("意見文になりました")

    made = Statement.objects.get(origin=StatementOrigin.CONDITION)
    for page in (left, right):
        page.goto(f"{page.url.split('/topics/')[0].split('/threads/')[0]}/topics/{topic.pk}/statements/{made.pk}/")
        answer(page, "賛成")
    _people_of_every_group_agree(made)
    actions.refresh_map(topic=topic, now=condition.created_at)
    first = LiveMap.objects.get(topic=topic).document["bridging"][0]
    assert first["statement"] == made.pk
    left.goto(f"{left.url.split('/topics/')[0]}/topics/{topic.pk}/map/")
    expect(left.locator(".claim").first).to_contain_text(STATEMENT)
    assert faults(left) == []
    right.goto(f"{right.url.split('/topics/')[0]}/threads/{condition.receipt}/")
    expect(right.locator("main")).to_contain_text("意見文になりました")


def test_reasons_are_given_and_marked_without_scripts(sample, visit):
    topic = Topic.objects.get(title="地域の居場所")
    statement = topic.statements.get(number=16)
    page = visit(f"/topics/{topic.pk}/statements/{statement.pk}/reasons/", scripts=False)
    page.get_by_role("button", name="参考になった").first.click()
    expect(page.locator("button[aria-pressed=true]").first).to_be_visible()

    answer(page, "わからない")
    page.get_by_role("radio", name="反対の理由").check()
    page.get_by_role("textbox", name="理由").fill("夜に人が集まると、犬がほえて眠れません。")
    page.get_by_role("button", name="職員に送る").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("理由を受け付けました")
    assert Reason.objects.filter(side=ReasonSide.AGAINST, text__startswith="夜に人が集まる").count() == 1
    assert Vote.objects.latest("pk").after_reasons


def _people_of_every_group_share(condition: Reason) -> None:
    others = [person for person in _voters(condition.statement.topic) if person.pk != condition.author_id]
    for person in others[:60]:
        actions.mark_helpful(reason=condition, participant=person, is_on=True, now=condition.created_at)


def _people_of_every_group_agree(statement: Statement) -> None:
    for person in _voters(statement.topic):
        actions.cast_vote(statement=statement, voter=person, choice=Choice.AGREE, now=statement.created_at)


def _voters(topic: Topic) -> list[Participant]:
    """Participants of the sample, in an order that has nothing to do with what they think."""
    people = Participant.objects.filter(current_votes__statement__topic=topic).distinct()
    return sorted(people, key=lambda person: person.actor_key)
