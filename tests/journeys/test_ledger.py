"""A project that a vote chose: the ledger shows its money and, a year later, what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.investing import publish_waiting, write_investment
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft
from jukugi.apps.budgeting.enums.ledger import DecidedBy, MoneySource, ProposedBy
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.budgeting.tests.factories import closed
from jukugi.apps.budgeting.tests.ledger_factories import investment_draft
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long word for tests"


def officer() -> User:
    user = RoleFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(visit, user: User, path: str) -> Page:
    page = visit("/accounts/login/", width="wide")
    page.get_by_label("ユーザー名").fill(user.username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    page.goto(path)
    return page


def test_a_project_that_a_vote_chose_shows_its_money_and_a_year_later_what_came_of_it(visit):
    writer, second, now = officer(), officer(), timezone.now()
    ward = WardFactory(name="見本区", population=1_000, population_as_of=timezone.localdate())
    project = closed([{1}, {1}], ward=ward).projects.get(number=1)
    a_year_ago = timezone.localdate(now) - timedelta(days=370)
    draft = investment_draft(
        ward,
        title=project.title,
        proposed_by=ProposedBy.CIRCLE,
        decided_by=DecidedBy.VOTE,
        decided_on=a_year_ago - timedelta(days=100),
        carried_out_on=a_year_ago,
        amounts=(AmountDraft(a_year_ago.year, MoneySource.CITY, project.cost_yen, project.cost_yen - 1),),
        project=project,
    )
    made = write_investment(draft=draft, actor=writer, now=now)
    publish_waiting(investment=made, seen=made.waiting_id, actor=second, now=now)

    page = visit("/investment/?year=all", width="phone")
    expect(page.get_by_role("heading", name="200万円")).to_be_visible()
    expect(page.get_by_text("2,000円").first).to_be_visible()
    page.get_by_role("link", name="成果が書かれていない事業が1件").click()
    page.get_by_role("link", name=project.title).click()
    expect(page.get_by_text("まだ書かれていません")).to_be_visible()
    expect(page.get_by_text("市民の投票")).to_be_visible()
    expect(page.get_by_text("1,999,999")).to_be_visible()
    address = page.url
    assert faults(page) == []

    desk = signed_in(visit, writer, f"/desk/investment/{made.pk}/result/1/")
    desk.get_by_label("期待とくらべて").select_option("partly")
    desk.get_by_label("どうなったか").fill("一日に40人が使いました。期待は50人でした。")
    desk.get_by_label("何から分かるか").fill("五月の七日間、現地で数えました。")
    desk.get_by_role("button", name="書いて、確かめてもらう").click()
    expect(desk.get_by_text("あなたが書いたものです。")).to_be_visible()
    assert faults(desk) == []
    desk = signed_in(visit, second, f"/desk/investment/{made.pk}/")
    desk.get_by_role("button", name="確かめたので、公表する").click()

    page = visit(address, width="phone", scripts=False)
    expect(page.get_by_text("一日に40人が使いました。")).to_be_visible()
    expect(page.get_by_text("一部できた")).to_be_visible()
    expect(page.get_by_text("まだ書かれていません")).to_have_count(0)


def test_a_company_proposes_on_the_phone_and_reads_the_answer_by_its_number(visit):
    WardFactory(name="見本区")
    answering = officer()
    page = visit("/cocreation/new/", width="phone", scripts=False)
    for label, words in (
        ("提案の名前", "走る図書室"),
        ("何をしたいか", "本を積んだ車で団地を回ります。"),
        ("持ち寄れるもの", "車一台と運転手。"),
        ("市に求めるもの", "停める場所。"),
        ("だれの役に立つか", "図書館が遠い人。"),
        ("団体の名前", "見本運送"),
        ("市や職員との関わり", "ない"),
        ("担当の方の名前", "見本 花子"),
        ("電話", "044-000-0000"),
    ):
        page.get_by_label(label).fill(words)
    page.get_by_label("企業・商店会").check()
    page.get_by_role("button", name="提案を送る").click()
    expect(page.get_by_text("走る図書室").first).to_be_visible()

    made = CoProposal.objects.get()
    desk = signed_in(visit, answering, f"/desk/cocreation/{made.pk}/")
    desk.get_by_role("button", name="読んだので、一覧に載せる").click()
    desk.get_by_role("link", name="問い返す").click()
    desk.get_by_label("問い").fill("雨の日はどうしますか。")
    desk.get_by_role("button", name="問い返す").click()
    assert faults(desk) == []

    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="市の問いに答える").click()
    page.get_by_label("答え").fill("屋根のある所に停めます。")
    page.get_by_role("button", name="答えを送る").click()
    expect(page.get_by_text("屋根のある所に停めます。")).to_be_visible()
    expect(page.get_by_text("044-000-0000")).to_have_count(0)
