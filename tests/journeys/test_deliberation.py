import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.opinion_map.enums import StatementOrigin
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Topic, Vote
from jukugi.kit.jobs.worker import do_waiting_jobs
from tests.journeys.conftest import A_LITTLE_LATER_MS, faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = "居場所の鍵を、近所の三人で順番に預かるのがよい。"


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def plain(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def test_a_citizen_votes_by_keyboard_adds_a_statement_and_staff_release_it(sample, visit):
    votes_before = Vote.objects.count()
    citizen = visit("/")
    citizen.get_by_role("link", name="60秒で答える").press("Enter")
    assert faults(citizen) == []
    statement = citizen.locator("#vote-card-title")

    said = []
    for key, answer in [("1", 1), ("2", -1), ("3", 0)]:
        said.append((plain(statement.text_content()), answer))
        citizen.keyboard.press(key)
        expect(citizen.locator(".vote-progress")).to_contain_text(f"24のうち{len(said)}に答えました")
        expect(statement).to_be_focused()
        citizen.wait_for_timeout(A_LITTLE_LATER_MS)

    by_text = {plain(s.text): s.pk for s in Statement.objects.all()}
    participant = Participant.objects.latest("pk")
    assert set(CurrentVote.objects.filter(participant=participant).values_list("statement_id", "choice")) == {
        (by_text[text], answer) for text, answer in said
    }
    assert Vote.objects.count() == votes_before + 3

    citizen.get_by_text("ここにない意見を、自分の言葉で加える").press("Enter")
    citizen.get_by_role("textbox", name="意見文").fill(WORDS)
    citizen.get_by_role("button", name="加える").press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("意見文を受け付けました")
    assert faults(citizen) == []
    receipt_page = citizen.url

    officer = visit("/desk/", width="wide")
    assert faults(officer) == []
    sign_in(officer, "mihon-shisaku")
    officer.get_by_role("link", name="意見文を確かめる").click()
    officer.get_by_role("link", name="地域の居場所").click()
    assert faults(officer) == []
    waiting = officer.locator("li", has_text="確認待ち")
    expect(waiting.locator(".voice-text")).to_have_text(WORDS)
    waiting.get_by_role("button", name="公開する").click()
    expect(officer.locator("li", has_text=WORDS).first).to_contain_text("公開中")

    citizen.goto(receipt_page)
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("意見文を公開しています")
    citizen.get_by_role("link", name="この意見文を見る").click()
    citizen.get_by_role("button", name="賛成").click()
    own = Statement.objects.get(origin=StatementOrigin.PARTICIPANT)
    expect(citizen.locator(".vote-progress")).to_contain_text("25のうち4に答えました")
    assert own.current_votes.get().choice == 1


def test_everything_can_be_done_without_scripts(sample, visit):
    citizen = visit("/topics/", scripts=False)
    citizen.get_by_role("link", name=re.compile("^答える.*地域の居場所")).click()

    for answered in range(1, 4):
        citizen.get_by_role("button", name="わからない").click()
        expect(citizen.locator(".vote-progress")).to_contain_text(f"24のうち{answered}に答えました")
    citizen.get_by_role("link", name="一つ前に戻って直す").click()
    citizen.get_by_role("button", name="反対").click()

    participant = Participant.objects.latest("pk")
    choices = CurrentVote.objects.filter(participant=participant).values_list("choice", flat=True)
    assert sorted(choices) == [-1, 0, 0]
    citizen.get_by_role("link", name="みんなの答えの地図を見る").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("三つの考え方")
    expect(citizen.locator(".lead")).to_contain_text("あなたの答えは")


def test_enough_answers_make_a_map_where_there_was_none(sample, visit):
    topic = Topic.objects.get(title="回覧と配布のこれから")
    citizen = visit(f"/topics/{topic.pk}/map/")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("まだありません")
    assert faults(citizen) == []

    for _ in range(5):
        voter = visit(f"/topics/{topic.pk}/vote/")
        voter.get_by_role("button", name="賛成").click()
        expect(voter.locator(".vote-progress")).to_contain_text("8のうち1に答えました")
    do_waiting_jobs()

    citizen.reload()
    expect(citizen.locator(".lead")).to_contain_text("5人が")
    assert faults(citizen) == []


def test_a_ward_once_chosen_is_kept(sample, visit):
    page = visit("/", width="wide")
    heading = page.get_by_role("heading", level=1)
    place = heading.bounding_box()

    page.locator("details.ward summary").click()
    assert heading.bounding_box() == place
    page.get_by_role("button", name="多摩区").click()

    expect(page.get_by_role("heading", name="多摩区で、いまできること")).to_be_visible()
    page.get_by_role("link", name="論点").last.click()
    expect(page.locator("details.ward summary")).to_contain_text("多摩区を見ています")
