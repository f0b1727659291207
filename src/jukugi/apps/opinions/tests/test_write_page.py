import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import policies
from jukugi.apps.opinions.enums import HEARING, OpinionState
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory

pytestmark = pytest.mark.django_db

URL = "/opinions/new/"
KEY = "k" * 22


@pytest.fixture
def process():
    """The main process, which hears opinions today."""
    now = timezone.now()
    phase = PhaseFactory(
        process=ProcessFactory(is_main=True), opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    OpeningFactory(phase=phase, kind=HEARING)
    return phase.process


def send(client, text, **sent):
    return client.post(URL, {"text": text, "ward": "", "age_band": "", "form_key": KEY, **sent})


def field_text(response) -> str:
    """The words as they stand in the field, read as a browser reads them."""
    return response.context["form"]["text"].value()


def error_at_field(response) -> str:
    return str(response.context["form"].errors["text"][0])


def test_a_voice_is_sent_and_the_way_leads_to_its_receipt(client, process):
    ward, issue = WardFactory(), IssueFactory(process=process)

    response = send(client, "坂が急です。", ward=ward.code, age_band="70", about=str(issue.pk))

    sent = Submission.objects.get()
    assert (response.status_code, response.url) == (302, reverse("receipt", args=[sent.receipt]))
    assert (sent.process, sent.ward, sent.age_band, sent.about) == (process, ward, "70", issue)
    assert [(o.text, o.state) for o in sent.opinions.all()] == [("坂が急です。", OpinionState.WAITING)]


def test_words_alone_are_enough(client, process):
    response = client.post(URL, {"text": "坂が急です。"})

    assert response.status_code == 302
    assert Submission.objects.values_list("ward", "age_band", "about").get() == (None, "", None)


def test_the_page_offers_the_mark_by_which_the_device_is_known_and_makes_nobody(client, process):
    page = client.get(URL)

    assert page.status_code == 200
    assert PARTICIPANT_COOKIE in page.cookies
    assert Participant.objects.count() == 0


def test_the_first_voice_sent_twice_comes_from_one_person_and_is_one(client, process):
    token = client.get(URL).cookies[PARTICIPANT_COOKIE].value
    receipts = []

    for device in (Client(), Client()):
        device.cookies[PARTICIPANT_COOKIE] = token
        receipts.append(send(device, "坂が急です。").url)

    assert receipts[0] == receipts[1]
    assert (Participant.objects.count(), Opinion.objects.count()) == (1, 1)


def test_changed_words_from_the_same_page_are_a_second_voice(client, process):
    client.get(URL)

    first, second = send(client, "坂が急です。"), send(client, "坂が急で困ります。")

    assert first.url != second.url
    assert Opinion.objects.count() == 2


@pytest.mark.parametrize("key", ["", "short", "k" * 5000, "k\x00" * 11, "日" * 22, "../" * 8])
def test_a_page_key_that_is_none_of_ours_gives_way_to_a_new_one(client, process, key):
    response = send(client, "坂が急です。", form_key=key)

    assert response.status_code == 302
    assert Opinion.objects.count() == 1


def test_every_page_has_a_key_of_its_own_and_keeps_it_when_it_comes_back(client, process):
    keys = [re.search(r'name="form_key" value="([\w-]{22})"', client.get(URL).content.decode())[1] for _ in range(2)]

    back = send(client, "", form_key=keys[0])

    assert keys[0] != keys[1]
    assert f'name="form_key" value="{keys[0]}"' in back.content.decode()


def test_the_ward_that_is_looked_at_is_chosen_already(client, process):
    WardFactory(name="見本東区")
    ward = WardFactory(name="見本西区")
    client.cookies[WARD_COOKIE] = ward.code

    page = client.get(URL)

    assert f'<option value="{ward.code}" selected>見本西区</option>' in page.content.decode()


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("", 400, "意見が書かれていません。"),
        (" \u3000\r\n", 409, "意見が書かれていません。"),
        ("\x00\x07", 409, "意見が書かれていません。"),
        ("😀😀", 409, "絵文字や記号だけでは"),
        ("あ" * 4001, 409, "意見が4,001字あります。"),
        ("a" * (5 * 1024 * 1024), 409, "意見が5,242,880字あります。"),
    ],
    ids=["empty", "blank", "controls", "emoji", "long", "5 MB"],
)
def test_words_that_cannot_be_taken_come_back_with_the_reason_at_their_field(client, process, text, status, told):
    response = send(client, text)

    assert response.status_code == status
    assert error_at_field(response).startswith(told)
    assert field_text(response) == text.replace("\x00", "").replace("\x07", "")
    assert (Submission.objects.count(), Participant.objects.count()) == (0, 0)


def test_words_with_control_characters_come_back_cleaned_and_go_through_the_second_time(client, process):
    back = send(client, "坂が\x00急です\x07。<b>&")

    again = send(client, field_text(back))

    assert (back.status_code, field_text(back)) == (409, "坂が急です。<b>&")
    assert "目に見えない文字（制御文字）が2個まざっていました。" in error_at_field(back)
    assert again.status_code == 302
    assert Opinion.objects.get().text == "坂が急です。<b>&"


