"""A file with people leaves the desk after a second officer has looked: with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.models import ExportAsk
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.kit.audit.models import AuditEntry
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def at_the_desk(visit, username: str, **options) -> Page:
    page = visit("/desk/", **options)
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_one_officer_asks_another_agrees_and_the_first_takes_the_file(sample, visit, scripts):
    asking = at_the_desk(visit, "mihon-nakahara", width="wide", scripts=scripts)
    asking.goto("/desk/associations/april/")
    asking.get_by_role("row", name="中原区").get_by_role("link", name="受け取りをお願いする").click()
    expect(asking.get_by_text("見本 施策係長")).to_be_visible()
    asking.get_by_label("何のために使うか").fill("団体に直してもらう。四月に消す。")
    asking.get_by_role("button", name="お願いする").click()
    expect(asking.get_by_role("heading", level=1)).to_have_text("ほかの担当者の確認を待っています")

    second = at_the_desk(visit, "mihon-kakaricho", scripts=scripts)
    second.get_by_role("link", name="個人情報のファイルを渡してよいか、確かめる").click()
    second.get_by_role("link", name="いまの役員の名簿").click()
    assert faults(second) == [] if scripts else True
    second.get_by_role("button", name="確かめた。渡してよい").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("さんが受け取れます")

    asking.goto("/desk/associations/april/")
    with asking.expect_download() as given:
        asking.get_by_role("button", name="ファイルを受け取る").click()

    assert given.value.suggested_filename == "officers-141330.csv"
    assert ExportAsk.objects.get().taken == 1
    assert AuditEntry.objects.get(action="accounts.export_taken").details["count"] > 1
