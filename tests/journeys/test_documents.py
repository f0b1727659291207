"""From a paper slip to an adopted sentence, and back: the whole thread in a browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.drafts import tasks
from jukugi.apps.drafts.models import Document, Edition
from jukugi.apps.opinions.models import Opinion
from jukugi.kit.receipts import shown
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SLIP = "回覧板の仕分けに半日かかります。月に一度にまとめてください。"
CLAUSE = "配布物は、月に一度にまとめる。"
CHANGED = "配布物は、種類を減らし、月に一度にまとめる。"


def sign_in(visit, username: str) -> Page:
    page = visit("/accounts/login/")
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("待っていること")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def publish(writer: Page, checker: Page, path: str) -> Edition:
    """Checked and approved by another than who wrote; the worker makes the files."""
    checker.goto(path)
    press(checker, "読んで、確認した")
    press(checker, "承認する")
    press(checker, "公開する")
    expect(checker.locator(".notice", has_text="WordとPDFをつくっています")).to_be_visible()
    edition = Edition.objects.at_work().get(document_id=int(re.findall(r"\d+", path)[0]))
    tasks.publish(edition.pk)
    return Edition.objects.get(pk=edition.pk)


def test_a_paper_slip_leads_to_the_adopted_sentence_and_back(sample, visit):
    writer, checker, citizen = sign_in(visit, "mihon-kakaricho"), sign_in(visit, "mihon-shisaku"), visit("/")
    # The slip is typed in, read, and linked to its issue.
    writer.goto("/desk/opinions/enter/")
    writer.get_by_label("意見カード").check()
    writer.get_by_label("書かれていること").fill(SLIP)
    press(writer, "打ち込んで次へ")
    expect(writer.locator(".receipt-no").first).to_be_visible()
    opinion = Opinion.objects.get(text=SLIP)
    number = opinion.submission.receipt
    writer.goto(f"/desk/opinions/{opinion.pk}/?queue=review")
    offer = writer.locator(".offer").first
    issue = (offer.locator("b").text_content() or "").strip()
    offer.get_by_role("checkbox").check()
    press(writer, "公開して次へ")
    # A document begins; its first clause comes from the slip.
    writer.goto("/desk/documents/new/")
    writer.get_by_label("題名").fill("配布物の見直し")
    writer.get_by_label("段階").select_option("interim")
    press(writer, "はじめる")
    path = re.sub(r"https?://[^/]+", "", writer.url)
    writer.get_by_role("link", name="文を加える").first.click()
    writer.get_by_label("本文").fill(CLAUSE)
    press(writer, "加える")
    writer.get_by_role("link", name="由来を加える").click()
    writer.get_by_label("番号か、言葉でさがす").fill(shown(number))
    press(writer, "さがす")
    writer.get_by_role("radio", name=re.compile("回覧板の仕分け")).check()
    writer.get_by_role("radio", name="文に取り入れた").check()
    writer.get_by_label("理由").fill("「月に一度にまとめて」のとおりに書いた。")
    press(writer, "由来に加える")
    assert faults(writer) == []
    publish(writer, checker, path)
    citizen.goto(f"/threads/{number}/")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("この声は、「配布物の見直し」の一文になりました")
    # In the second edition the words change, with the third it is adopted.
    for stage, title, words in (("draft", "配布物の見直し（素案）", CHANGED), ("adopted", "配布物の決まり", CHANGED)):
        writer.goto(path)
        writer.get_by_role("link", name="次の版をはじめる").click()
        writer.get_by_label("題名").fill(title)
        writer.get_by_label("段階").select_option(stage)
        writer.get_by_label("この版で変わること").fill("声を受けて直しました。")
        press(writer, "次の版をはじめる")
        writer.locator(".outline-row a").first.click()
        writer.get_by_label("本文").fill(words)
        press(writer, "保存する")
        public = publish(writer, checker, path)
        assert public.published_at - timezone.now() < timedelta(minutes=1)
    # The thread of the receipt tells all of it.
    citizen.goto(f"/threads/{number}/")
    story = citizen.locator(".story")
    for told in (
        "紙のカードで届きました",
        issue,
        "「配布物の見直し」の一文になりました",
        CLAUSE,
        "種類を減らし、",
        "策定されました",
    ):
        assert told in (story.text_content() or "").replace("\u200b", ""), told
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("「配布物の決まり」に入りました")
    assert faults(citizen) == []
    # And the adopted sentence leads back to the slip.
    document = Document.objects.get(title="配布物の決まり")
    citizen.goto("/documents/")
    citizen.get_by_role("link", name="配布物の決まり").click()
    expect(citizen.locator(".clause-text").first).to_contain_text(CHANGED)
    citizen.locator(".clause-from a").first.click()
    expect(citizen.locator(".voice-text").first).to_contain_text("回覧板の仕分けに半日かかります")
    assert faults(citizen) == []
    citizen.get_by_role("link", name=re.compile("この声のゆくえ")).first.click()
    expect(citizen.locator(".receipt-no").first).to_contain_text(shown(number))
    with citizen.expect_download() as download:
        citizen.goto(f"/documents/{document.pk}/")
        citizen.get_by_role("link", name=re.compile("PDF")).click()
    assert download.value.suggested_filename.endswith(".pdf")
