"""A vision of seven sentences is written from workshop notes and votes, voted on, reviewed, and published."""

import re

import pytest
from playwright.sync_api import Page, expect

from jukugi.apps.drafts.models import Document
from jukugi.apps.opinion_map.models import Vote
from tests.journeys.conftest import faults
from tests.journeys.test_documents import press, publish, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Of each sentence: what it is written from.
SENTENCES = (
    ("歩いて行ける所に、だれでも休める場がある。", ["雨の日に、赤ちゃんと"]),
    ("町の集まる場所は、昼もひらいている。", ["会館の昼間はほとんど"]),
    ("はじめての人が、入口でとまどわない。", ["入口に「初めての人の席」", "常連だけにならない"]),
    ("世話をする人の負担を、先に話し合っている。", ["続ける人の負担を先に"]),
    ("開いている日と段差が、地図で分かる。", ["地図に、開いている日", "居場所の地図に"]),
    ("電話でも窓口でも、同じように頼める。", ["画面の予約だけでなく"]),
    ("うまくいかなかったことも、次に生かしている。", ["うまくいかなかった居場所"]),
)
COMMENT = "「休める」は、だれのことか分かりません。"


def write(page: Page, path: str, text: str, material: list[str]) -> None:
    page.goto(f"{path}material/")
    for words in material:
        page.get_by_role("checkbox", name=re.compile(re.escape(words))).first.check()
    page.get_by_label("ビジョンの文").fill(text)
    press(page, "文を加える")
    expect(page.locator(".notice.is-ok")).to_contain_text("文を加えました")


def test_a_vision_of_seven_sentences_is_written_from_notes_and_votes(sample, visit):
    writer, checker, citizen = sign_in(visit, "mihon-kakaricho"), sign_in(visit, "mihon-shisaku"), visit("/")
    writer.goto("/desk/documents/new/")
    writer.get_by_label("種類").select_option("vision")
    writer.get_by_label("題名").fill("みんなの居場所ビジョン")
    writer.get_by_label("段階").select_option("draft")
    press(writer, "はじめる")
    path = re.sub(r"https?://[^/]+", "", writer.url)
    for text, material in SENTENCES:
        write(writer, path, text, material)
    assert faults(writer) == []
    document = Document.objects.get(title="みんなの居場所ビジョン")
    kinds = document.origins.order_by("pk").values_list("kind", flat=True)
    assert (kinds.filter(kind="note").count(), kinds.filter(kind="statement").count()) == (5, 4)
    # The sentences are put to the vote, and somebody answers.
    writer.goto(f"{path}vote/")
    for box in writer.locator("input[name=clauses]").all():
        box.check()
    writer.get_by_label("問いの題名").fill("みんなの居場所ビジョンに賛成ですか")
    press(writer, "問いを開いて、賛否を聞く")
    assert faults(writer) == []
    citizen.goto(document.vision.topic.get_absolute_url())
    citizen.get_by_role("button", name=re.compile("^賛成")).first.click()
    expect(citizen.locator(".vote-progress")).to_contain_text("7のうち1に答えました")
    assert Vote.objects.filter(statement__topic__vision=document.vision).count() == 1
    # Somebody without a sign-in reads it by a secret link, and the first sentence is changed after the comment.
    writer.goto(f"{path}reviewers/")
    writer.get_by_label("呼び名").fill("元委員")
    press(writer, "リンクをつくる")
    address = writer.locator(".review-address").text_content() or ""
    reviewer = visit(re.sub(r"https?://[^/]+", "", address.strip()))
    reviewer.locator(".review-write summary").first.click()
    reviewer.get_by_label("コメント").first.fill(COMMENT)
    reviewer.get_by_role("button", name=re.compile("^保存する")).first.click()
    expect(reviewer.locator(".notice.is-ok")).to_contain_text("コメントを保存しました")
    assert faults(reviewer) == []
    writer.goto(f"{path}clauses/1/")
    writer.get_by_label("本文").fill("歩いて行ける所に、だれでも座って休める場がある。")
    press(writer, "保存する")
    writer.goto(f"{path}comments/")
    expect(writer.locator(".review-comment")).to_contain_text(COMMENT)
    writer.get_by_role("radio", name="文に取り入れた").check()
    writer.get_by_role("button", name=re.compile("^答える")).click()
    reviewer.reload()
    expect(reviewer.locator(".review-answer")).to_contain_text("文に取り入れた")
    # It is told in plain Japanese, and everybody reads both.
    writer.goto(f"{path}clauses/1/languages/plain/")
    writer.get_by_label("本文の訳").fill("近くに、だれでも 座って 休むことができる 場所が あります。")
    press(writer, "保存して、次の文へ")
    assert faults(writer) == []
    edition = publish(writer, checker, path)
    citizen.goto(edition.get_absolute_url())
    expect(citizen.locator(".clause-text")).to_have_count(7)
    expect(citizen.get_by_text("前の言い方への答えです")).to_have_count(1)
    citizen.get_by_role("link", name="やさしい日本語", exact=True).click()
    expect(citizen.locator(".clause-text").first).to_contain_text("座って 休むことができる")
    assert faults(citizen) == []
    assert list(edition.invitations.values_list("label", "code_hash")) == [("", None)]
