"""The desk of tellings: write, read what each would get, approve, follow, print, stand at the counter."""

import pytest
from django.test import Client
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Submission
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.threads.actions.tellings import count_telling
from jukugi.apps.threads.enums import NoticeState, TellingState
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.tests.factories import AddressFactory, TellingFactory, passed_gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def officer(kind=RoleKind.POLICY_OFFICER, area=None) -> Client:
    client = Client()
    client.force_login(RoleFactory(kind=kind, area=area).user)
    return client


def text(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def card(process, *, ward=None, place="") -> Submission:
    """A voice on paper that is linked to an issue."""
    submission = SubmissionFactory(process=process, channel=Channel.CARD, ward=ward, place=place)
    opinion = OpinionFactory(submission=submission, state=OpinionState.SHOWN, text="紙に書いた言葉")
    IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process, title="居場所の場所"))
    return submission


def test_a_telling_is_written_for_a_gate_read_as_it_arrives_and_approved_by_another(process):
    gate, writer, reader = passed_gate(process), officer(), officer()
    address = AddressFactory(process=process)

    desk = writer.get(reverse("threads:desk"))
    assert "中間報告の公表" in text(desk)
    written = writer.post(
        reverse("threads:new-telling"), {"gate": gate.pk, "occasion": "公表しました", "words": "方向を書きました。"}
    )
    telling = Telling.objects.get()
    waits = writer.get(telling.get_absolute_url())
    count_telling(telling=telling, now=BEFORE)
    preview = reader.get(telling.get_absolute_url())
    own = writer.get(telling.get_absolute_url())
    approved = reader.post(reverse("threads:approve-telling", args=[telling.pk]))

    assert (written.status_code, approved.status_code) == (302, 302)
    assert "数えています" in text(waits)
    assert "方向を書きました。" in text(preview)
    assert f"/threads/{address.receipt}/" in text(preview)
    assert "承認して送る" in text(preview)
    assert "承認して送る" not in text(own)
    assert Telling.objects.get().state == TellingState.SENDING


def test_what_is_told_stays_words_in_the_preview_of_the_mail(process):
    address, gate = AddressFactory(process=process), passed_gate(process)
    words = {"gate": gate.pk, "occasion": "公表しました", "words": "<b>太い字</b>"}
    officer().post(reverse("threads:new-telling"), words)
    telling = Telling.objects.get()
    count_telling(telling=telling, now=BEFORE)

    shown = text(officer().get(telling.get_absolute_url()))

    assert f"/threads/{address.receipt}/" in shown
    assert "&lt;b&gt;太い字" in shown
    assert "<b>太い字" not in shown


def test_what_is_missing_is_said_beside_the_field(process):
    client = officer()

    page = client.post(reverse("threads:new-telling"), {"occasion": "", "words": "書きました。"})

    assert page.status_code == 400
    assert "何の知らせかが書かれていません" in text(page)
    assert "書きました。" in text(page)


def test_hints_for_plain_words_keep_what_was_written(process):
    page = officer().post(
        reverse("threads:new-telling"), {"occasion": "題", "words": "制度を周知します。", "ease": "words"}
    )

    assert page.status_code == 200
    assert "制度を周知します。" in text(page)
    assert not Telling.objects.exists()


def test_progress_tells_what_went_and_what_did_not_without_addresses(process):
    telling = TellingFactory(process=process, listed_at=BEFORE)
    for state, reason in ((NoticeState.SENT, ""), (NoticeState.REFUSED, "550"), (NoticeState.UNSURE, "worker-died")):
        address = AddressFactory(process=process)
        Notice.objects.create(
            telling=telling, receipt=address.receipt, address=address, state=state, reason=reason, settled_at=BEFORE
        )
    client = officer()

    page = client.get(telling.get_absolute_url())
    again = client.post(reverse("threads:send-again", args=[telling.pk]))
    cancelled = client.post(reverse("threads:cancel-telling", args=[telling.pk]), {"reason": "誤りがあった"})

    assert "3通のうち3通が済みました" in text(page)
    assert "そのアドレスはないと、相手のサーバーが答えました" in text(page)
    assert "example.jp" not in text(page)
    assert (again.status_code, cancelled.status_code) == (302, 302)
    assert "誤りがあった" in text(client.get(telling.get_absolute_url()))


def test_a_telling_is_not_given_up_without_a_reason(process):
    telling = TellingFactory(process=process)

    page = officer().post(reverse("threads:cancel-telling", args=[telling.pk]), {"reason": ""})

    assert page.status_code == 400
    assert "取りやめる理由が書かれていません" in text(page)


