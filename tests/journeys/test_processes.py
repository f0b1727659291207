"""A member of staff begins a process from a course and moves a date; citizens read what changed and why."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.processes.models import Process
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

REASON = "区ごとの話し合いの声を、素案に書く前に読み直すためです。"


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("ユーザー名").fill("mihon-shisaku")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("見本 施策担当さん")


def begin(page: Page) -> None:
    """From the course of two years, and shown to everybody."""
    page.goto("/desk/processes/")
    page.get_by_role("link", name="検討プロセスをつくる").click()
    page.get_by_label("二年をかける進め方", exact=False).check()
    page.get_by_label("名前").fill("居場所の考え方")
    page.get_by_label("アドレス").fill("places")
    page.get_by_label("始まりの日").fill("2027-04-01")
    page.get_by_role("button", name="つくって、中を確かめる").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("居場所の考え方")
    page.get_by_role("link", name="公開する", exact=True).click()
    page.get_by_label("ホームで伝える検討にする").uncheck()
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("居場所の考え方")


@pytest.mark.parametrize(("width", "scripts"), [("wide", True), ("phone", False)])
def test_a_course_is_loaded_a_date_slips_with_a_preview_and_the_public_page_tells(sample, visit, width, scripts):
    page = visit("/", width=width, scripts=scripts)
    sign_in(page)
    begin(page)

    page.get_by_role("link", name=re.compile("予定をずらす.*：素案$")).click()
    page.get_by_label("何か月うしろへ").fill("2")
    page.get_by_label("ずらす理由").fill(REASON)
    page.get_by_role("button", name="いっしょに動くものを見る").click()
    expect(page.get_by_role("heading", name="こう変わります")).to_be_visible()
    expect(page.get_by_role("row", name="素案").first).to_contain_text("2028年9月")
    expect(page.get_by_role("checkbox", name="パブリックコメント")).to_be_checked()
    if scripts:
        assert faults(page) == []
    page.get_by_role("checkbox", name="市民集会").uncheck()
    page.get_by_role("button", name="見直す").click()
    expect(page.get_by_role("row", name="市民集会")).to_contain_text("動かしません")
    page.get_by_role("button", name="この内容でずらす").click()
    expect(page.get_by_text("理由は公開しています")).to_be_visible()

    citizen = visit("/processes/places/", width=width, scripts=scripts)
    expect(citizen.get_by_text(REASON)).to_be_visible()
    expect(citizen.get_by_role("link", name="「素案」の時期を、2028年7月から2028年9月に変えました")).to_be_visible()
    process = Process.objects.get(slug="places")
    assert process.milestones.get(title="素案").on.isoformat() == "2028-09-01"
    assert process.milestones.get(title="市民集会").on.isoformat() == "2028-07-01"


def test_who_looked_before_sees_what_changed_since(sample, visit):
    reader = visit("/processes/changes/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("検討で変わったこと")
    page = visit("/", width="wide")
    sign_in(page)
    process = Process.objects.get(slug="community-policy")
    page.goto(f"/desk/processes/{process.pk}/pause/")
    page.get_by_label("理由").fill("会場の改修のためです。")
    page.get_by_role("button", name="いったん止める").click()
    expect(page.get_by_text("検討の全体を止めています")).to_be_visible()

    reader.goto("/processes/changes/")

    expect(reader.get_by_role("heading", level=1)).to_contain_text("前に見てから、1つ変わりました")
    expect(reader.get_by_text("会場の改修のためです。")).to_be_visible()
