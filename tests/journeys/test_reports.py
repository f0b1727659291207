"""A report: one officer composes it, another publishes it, a citizen reads it on a phone and checks it."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.reports import tasks
from jukugi.apps.reports.models import Report
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "見本：十二月の議会への報告"
WORDS = "約束の遅れを、**先に**お知らせします。"


def at_the_desk(visit, name: str) -> Page:
    page: Page = visit("/accounts/login/?next=/desk/reports/", is_disturbed=True)
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


def test_a_report_goes_from_its_kind_to_a_phone_and_is_checked(sample, visit):
    writer = at_the_desk(visit, "mihon-kakaricho")
    writer.get_by_role("link", name="報告をつくる").click()
    writer.get_by_label("種類").select_option(label="議会報告")
    writer.get_by_label("報告の名前").fill(TITLE)
    writer.get_by_role("button", name="つくる").click()
    writer.get_by_role("button", name=re.compile(r"上へ\s*：市の約束")).click()
    writer.get_by_role("button", name=re.compile(r"外す\s*：アンケート")).click()
    writer.get_by_role("link", name=re.compile(r"言葉を書く\s*：市の約束")).click()
    writer.get_by_label("この節の前の言葉").fill(WORDS)
    writer.get_by_role("button", name="残す").click()
    expect(writer.get_by_role("heading", name="アンケート")).to_be_visible()  # among those at hand
    writer.get_by_role("link", name="いまの数で下見する").click()
    expect(writer.get_by_text("約束の遅れを、先にお知らせします。")).to_be_visible()
    assert not faults(writer)
    writer.get_by_role("link", name="報告に戻る").click()
    writer.get_by_role("button", name="いまの数で承認に出す").click()
    expect(writer.get_by_text("承認に出しました。ほかの施策担当者が読んで公開します。")).to_be_visible()

    head = at_the_desk(visit, "mihon-shisaku")
    head.get_by_role("link", name=TITLE).click()
    head.get_by_role("link", name="公開される中身を読む").click()
    expect(head.get_by_text("変わった数はありません")).to_be_visible()
    head.go_back()
    assert not faults(head)
    head.get_by_role("button", name="この中身で公開する").click()
    expect(head.get_by_text("公開しました。")).to_be_visible()
    edition = Report.objects.get(title=TITLE).editions.get()
    tasks.make_files(edition.pk)

    reader = visit("/reports/", width="phone")
    assert not faults(reader)
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", name="11 市の約束")).to_have_count(0)
    expect(reader.get_by_text("市の約束のうち（7件の14%）").first).to_be_visible()
    reader.get_by_text("同じ数を表で見る").first.click()
    expect(reader.get_by_role("table").first).to_be_visible()
    assert not faults(reader)
    with reader.expect_download() as word:
        reader.get_by_role("link", name="Word").click()
    assert word.value.suggested_filename.endswith("（第1版）.docx")
    digest = reader.locator(".report-digest").inner_text()
    data = reader.request.get(f"{edition.get_absolute_url()}report.json").body()
    assert hashlib.sha256(data).hexdigest() == digest == edition.digest

    wide = visit(edition.get_absolute_url(), width="wide")
    assert not faults(wide)
