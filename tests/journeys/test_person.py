"""One person on two devices, in a real browser: a code on the telephone, typed in on the desk, and votes go on."""

import re

import pytest
from playwright.sync_api import expect

from jukugi.apps.accounts.models import ParticipantMerge
from jukugi.apps.opinion_map.models import CurrentVote, Topic, Vote
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def answer(page, choice: str) -> None:
    """Press an answer, and wait until it is kept."""
    with page.expect_response(lambda response: response.request.method == "POST" and "/vote/" in response.url):
        page.locator(f'button[value="{choice}"]').click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_begins_on_the_telephone_goes_on_at_the_desk(sample, visit, scripts):
    topic = Topic.objects.get(title="地域の居場所")
    before = Vote.objects.count()
    phone = visit(f"/topics/{topic.pk}/vote/", width="phone", scripts=scripts)
    answer(phone, "agree")
    phone.goto("/me/code/")
    phone.get_by_role("button", name="コードを出す").click()
    code = re.search(r"\d{4}(-\d{4}){3}", phone.locator("main").inner_text())[0]

    desk = visit("/me/carry/", width="wide", scripts=scripts)
    desk.get_by_label("コード").fill(code)
    desk.get_by_role("button", name="つなぐ").click()

    expect(desk.get_by_role("heading", name="わたしの参加")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("賛否（いまの答え）")
    assert not scripts or faults(desk) == []  # axe is a script itself
    desk.goto(f"/topics/{topic.pk}/vote/")
    answer(desk, "disagree")
    assert Vote.objects.count() == before + 2
    assert ParticipantMerge.objects.count() == 1
    newest = Vote.objects.order_by("-pk")[:2]
    assert len(set(newest.values_list("participant__merged_into", "participant"))) == 1
    person = newest[0].participant
    assert CurrentVote.objects.filter(participant=person).count() == 2


def test_what_is_held_is_read_and_erased_on_the_device_itself(sample, visit):
    topic = Topic.objects.get(title="地域の居場所")
    page = visit(f"/topics/{topic.pk}/vote/", width="phone")
    answer(page, "agree")

    page.goto("/me/held/")
    assert faults(page) == []
    page.goto("/me/erase/")
    assert faults(page) == []
    page.get_by_label("消したものは戻せないことが分かりました").check()
    page.get_by_role("button", name="消す", exact=True).click()

    expect(page.get_by_role("heading", name="消しました")).to_be_visible()
    assert faults(page) == []
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("まだありません")