def test_a_ward_officer_reads_and_prints_for_the_own_ward_and_tells_nobody(process):
    mine, other = WardFactory(), WardFactory()
    card(process, ward=mine, place="市民館の箱")
    card(process, ward=other, place="駅前")
    telling = TellingFactory(process=process)
    client = officer(RoleKind.WARD_OFFICER, mine)
    letters = reverse("threads:letters", args=[telling.pk])

    listed = client.get(letters)
    own = client.get(reverse("threads:sheets", args=[telling.pk]), {"ward": mine.code, "place": "市民館の箱"})
    refused = [
        client.get(reverse("threads:sheets", args=[telling.pk]), {"ward": other.code, "place": "駅前"}),
        client.get(reverse("threads:box", args=[telling.pk]), {"ward": other.code, "place": "駅前"}),
        client.get(reverse("threads:sheets", args=[telling.pk])),
        client.get(reverse("threads:new-telling")),
        client.post(reverse("threads:approve-telling", args=[telling.pk])),
        client.post(reverse("threads:cancel-telling", args=[telling.pk]), {"reason": "理由"}),
    ]

    assert "市民館の箱" in text(listed)
    assert "駅前" not in text(listed)
    assert "論点「居場所の場所」の声として" in text(own)
    assert [answer.status_code for answer in refused] == [403] * 6


def test_a_letter_names_the_number_and_the_fate_and_never_the_words(process):
    submission = card(process, place="市民館の箱")
    told_by_mail = card(process, place="市民館の箱")
    AddressFactory(process=process, receipt=told_by_mail.receipt)
    telling = TellingFactory(process=process)

    page = text(officer().get(reverse("threads:sheets", args=[telling.pk]), {"place": "市民館の箱"}))

    shown = f"{submission.receipt[:4]}-{submission.receipt[4:8]}-{submission.receipt[8:]}"
    assert page.count('class="thread-letter print-page"') == 1
    assert shown in page
    assert "論点「居場所の場所」の声として、検討しています。" in page
    assert telling.words.split("\n")[0] in page
    assert "紙に書いた言葉" not in page


def test_the_list_for_the_wall_has_every_number_of_the_box(process):
    numbers = [card(process, place="市民館の箱").receipt for _ in range(3)]
    AddressFactory(process=process, receipt=numbers[0])
    card(process, place="駅前")
    telling = TellingFactory(process=process)

    page = text(officer().get(reverse("threads:box", args=[telling.pk]), {"place": "市民館の箱"}))

    assert [f"{n[:4]}-{n[4:8]}-{n[8:]}" in page for n in numbers] == [True] * 3
    assert page.count("の声として、検討しています。") == 3


@pytest.mark.parametrize("state", [TellingState.DRAFT, TellingState.CANCELLED])
def test_no_paper_before_approval_or_after_giving_up(process, state):
    ended = {"ended_at": BEFORE, "cancelled_reason": "誤り"} if state == TellingState.CANCELLED else {}
    telling = TellingFactory(process=process, state=state, **ended)
    client = officer()

    answers = [client.get(reverse(f"threads:{name}", args=[telling.pk])) for name in ("letters", "sheets", "box")]

    assert [answer.status_code for answer in answers] == [409] * 3


def test_at_the_counter_a_number_tells_where_the_voice_stands(process):
    submission = card(process)
    client = officer(RoleKind.WARD_OFFICER, WardFactory())
    counter = reverse("threads:counter")

    found = client.get(counter, {"no": submission.receipt})
    wrong = client.get(counter, {"no": "123456789"})
    unknown = client.get(counter, {"no": "000000000"})

    assert found.status_code == 200
    assert "論点「居場所の場所」の声として" in text(found)
    assert "紙に書いた言葉" not in text(found)
    assert (wrong.status_code, unknown.status_code) == (400, 400)
    assert "受付番号 000000000 の声は見つかりません" in text(unknown)


def test_at_the_counter_a_mail_that_came_back_and_an_address_to_forget_are_erased(process):
    back, gone = AddressFactory(process=process), AddressFactory(process=process, email="gone@example.jp")
    client = officer()

    returned = client.post(reverse("threads:returned"), {"no": back.receipt})
    wrong = client.post(reverse("threads:forget"), {"email": "gone"})
    forgotten = client.post(reverse("threads:forget"), {"email": "gone@example.jp"})
    unknown = client.post(reverse("threads:forget"), {"email": "gone@example.jp"})

    assert [a.status_code for a in (returned, wrong, forgotten, unknown)] == [302, 400, 302, 404]
    assert not Address.objects.filter(pk__in=[back.pk, gone.pk]).exists()


def test_staff_leave_the_address_of_a_card_from_the_counter(process):
    submission = card(process)
    client = officer()

    page = client.get(reverse("threads:mailing", args=[submission.receipt]))
    sent = client.post(reverse("threads:mailing", args=[submission.receipt]), {"email": "card@example.jp"})

    assert "本人がカードに書いたか" in text(page)
    assert sent.status_code == 302
    assert Address.objects.get().left_by != ""


def test_the_desk_says_what_waits_and_what_is_late(process):
    passed_gate(process)
    Telling.objects.create(
        process=process, occasion="題", words="文", drafted_by="somebody", drafted_at=BEFORE, counted_at=BEFORE
    )

    page = text(officer().get("/desk/"))

    assert "関門を通ったことを、声を送った人に知らせる" in page
    assert "14日を過ぎたものがあります" in page
    assert "知らせを承認する" in page
