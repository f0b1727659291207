"""Staff pages of answers on paper, what the desk says of them, and the page behind a sheet's number."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import SheetEntry, StatementReview, Topic, Vote, VoteSheet
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic
from jukugi.apps.opinions.enums import RECEIPT_KIND as OPINION
from jukugi.apps.processes.models import Phase
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db


def open_now(**fields) -> Topic:
    """A topic with three statements that takes answers at the moment of the test."""
    topic = open_topic(**fields)
    now = timezone.now()
    Phase.objects.filter(process=topic.process).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    StatementFactory.create_batch(3, topic=topic)
    return topic


def printed(topic: Topic, count: int = 1) -> list[VoteSheet]:
    return actions.print_sheets(topic=topic, count=count, place="会場", actor=RoleFactory().user, now=timezone.now())


@pytest.fixture
def reader(client) -> User:
    """Somebody who runs every topic, and is signed in."""
    user = RoleFactory().user
    client.force_login(user)
    return user


def at(name: str, topic: Topic, *keys: int) -> str:
    return reverse(f"opinion_map:{name}", args=[topic.pk, *keys])


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def marks(sheet: VoteSheet, *words: str) -> dict[str, str]:
    """What a form sends: a word for each statement in printed order, 賛成 where none is given."""
    padded = [*words, *["agree"] * (len(sheet.statements) - len(words))]
    return {f"s{key}": word for key, word in zip(sheet.statements, padded, strict=True)}


def send(client, sheet: VoteSheet, *words: str, number: str = ""):
    fields = {"number": number or receipts.shown(sheet.receipt), **marks(sheet, *words)}
    return client.post(at("enter-sheet", sheet.topic), fields)


def read_by_another(sheet: VoteSheet, choice: Choice = Choice.AGREE) -> None:
    answers = dict.fromkeys(sheet.statements, choice)
    actions.enter_sheet(sheet=sheet, answers=answers, actor=RoleFactory().user, now=timezone.now())


def test_sheets_are_printed_with_number_statements_boxes_and_code(client, reader):
    topic = open_now(title="集まれる場所")

    response = client.post(at("sheets", topic), {"count": "２", "place": "多摩区役所"})

    first, second = VoteSheet.objects.order_by("pk")
    assert (response.status_code, response.url) == (302, f"{at('sheets', topic)}?batch={first.pk}")
    page = text_of(client.get(response.url))
    for sheet in (first, second):
        assert receipts.shown(sheet.receipt) in page
        assert f"http://testserver/threads/{sheet.receipt}/" in page
    assert page.count('class="qr"') == 2
    assert page.count("vote-sheet-box") == 2 * 3 * 3
    assert "style=" not in page


@pytest.mark.parametrize("count", ["", "0", "201", "二枚", "9" * 5000, "1.5"])
def test_a_silly_number_of_sheets_is_told_and_the_place_kept(client, reader, count):
    topic = open_now()

    response = client.post(at("sheets", topic), {"count": count, "place": "多摩区役所"})

    assert response.status_code == 400
    assert 'value="多摩区役所"' in text_of(response)
    assert not VoteSheet.objects.exists()


def test_a_place_of_five_megabytes_is_refused_in_words(client, reader):
    topic = open_now()

    response = client.post(at("sheets", topic), {"count": "1", "place": "長" * (5 * 1024 * 1024 // 3)})

    assert response.status_code == 400
    assert "80字までに縮めてください。" in text_of(response)
    assert not VoteSheet.objects.exists()


@pytest.mark.parametrize("batch", ["0", "999", "x", "9" * 30])
def test_an_unknown_batch_is_told_on_the_list(client, reader, batch):
    topic = open_now()

    response = client.get(f"{at('sheets', topic)}?batch={batch}")

    assert response.status_code == 200
    assert "これまでに印刷した用紙" in text_of(response)


def test_two_people_type_a_sheet_in_and_the_second_sees_nothing_of_the_first(client, reader):
    topic = open_now()
    sheet = printed(topic)[0]
    address = f"{at('enter-sheet', topic)}?number={receipts.shown(sheet.receipt)}"

    first = send(client, sheet, "agree", "blank", "pass")
    assert first.status_code == 302
    assert "一度目を打ち込みました" in text_of(client.get(first.url))

    client.force_login(RoleFactory().user)
    assert " checked" not in text_of(client.get(address))
    second = send(client, sheet, "agree", "blank", "pass")

    assert "2の意見文への答えを、一人の答えとして数えました。" in text_of(client.get(second.url))
    assert list(Vote.objects.order_by("pk").values_list("statement", "choice")) == [
        (sheet.statements[0], Choice.AGREE),
        (sheet.statements[2], Choice.PASS),
    ]


def test_a_form_sent_twice_is_one_reading(client, reader):
    sheet = printed(open_now())[0]

    first, again = send(client, sheet), send(client, sheet)

    assert (first.url, first.status_code) == (again.url, again.status_code)
    assert SheetEntry.objects.count() == 1


def test_the_same_person_is_told_why_a_second_reading_needs_somebody_else(client, reader):
    sheet = printed(open_now())[0]
    send(client, sheet)

    opened = client.get(at("enter-sheet", sheet.topic), {"number": sheet.receipt})
    sent = send(client, sheet, "disagree")

    for response in (opened, sent):
        assert response.status_code == 400
        assert "二度目は別の人が打ち込みます。" in text_of(response)
    assert SheetEntry.objects.count() == 1


@pytest.mark.parametrize("number", ["", " ", "123", "314159265", "９" * 9, "x" * 100, "1" * 5_000_000, "'; --"])
def test_a_number_that_is_none_is_told_beside_the_field(client, reader, number):
    topic = open_now()

    for response in (
        client.post(at("enter-sheet", topic), {"number": number}),
        client.get(at("enter-sheet", topic), {"number": number[:500]}),
    ):
        assert response.status_code == 400
        assert 'href="#id_number"' in text_of(response)


def test_a_sheet_of_another_topic_and_an_opinion_card_are_told_apart(client, reader):
    topic, other = open_now(), open_now()
    elsewhere = printed(other)[0].receipt
    card = receipts.issue(OPINION, now=timezone.now())

    for number in (elsewhere, card):
        response = client.get(at("enter-sheet", topic), {"number": number})
        assert response.status_code == 400
        assert "この問いの用紙の番号ではありません。" in text_of(response)


def test_an_answer_passed_over_or_unknown_comes_back_with_what_was_read(client, reader):
    sheet = printed(open_now())[0]
    fields = {"number": sheet.receipt, **marks(sheet, "disagree", "maybe")}
    del fields[f"s{sheet.statements[2]}"]

    response = client.post(at("enter-sheet", sheet.topic), fields)

    page = text_of(response)
    assert response.status_code == 400
    assert "2番の答えが読めません。" in page
    assert "3番の答えがありません。" in page
    assert page.count(" checked") == 1
    assert not SheetEntry.objects.exists()


def test_five_megabytes_in_place_of_an_answer_are_refused(client, reader):
    sheet = printed(open_now())[0]

    response = send(client, sheet, "a" * 5_000_000)

    assert response.status_code == 400
    assert not SheetEntry.objects.exists()


def test_different_readings_lead_to_the_comparison_of_what_differs_alone(client, reader):
    sheet = printed(open_now())[0]
    read_by_another(sheet)

    done = send(client, sheet, "disagree")

    settle = at("settle-sheet", sheet.topic, sheet.pk)
    assert settle in text_of(client.get(done.url))
    assert client.get(at("enter-sheet", sheet.topic), {"number": sheet.receipt}).url == settle
    page = text_of(client.get(settle))
    assert page.count("data-sheet-row") == 1
    assert page.count("読み取り1") == page.count("読み取り2") == 1
    settled = client.post(settle, {f"s{sheet.statements[0]}": "agree"})
    assert "3の意見文への答えを、一人の答えとして数えました。" in text_of(client.get(settled.url))
    assert set(Vote.objects.values_list("choice", flat=True)) == {Choice.AGREE}


def test_a_settling_answer_that_nobody_read_and_an_empty_form_are_refused(client, reader):
    sheet = printed(open_now())[0]
    read_by_another(sheet)
    send(client, sheet, "disagree")
    settle = at("settle-sheet", sheet.topic, sheet.pk)

    strange = client.post(settle, {f"s{sheet.statements[0]}": "pass"})
    empty = client.post(settle, {})

    assert (strange.status_code, empty.status_code) == (400, 400)
    assert "これまでの読み取りのどれとも違う答えがあります。" in text_of(strange)
    assert not Vote.objects.exists()


def test_settling_twice_counts_once_and_there_is_nothing_to_settle_without_a_difference(client, reader):
    sheet, same, untouched = printed(open_now(), count=3)
    read_by_another(sheet)
    send(client, sheet, "disagree")
    read_by_another(same)
    send(client, same)
    settle = at("settle-sheet", sheet.topic, sheet.pk)

    answers = [client.post(settle, {f"s{sheet.statements[0]}": "agree"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (sheet.entries.count(), Vote.objects.count()) == (3, 6)
    assert client.get(settle).status_code == 409
    for other in (same, untouched):
        assert client.get(at("settle-sheet", sheet.topic, other.pk)).status_code == 409
    assert client.get(at("settle-sheet", open_now(), sheet.pk)).status_code == 404


def test_a_hidden_statement_is_read_off_the_paper_and_said_not_to_count(client, reader):
    sheet = printed(open_now())[0]
    hidden = sheet.topic.statements.get(pk=sheet.statements[0])
    read_by_another(sheet)
    actions.review_statement(
        statement=hidden, state=StatementState.HIDDEN, reason="重なり", actor=reader, now=timezone.now()
    )

    opened = client.get(at("enter-sheet", sheet.topic), {"number": sheet.receipt})
    done = send(client, sheet)

    assert hidden.text in text_of(opened)
    assert "1の答えは、公開をやめた意見文へのものなので数えていません。" in text_of(client.get(done.url))
    assert StatementReview.objects.count() == 1


def test_who_does_not_run_the_topic_gets_to_no_page_of_its_sheets(client):
    ward = WardFactory()
    topic = open_now(area=ward)
    sheet = printed(topic)[0]
    pages = [at("sheets", topic), at("enter-sheet", topic), at("settle-sheet", topic, sheet.pk)]
    strangers = [
        UserFactory(),
        RoleFactory(kind=RoleKind.OPERATOR).user,
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
    ]

    for page in pages:
        client.logout()
        assert client.get(page).status_code == 302
        for stranger in strangers:
            client.force_login(stranger)
            assert [client.get(page).status_code, client.post(page, {"count": "1"}).status_code] == [403, 403]
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)
    assert [client.get(page).status_code for page in pages] == [200, 200, 409]
    assert VoteSheet.objects.count() == 1


def test_the_list_says_how_far_the_sheets_have_come(client, reader):
    sheets = printed(open_now(), count=5)
    topic = sheets[0].topic
    for sheet in sheets[:3]:
        read_by_another(sheet)
    send(client, sheets[1], "disagree")
    send(client, sheets[2])
    send(client, sheets[3])

    page = text_of(client.get(at("sheets", topic)))

    for name, count in [("印刷した", 5), ("一度打ち込んだ", 2), ("読み取りが違う", 1), ("数えた", 1)]:
        assert f"<dt>{name}</dt><dd>{count}<small>" in page
    assert f"{at('settle-sheet', topic, sheets[1].pk)}" in page
    assert page.count("一度目はあなたです。") == 1
    assert f"?number={receipts.shown(sheets[0].receipt)}" in page


def test_the_list_takes_the_same_queries_whatever_the_sheets(client, reader):
    topic = open_now()

    def queries() -> int:
        client.get(at("sheets", topic))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(at("sheets", topic))
        return len(asked)

    bare = queries()
    for sheet in printed(topic, count=12)[:9]:
        read_by_another(sheet)

    assert queries() == bare


def test_the_desk_counts_what_this_person_can_read_and_of_the_ward_that_is_looked_at(client):
    ward, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    mine, theirs = open_now(area=ward), open_now(area=other)
    client.force_login(officer)
    for sheet in [*printed(mine, count=2), *printed(theirs, count=3)]:
        read_by_another(sheet)
    own = printed(mine)[0]
    send(client, own)

    page = text_of(client.get(reverse("desk")))

    assert page.count("紙の答えの二度目を打ち込む") == 1
    assert at("sheets", mine) in page
    assert at("sheets", theirs) not in page
    item = page[page.index(at("sheets", mine)) :]
    assert item[: item.index("紙の答えの二度目")].count("2<small>") == 1


def test_the_page_of_a_number_says_whether_the_sheet_was_counted_and_never_how_it_was_answered(client, reader):
    sheet = printed(open_now(title="集まれる場所"))[0]
    address = reverse("receipt", args=[sheet.receipt])

    unread = text_of(client.get(address))
    read_by_another(sheet, Choice.DISAGREE)
    read_once = text_of(client.get(address))
    send(client, sheet, "disagree", "disagree", "disagree")
    client.logout()
    counted = text_of(client.get(address))

    assert "この番号のカードは、まだ打ち込まれていません" in unread
    assert "もう一人が打ち込みます" in read_once
    assert "「集まれる場所」の3の意見文への、一人の答えに数えました。" in counted
    for page in (read_once, counted):
        assert "反対" not in page
        assert sheet.topic.statements.first().text not in page
