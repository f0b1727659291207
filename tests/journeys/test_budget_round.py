"""From a circle's idea to money: proposed, found feasible, voted on by phone and on paper, counted, counted again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.counting import count_result, publish_result, want_result
from jukugi.apps.budgeting.actions.papers import print_papers
from jukugi.apps.budgeting.actions.rounds import announce_round, close_voting, open_voting
from jukugi.apps.budgeting.models import Proposal, Round
from jukugi.apps.budgeting.tests import factories
from jukugi.apps.circles.tests.world import World
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "坂の途中に、休めるベンチ"


def officer(visit, name: str, path: str) -> Page:
    page: Page = visit(f"/accounts/login/?next={path}", width="wide")
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


@pytest.fixture
def proposing(sample) -> Round:
    """A round of one ward that takes proposals now."""
    today, head = timezone.localdate(), User.objects.get(username="mihon-shisaku")
    made = factories.prepared(
        Area.objects.get(code="141330"),
        head,
        title="見本：坂の町の予算",
        proposals_from=today - timedelta(days=3),
        proposals_until=today + timedelta(days=3),
        vote_from=today + timedelta(days=20),
        vote_until=today + timedelta(days=40),
    )
    return announce_round(budget_round=made, actor=head, now=timezone.now())


def test_a_circle_proposes_people_vote_and_a_newcomer_counts_again(proposing, visit):
    budget_round, now = proposing, timezone.now()
    head = User.objects.get(username="mihon-shisaku")
    world = World()  # in a ward that has no fund yet
    member = visit("/", width="phone")
    member.context.add_cookies([{"name": PARTICIPANT_COOKIE, "value": world.token, "url": member.url}])
    member.goto(f"/budget/{budget_round.pk}/proposals/new/")
    member.get_by_label("事業の名前").fill(TITLE)
    member.get_by_label("何をするか、なぜ要るか").fill("買い物帰りに休める所がないので、ベンチを三つ置きます。")
    member.get_by_label("どの活動からの提案か").select_option(label=world.circle.title)
    member.get_by_label("内訳1", exact=True).fill("ベンチ三つ")
    member.get_by_label("内訳1の金額（円）").fill("900000")
    member.get_by_role("button", name="この提案を送る").click()
    expect(member.get_by_role("heading", level=1)).to_be_visible()
    proposal = Proposal.objects.get(title=TITLE)
    assert proposal.circle == world.circle

    desk = officer(visit, "mihon-shisaku", f"/desk/budget/{budget_round.pk}/proposals/{proposal.pk}/")
    desk.get_by_role("button", name="公開する").click()
    desk.get_by_label("実現できる", exact=True).check()
    desk.get_by_label("理由").first.fill("公園の中に置けます。")
    desk.get_by_label("答える課").select_option(index=1)
    desk.get_by_role("button", name="答えを公開する").click()
    member.goto(f"/threads/{proposal.receipt}/")
    expect(member.get_by_text("公園の中に置けます。").first).to_be_visible()
    member.goto(proposal.get_absolute_url())
    expect(member.get_by_role("link", name=world.circle.title)).to_be_visible()
    assert not faults(member)

    for number, cost in enumerate((4_000_000, 5_500_000), start=1):
        factories.proposal(budget_round, f"見本の事業{number}", cost)
    today = timezone.localdate()
    Round.objects.filter(pk=budget_round.pk).update(
        proposals_until=today - timedelta(days=1), vote_from=today, vote_until=today + timedelta(days=5)
    )
    budget_round = open_voting(budget_round=Round.objects.get(pk=budget_round.pk), actor=head, now=now)
    bench = budget_round.projects.get(title=TITLE)

    voter = visit(f"/budget/{budget_round.pk}/", width="phone")
    voter.get_by_role("link", name=re.compile("投票する")).first.click()
    voter.get_by_role("checkbox", name=re.compile(TITLE)).check()
    voter.get_by_role("button", name="選んだものを確かめる").click()
    voter.get_by_role("button", name="この投票を送る").click()
    expect(voter.get_by_role("heading", name="投票を受け取りました")).to_be_visible()
    assert not faults(voter)

    (paper,) = print_papers(budget_round=budget_round, count=1, place="区役所", actor=head, now=timezone.now())
    for name in ("mihon-nakahara", "mihon-kakaricho"):
        reader = officer(visit, name, f"/desk/budget/{budget_round.pk}/reading/{paper.receipt}/")
        reader.locator("[name=numbers]").fill(f"{bench.number}")
        reader.get_by_role("button", name="読み取りを保存する").click()
    expect(reader.get_by_text("片付きました。")).to_be_visible()

    later = timezone.now() + timedelta(days=7)
    closed = close_voting(budget_round=Round.objects.get(pk=budget_round.pk), actor=head, now=later)
    wanted = want_result(budget_round=closed, seed="4217", seed_words="見本の数字", actor=head, now=later)
    counted = count_result(result_pk=wanted.pk, now=later)
    second = User.objects.get(username="mihon-kakaricho")
    publish_result(result=counted, actor=second, now=later)

    newcomer = visit(f"/budget/{budget_round.pk}/result/", width="phone")
    chosen = newcomer.locator(".result-project.is-chosen").filter(has_text=TITLE)
    expect(chosen).to_contain_text("投票した2人のうち、2人（100%）が選びました。")
    newcomer.get_by_role("button", name="数え直す").click()
    expect(newcomer.get_by_role("heading", name="一致", exact=True)).to_be_focused()
    assert not faults(newcomer)
