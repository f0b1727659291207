"""Typing in what came on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory
from jukugi.kit.receipts import check_digit, shown

pytestmark = pytest.mark.django_db

ENTER = "/desk/opinions/enter/"
UNPRINTED = "31415926" + check_digit("31415926")


@pytest.fixture
def officer(client):
    now = timezone.now()
    phase = PhaseFactory(opens_at=now - timedelta(days=60), closes_at=now + timedelta(days=60))
    OpeningFactory(phase=phase, kind=HEARING)
    person = RoleFactory().user
    client.force_login(person)
    return person


def today() -> str:
    return timezone.localdate().isoformat()


def enter(client, **fields):
    sent = {"channel": "card", "received_on": today(), "text": "夜も開けて。", "form_key": "k", **fields}
    return client.post(ENTER, sent)


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_words_are_kept_as_typed_and_the_number_is_shown_large(client, officer):
    response = enter(client, text="夜も開けて\r\nほしがっぺ。", place="多摩市民館", age_band="70")

    submission = Submission.objects.get()
    page = text_of(client.get(response.url))
    assert Opinion.objects.get().text == "夜も開けて\nほしがっぺ。"
    assert Opinion.objects.get().state == OpinionState.WAITING
    assert (submission.entered_by, submission.place, submission.age_band) == (officer.actor_key, "多摩市民館", "70")
    assert f'<p class="receipt-no">{shown(submission.receipt)}</p>' in page
    assert 'value="多摩市民館"' in page
    assert reverse("receipt", args=[submission.receipt]) in page


def test_a_card_about_an_issue_is_taken_with_it(client, officer):
    issue = IssueFactory(process=Phase.objects.get().process)

    enter(client, about=issue.pk)

    assert Submission.objects.get().about == issue


@pytest.mark.parametrize("about", ["elsewhere", "0", "-1", "9" * 40, "x", "１"])
def test_an_issue_of_another_process_is_refused_and_the_words_kept(client, officer, about):
    typed = IssueFactory().pk if about == "elsewhere" else about

    response = enter(client, about=typed, text="橋の下で待っています。")

    assert response.status_code == 400
    assert "その論点は、いまの検討プロセスにありません" in text_of(response)
    assert "橋の下で待っています。" in text_of(response)
    assert not Submission.objects.exists()


def test_a_second_press_is_the_same_submission(client, officer):
    first, second = enter(client), enter(client)

    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_a_card_comes_back_under_its_printed_number_however_it_is_typed(client, officer):
    (card,) = actions.print_cards(count=1, place="", actor=officer, now=timezone.now())
    wide = shown(card.receipt).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)} | {ord("-"): "ー"})

    enter(client, card_number=f" {wide} ")
    again = enter(client, card_number=card.receipt, form_key="another")

    assert Submission.objects.get().receipt == card.receipt
    assert again.status_code == 400
    assert "すでに打ち込まれています。" in text_of(again)


def test_paper_of_an_earlier_day_has_its_noon(client, officer):
    earlier = timezone.localdate() - timedelta(days=3)

    enter(client, received_on=earlier.isoformat())

    received = timezone.localtime(Submission.objects.get().received_at)
    assert (received.date(), received.hour, received.minute) == (earlier, 12, 0)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "意見が書かれていません。"),
        ({"text": " 　\n"}, "意見が書かれていません。"),
        ({"text": "😀😀"}, "絵文字や記号だけでは"),
        ({"text": "長" * 20_001}, "20,001字あります"),
        ({"text": "あ\x00い"}, "目に見えない文字"),
        ({"card_number": "314159260"}, "受付番号として読めません"),
        ({"card_number": "abc"}, "受付番号として読めません"),
        ({"card_number": UNPRINTED}, "のカードは、印刷されていません。"),
        ({"channel": "web"}, "その方法は選べません"),
        ({"channel": ""}, "届いた方法が選ばれていません"),
        ({"received_on": "2999-01-01"}, "きょうより後"),
        ({"received_on": "0001-01-01"}, "受け付けていません"),
        ({"received_on": "きのう"}, "日付として読めません"),
        ({"ward": "9" * 40}, "その区はありません"),
        ({"age_band": "gone"}, "その年代はありません"),
        ({"place": "長" * 81}, "81字あります"),
        ({"form_key": "k" * 65}, "まだ送られていません"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(client, officer, fields, told):
    response = enter(client, **{"text": "残る言葉", "place": "多摩市民館", **fields})

    page = text_of(response)
    assert response.status_code == 400
    assert told in page
    assert fields.get("place", "多摩市民館") in page
    assert "残る言葉" in page or "text" in fields
    assert not Submission.objects.exists()


def test_after_control_characters_the_words_without_them_wait_to_be_sent(client, officer):
    response = enter(client, text="夜も\x00開け\x07て。")

    assert "夜も開けて。</textarea>" in text_of(response)


def test_five_megabytes_are_told_their_length(client, officer):
    response = enter(client, text="a" * 5_000_000)

    assert response.status_code == 400
    assert "5,000,000字あります" in text_of(response)
    assert not Submission.objects.exists()


def test_without_an_officers_role_nothing_is_typed_in(client, officer):
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

    assert enter(client).status_code == 403
    assert not Submission.objects.exists()


def test_the_last_five_of_ones_own_entries_stand_below(client, officer):
    numbers = []
    for key in "abcdef":
        enter(client, form_key=key)
        numbers.append(shown(Submission.objects.latest("pk").receipt))

    page = text_of(client.get(ENTER))

    assert [number in page for number in numbers] == [False, True, True, True, True, True]
