"""A promise made in an answer: due, late in public, done, told to the one who wrote; and one ward on one sheet."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.areas.models import Area
from jukugi.apps.outcomes.models import Promise, PromiseSource
from jukugi.apps.outcomes.tests.factories import days, promised
from jukugi.apps.public_comments.models import PublicComment
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "夜の場を、もう一つ開く"


def at_the_desk(visit, name: str) -> Page:
    # A form that comes back to be mended counts as an error in the console.
    page: Page = visit("/accounts/login/?next=/desk/promises/", is_disturbed=True)
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    return page


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def test_a_promise_in_an_answer_is_late_in_public_then_done_and_told_to_who_wrote(sample, visit):
    writer = at_the_desk(visit, "mihon-kakaricho")
    writer.get_by_role("link", name="約束を載せる").click()
    writer.get_by_role("link", name="公表した市の考え方").click()
    writer.get_by_role("link", name=re.compile("この答えを約束として載せる")).first.click()
    writer.get_by_label("約束の名前").fill(TITLE)
    writer.get_by_label("受け持つ課").select_option(index=1)
    writer.get_by_label("期日").fill(day(-1))
    writer.get_by_label("約束した日").fill(day(-5))
    writer.get_by_role("button", name="下書きとして残す").click()
    expect(writer.get_by_text("ほかの担当者が読んで公開します。")).to_be_visible()

    head = at_the_desk(visit, "mihon-shisaku")
    head.get_by_role("link", name=TITLE).first.click()
    head.get_by_role("button", name="この約束を公開する").click()
    expect(head.get_by_text("約束を公開しました。")).to_be_visible()

    promise = Promise.objects.get(title=TITLE)
    reader = visit("/promises/?standing=late", width="phone")
    expect(reader.get_by_role("link", name=TITLE)).to_be_visible()
    expect(reader.get_by_text("1日超過")).to_be_visible()
    answer = PromiseSource.objects.get(promise=promise).answer
    comment = PublicComment.objects.filter(group__answer=answer).select_related("opinion__submission").first()
    assert comment is not None
    story = f"/threads/{comment.opinion.submission.receipt}/"
    reader.goto(story)
    expect(reader.get_by_role("heading", name=f"期日を1日過ぎています：{TITLE}")).to_be_visible()

    head.get_by_text("行った", exact=True).click()
    form = head.locator("details[open] form")
    form.get_by_label("書くこと").fill("見本の公共施設の一室を、夜九時まで開けました。")
    form.get_by_role("button").click()
    # Nothing by which one can see it: the words stay, the field says what is missing.
    form = head.locator("details[open] form")
    expect(form.get_by_text("確かめられるものがありません").first).to_be_visible()
    form.get_by_label("確かめられるもの").fill("公共施設の案内のページ")
    form.get_by_role("button").click()
    expect(head.get_by_text("「行った」として公開しました。")).to_be_visible()

    reader.goto(story)
    expect(reader.get_by_role("heading", name=f"約束を果たしました：{TITLE}")).to_be_visible()
    reader.goto(f"/promises/{promise.pk}/")
    expect(reader.get_by_text("公共施設の案内のページ")).to_be_visible()
    assert not faults(reader)


def test_the_promises_of_a_ward_print_on_one_sheet(sample, visit):
    ward = Area.objects.get(code="141330")
    clause = PromiseSource.objects.filter(clause__isnull=False).select_related("clause__document__process").first()
    assert clause is not None
    for number in range(9):
        long = f"{number}：つくりものの、とても長い名前の約束で、紙の上の二行にわたるもの。区の中の場所のこと"
        promised(clause=clause.clause, area=ward, title=long, due_on=days(-number - 1))
        promised(clause=clause.clause, area=ward, title=long, due_on=days(number + 1))
    page = visit(f"/promises/wards/{ward.code}/")
    expect(page.get_by_text("ほかに5件").first).to_be_visible()
    page.emulate_media(media="print")

    content = page.pdf(prefer_css_page_size=True, format="A4")

    assert len(re.findall(rb"/Type\s*/Page[^s]", content)) == 1
    size = page.locator(".promise-part-of-sheet b").first.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 9 * 96 / 72 - 0.1