@pytest.mark.parametrize("value", ["999999", "-1", "x" * 100_000, "\x00", "川崎区"])
@pytest.mark.parametrize("name", ["ward", "age_band"])
def test_an_unknown_ward_or_age_is_told_and_the_words_are_kept(client, process, name, value):
    WardFactory()

    response = send(client, "坂が\x00急です。", **{name: value})

    assert response.status_code == 400
    assert "一覧にありません" in str(response.context["form"].errors[name][0])
    assert (field_text(response), Submission.objects.count()) == ("坂が急です。", 0)


@pytest.mark.parametrize("key", ["", "0", "-1", "9" * 18, "9" * 400, "x", "１", "1\x00", "None"])
def test_an_issue_that_is_none_is_left_out(client, process, key):
    page = client.get(URL, {"issue": key})
    sent = send(client, "坂が急です。", about=key)

    assert (page.status_code, page.context["about"]) == (200, None)
    assert sent.status_code == 302
    assert Submission.objects.get().about is None


def test_an_issue_of_another_process_is_left_out(client, process):
    foreign = IssueFactory()

    page = client.get(URL, {"issue": foreign.pk})

    assert page.context["about"] is None


def test_a_voice_for_an_issue_keeps_it_until_the_writer_takes_it_off(client, process):
    issue = IssueFactory(process=process, title="坂の<多い>まち")
    page = client.get(URL, {"issue": issue.pk}).content.decode()

    back = send(client, "", about=str(issue.pk))
    send(client, "坂が急です。")

    assert re.search(rf'name="about" value="{issue.pk}" checked', page)
    assert "坂の&lt;多い&gt;まち" in re.sub("<wbr>", "", page)
    assert back.context["about"] == issue
    assert Submission.objects.get().about is None


def test_who_has_too_many_waiting_gets_the_words_back(client, process):
    send(client, "一つ目の声です。")
    author = Participant.objects.get()
    for _ in range(policies.WAITING_AT_MOST - 1):
        OpinionFactory(submission=SubmissionFactory(process=process, author=author))

    response = send(client, "もう一つの声です。")

    assert (response.status_code, field_text(response)) == (409, "もう一つの声です。")
    assert error_at_field(response).startswith("確認を待っているあなたの意見が20件あります。")


def test_how_many_came_from_this_device_stands_in_the_page_for_the_draft(client, process):
    OpinionFactory(submission__process=process)
    before = client.get(URL).content.decode()
    send(client, "坂が急です。")

    after = client.get(URL).content.decode()

    assert 'data-sent-before="0"' in before
    assert 'data-sent-before="1"' in after


def test_what_is_written_into_the_page_is_never_obeyed(client, process):
    response = send(client, "😀</textarea><script>", ward='"><script>')

    assert b"<script>" not in response.content
    assert "😀&lt;/textarea&gt;&lt;script&gt;" in response.content.decode()


@pytest.mark.parametrize("has_process", [True, False])
def test_a_closed_page_shows_no_form_and_gives_sent_words_back_to_copy(client, has_process):
    if has_process:
        ProcessFactory(is_main=True)

    page, response = client.get(URL), send(client, "遅れた<声>です。")

    assert (page.status_code, response.status_code) == (200, 409 if has_process else 400)
    assert [b'name="text"' in shown.content for shown in (page, response)] == [False, False]
    assert "遅れた&lt;声&gt;です。</textarea>" in response.content.decode()
    assert "この声は、まだ届いていません" in response.content.decode().replace("<wbr>", "")
    assert Submission.objects.count() == 0


def test_a_closed_page_tells_when_it_opens(client):
    opens = timezone.now() + timedelta(days=9)
    phase = PhaseFactory(process=ProcessFactory(is_main=True), opens_at=opens, closes_at=opens + timedelta(days=1))
    OpeningFactory(phase=phase, kind=HEARING)

    page = client.get(URL)

    day = timezone.localtime(opens)
    assert f"次の受付は{day.year}年{day.month}月{day.day}日" in page.content.decode().replace("<wbr>", "")


def test_the_card_asks_the_same_question_and_has_no_number(client, process):
    WardFactory(name="見本西区")

    card, form = (client.get(url).content.decode() for url in ("/opinions/card/", URL))

    question = re.search(r"<h1>(.+?)</h1>", form, re.DOTALL)[1].strip()
    assert f'<h2 class="paper-card-ask">{question}</h2>' in card
    assert "<li>見本西区</li>" in card
    assert "<li>80歳以上</li>" in card
    assert "paper-card-no" not in card


def test_the_card_is_there_without_any_process(client):
    assert client.get("/opinions/card/").status_code == 200


@pytest.mark.parametrize("path", [URL, "/no-such-page/", "/accounts/login/", "/areas/choose/", "/opinions/"])
def test_more_than_sixteen_megabytes_are_told_in_plain_words(path, process):
    client = Client(enforce_csrf_checks=True)
    client.get(URL)

    response = client.post(
        path, {"text": "a" * (16 * 1024 * 1024 + 1)}, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert "送られた文が大きすぎて、受け取れませんでした" in response.content.decode().replace("<wbr>", "")
    assert Submission.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_on_a_first_visit_are_one_voice(client, process):
    token = client.get(URL).cookies[PARTICIPANT_COOKIE].value

    def press(_: int) -> str:
        device = Client()
        device.cookies[PARTICIPANT_COOKIE] = token
        try:
            return send(device, "坂が急です。").url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        ways = set(hands.map(press, range(4)))

    assert ways == {reverse("receipt", args=[Submission.objects.get().receipt])}
    assert (Participant.objects.count(), Opinion.objects.count()) == (1, 1)
