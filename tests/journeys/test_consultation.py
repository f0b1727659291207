"""Public comment in a browser: three channels, one table of results, and each finds the answer under the number."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jukugi.apps.drafts import tasks as drafts_tasks
from jukugi.apps.drafts.models import Document, Edition
from jukugi.apps.opinions.models import Call
from jukugi.apps.public_comments import tasks
from jukugi.apps.public_comments.models import Answer, CommentGroup, Consultation, GatheringRun, PublicComment
from tests.journeys.conftest import faults
from tests.journeys.test_documents import press, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "見本の素案への意見募集"
SAME = "くじで選ばれた人のために、手話の通訳を用意してください。"
DIFFERENT = "会議は、働く人も来られるように、夜にも開いてください。"
OTHER = "意見を出した人の人数ではなく、中身で決めてほしい。"


def publish_edition(writer: Page, checker: Page, document: Document) -> None:
    path = f"/desk/documents/{document.pk}/"
    checker.goto(path)
    press(checker, "読んで、確認した")
    press(checker, "承認する")
    press(checker, "公開する")
    drafts_tasks.publish(Edition.objects.at_work().get(document=document).pk)


def prepare(writer: Page) -> Consultation:
    writer.goto("/desk/consultations/new/")
    today = timezone.localdate()
    writer.get_by_label("題名").fill(TITLE)
    writer.get_by_label("根拠となる条例・要綱").fill("見本市パブリックコメント手続条例")
    writer.get_by_label("意見を出せる人").fill("市内に住む人、働く人、学ぶ人")
    writer.get_by_label("意見の出し方").fill("ウェブ\n郵送\nFAX")
    writer.get_by_label("募集の始まりの日").fill(today.isoformat())
    # Too short, and no reason: it comes back with the words.
    writer.get_by_label("募集の終わりの日").fill((today + timedelta(days=9)).isoformat())
    press(writer, "準備をはじめる")
    expect(writer.locator(".error").first).to_contain_text("決まりの30日より短く")
    writer.get_by_label("募集の終わりの日").fill((today + timedelta(days=29)).isoformat())
    press(writer, "準備をはじめる")
    press(writer, "募集を知らせる")
    assert faults(writer) == []
    return Consultation.objects.get(title=TITLE)


def comment(citizen: Page, consultation: Consultation, words: str) -> str:
    """On the web; the receipt."""
    citizen.goto(f"/consultations/{consultation.pk}/")
    citizen.get_by_role("link", name=re.compile("意見を(書く|出す|送る)")).first.click()
    citizen.locator("textarea").first.fill(words)
    assert faults(citizen) == []
    citizen.get_by_role("button", name=re.compile("意見を送る|送る")).last.click()
    expect(citizen.locator(".receipt-no").first).to_be_visible()
    return (
        PublicComment.objects.select_related("opinion__submission").get(opinion__text=words).opinion.submission.receipt
    )


def on_paper(writer: Page, consultation: Consultation, channel: str, words: str) -> str:
    writer.goto(f"/desk/opinions/enter/?call={consultation.call_id}")
    writer.get_by_label(channel, exact=True).check()
    writer.get_by_label("書かれていること").fill(words)
    press(writer, "打ち込んで次へ")
    expect(writer.locator(".receipt-no").first).to_be_visible()
    found = PublicComment.objects.select_related("opinion__submission").filter(opinion__text=words)
    return found.order_by("-pk")[0].opinion.submission.receipt


def end_period(consultation: Consultation) -> None:
    """A month goes by."""
    began, ended = timezone.localdate() - timedelta(days=40), timezone.localdate() - timedelta(days=1)
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=began, closes_on=ended)
    now = timezone.now()
    moved = {"opens_at": now - timedelta(days=40), "closes_at": now - timedelta(hours=1)}
    Call.objects.filter(pk=consultation.call_id).update(**moved)


def write_answer(page: Page, line: CommentGroup, words: str, category: str) -> Answer:
    page.goto(f"/desk/consultations/{line.consultation_id}/groups/{line.number}/")
    page.get_by_label("意見の要旨").fill(f"要旨：{line.first.text[:20]}")
    press(page, "要旨と項目を保存する")
    press(page, "市の考え方を書く")
    page.get_by_label("市の考え方", exact=True).fill(words)
    page.get_by_role("radio", name=re.compile(f"^{category}")).check()
    return Answer.objects.order_by("-pk")[0]


def test_three_channels_one_table_and_each_finds_the_answer(sample, visit):
    # What is refused on the way comes back with the status of a refusal.
    disturbed = partial(visit, is_disturbed=True)
    writer, head, citizen = sign_in(disturbed, "mihon-kakaricho"), sign_in(visit, "mihon-shisaku"), visit("/")
    consultation = prepare(writer)
    receipts = [
        comment(citizen, consultation, SAME),
        on_paper(writer, consultation, "郵送", SAME.replace("ください", "下さい")),
        on_paper(writer, consultation, "FAX", DIFFERENT),
        on_paper(writer, consultation, "意見カード", OTHER),
    ]
    # The draft is changed in the next edition.
    document = consultation.edition.document
    edition = Edition.objects.at_work().get(document=document)
    changed = edition.texts.exclude(text="").filter(clause__texts__edition=consultation.edition).first()
    writer.goto(f"/desk/documents/{document.pk}/clauses/{changed.clause.serial}/")
    writer.get_by_label("本文").fill("くじで選ばれた人には、手話や通訳を用意します。")
    press(writer, "保存する")
    publish_edition(writer, head, document)
    end_period(consultation)
    # Gathered by the machine; what says the same is one line with its count.
    board = f"/desk/consultations/{consultation.pk}/"
    writer.goto(board)
    press(writer, "同じ内容の意見を集める")
    tasks.gather(GatheringRun.objects.get(consultation=consultation).pk)
    lines = {line.first.text: line for line in CommentGroup.objects.filter(consultation=consultation)}
    assert set(lines) == {SAME, DIFFERENT, OTHER}
    writer.goto(f"{board}groups/")
    expect(writer.locator(".comment-list li", has_text="手話")).to_contain_text("2件")
    assert faults(writer) == []
    # "Reflected" without a clause that was changed is refused, and the words stay.
    reflected = write_answer(writer, lines[SAME], "御意見を受けて、案を直しました。", "A")
    press(writer, "保存して、承認を頼む")
    expect(writer.locator(".error").first).to_contain_text("直した文が示されていません")
    expect(writer.get_by_label("市の考え方", exact=True)).to_have_value("御意見を受けて、案を直しました。")
    assert faults(writer) == []
    writer.get_by_label("直した文").select_option(str(changed.clause_id))
    writer.get_by_label("どう直したか").fill("手話や通訳の用意を加えました。")
    press(writer, "保存して、承認を頼む")
    expect(writer.locator(".page-head .status", has_text="承認待ち")).to_be_visible()
    for text, category in ((DIFFERENT, "C"), (OTHER, "E")):
        write_answer(writer, lines[text], f"{category}としての市の考え方です。", category)
        press(writer, "保存して、承認を頼む")
    # Who wrote does not approve; the head of the section does, all at once.
    writer.goto(f"{board}answers/{reflected.number}/")
    expect(writer.get_by_role("button", name="承認する", exact=True)).to_have_count(0)
    head.goto(f"{board}answers/?show=submitted")
    for box in head.locator(".comment-list input[type=checkbox]").all():
        box.check()
    press(head, "承認する")
    expect(head.locator(".notice", has_text="3件を承認しました")).to_be_visible()
    head.goto(board)
    press(head, "結果を公表する")
    tasks.publish(consultation.pk)
    # Everybody reads the table, and takes it along.
    citizen.goto(f"/consultations/{consultation.pk}/result/")
    page = citizen.locator("main")
    for words in ("4通", "4件", "御意見を受けて、案を直しました。"):
        assert words in (page.text_content() or "").replace("\u200b", ""), words
    assert faults(citizen) == []
    assert set(consultation.files.values_list("form", flat=True)) == {"html", "docx", "pdf", "xlsx", "csv"}
    # Each finds the answer under the number, the first two the same one, with what was changed.
    told = ["御意見を受けて、案を直しました。"] * 2 + ["Cとしての市の考え方です。", "Eとしての市の考え方です。"]
    for receipt, answer in zip(receipts, told, strict=True):
        citizen.goto(f"/threads/{receipt}/")
        story = (citizen.locator("main").text_content() or "").replace("\u200b", "")
        assert answer in story, (receipt, answer)
    assert faults(citizen) == []
    citizen.goto(f"/threads/{receipts[0]}/")
    expect(citizen.locator("ins").first).to_be_visible()
