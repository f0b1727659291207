"""The pages of reasons, for the public and for staff."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinion_map.enums import VOTING, ReasonSide, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, HelpfulMark, Reason, ReasonReply, Statement, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import ReasonFactory, StatementFactory, TopicFactory
from jukugi.apps.processes.tests.factories import DURING, OpeningFactory, PhaseFactory

pytestmark = pytest.mark.django_db


def topic_of_today() -> Topic:
    """A topic that takes answers now."""
    topic, now = TopicFactory(), timezone.now()
    phase = PhaseFactory(process=topic.process, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    OpeningFactory(phase=phase, kind=VOTING)
    return topic


@pytest.fixture
def statement() -> Statement:
    return StatementFactory(topic=topic_of_today())


@pytest.fixture
def officer(client):
    user = RoleFactory(kind=RoleKind.POLICY_OFFICER).user
    client.force_login(user)
    return user


def address(statement: Statement) -> str:
    return reverse("opinion_map:reasons", args=[statement.topic_id, statement.pk])


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_a_reason_is_sent_without_scripts_and_leads_to_its_number(client, statement):
    client.get(address(statement))

    response = client.post(address(statement), {"side": "condition", "text": "鍵を三人で預かるなら。"})

    reason = Reason.objects.get()
    assert (response.status_code, response.url) == (302, f"/threads/{reason.receipt}/")
    story = text_of(client.get(response.url))
    assert "理由を受け付けました" in story
    assert "鍵を三人で預かるなら。" in story


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"side": "for", "text": ""}, "理由が書かれていません"),
        ({"side": "for", "text": "👍👍"}, "理由が書かれていません"),
        ({"side": "for", "text": "字" * 300}, "理由が300字あります。200字までです"),
        ({"side": "no", "text": "坂があるから。"}, "その理由の向きはありません"),
        ({"text": "坂があるから。"}, "賛成の理由か、反対の理由か、条件かが選ばれていません"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(client, statement, fields, words):
    response = client.post(address(statement), fields)

    assert response.status_code == 409
    assert words in text_of(response)
    assert fields["text"] in text_of(response)
    assert not Reason.objects.exists()


def test_a_second_click_is_one_reason(client, statement):
    fields = {"side": "for", "text": "坂があるから。"}
    client.get(address(statement))

    client.post(address(statement), fields)
    again = client.post(address(statement), fields)

    assert Reason.objects.count() == 1
    assert "同じ理由が、すでに届いています" in text_of(again)


def test_a_mark_works_without_scripts_and_swaps_the_button_with_them(client, statement):
    reason = ReasonFactory(statement=statement)
    helpful = reverse("opinion_map:helpful", args=[statement.topic_id, reason.pk])
    client.get(address(statement))

    plain = client.post(helpful, {"is_on": "1"})
    swapped = client.post(helpful, {"is_on": "0"}, headers={"HX-Request": "true"})

    assert (plain.status_code, plain.url) == (302, f"{address(statement)}#reason-{reason.pk}")
    assert 'aria-pressed="false"' in text_of(swapped)
    assert HelpfulMark.objects.get().is_on is False
    assert client.post(helpful, {"is_on": "yes"}).status_code == 302
    assert client.get(helpful).status_code == 405


def test_the_mark_of_a_reason_of_another_topic_is_not_found(client, statement):
    reason = ReasonFactory(statement=statement)

    assert (
        client.post(reverse("opinion_map:helpful", args=[TopicFactory().pk, reason.pk]), {"is_on": "1"}).status_code
        == 404
    )


def test_an_answer_after_reading_comes_back_to_the_reasons_and_is_marked_in_the_log(client, statement):
    cast = reverse("opinion_map:cast", args=[statement.topic_id, statement.pk])
    client.get(address(statement))
    client.post(cast, {"choice": "agree"})

    response = client.post(cast, {"choice": "disagree", "after_reasons": "1"})

    assert response.url == address(statement)
    assert list(Vote.objects.order_by("pk").values_list("choice", "after_reasons")) == [(1, False), (-1, True)]
    assert CurrentVote.objects.get().choice == -1
    assert "あなたは「反対」と答えています" in text_of(client.get(address(statement)))


@pytest.mark.parametrize("state", [StatementState.WAITING, StatementState.HIDDEN])
def test_reasons_of_a_statement_that_is_not_public_are_not_found(client, state):
    statement = StatementFactory(topic=topic_of_today(), state=state)

    assert client.get(address(statement)).status_code == 404


def test_what_is_not_public_is_read_by_nobody_but_its_writer(client, statement):
    ReasonFactory(statement=statement, text="隠した理由です。", state=StatementState.HIDDEN)
    client.post(address(statement), {"side": "for", "text": "待っている理由です。"})

    own, others = text_of(client.get(address(statement))), text_of(type(client)().get(address(statement)))

    assert "待っている理由です。" in own
    assert "待っている理由です。" not in others
    assert "隠した理由です。" not in own + others


def test_when_the_phase_is_over_one_reads_and_nothing_more(client):
    statement = StatementFactory(topic=TopicFactory())
    reason = ReasonFactory(statement=statement)

    page = text_of(client.get(address(statement)))

    assert reason.text in page
    assert "職員に送る" not in page
    assert "参考になった</button>" not in page
    refused = client.post(reverse("opinion_map:helpful", args=[statement.topic_id, reason.pk]), {"is_on": "1"})
    assert refused.status_code in (403, 409)
    assert not Participant.objects.filter(helpful_marks__isnull=False).exists()


def test_staff_release_answer_and_make_a_statement_on_one_page(client, statement, officer):
    reason = ReasonFactory(statement=statement, side=ReasonSide.CONDITION, state=StatementState.WAITING)
    page = reverse("opinion_map:staff-reasons", args=[statement.topic_id])
    back = f"{page}#reason-{reason.pk}"

    answers = [
        client.post(reverse("opinion_map:review-reason", args=[reason.pk]), {"state": "shown", "note": ""}),
        client.post(reverse("opinion_map:reply-to-reason", args=[reason.pk]), {"text": "秋に手引きを出します。"}),
        client.post(
            reverse("opinion_map:statement-of-condition", args=[reason.pk]), {"text": "鍵を三人で預かるのがよい。"}
        ),
    ]

    assert [answer.url for answer in answers] == [back, back, back]
    assert Statement.objects.get(origin=StatementOrigin.CONDITION).condition == reason
    shown = text_of(client.get(page))
    assert "秋に手引きを出します。" in shown
    assert "意見文になりました：鍵を三人で預かるのがよい。" in shown
    story = text_of(client.get(f"/threads/{reason.receipt}/"))
    assert "多くの人が同じ条件を挙げたので、意見文になりました" in story
    client.post(reverse("opinion_map:withdraw-reply", args=[ReasonReply.objects.get().pk]))
    assert "秋に手引きを出します。" not in text_of(client.get(address(statement)))


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("review-reason", {"state": "hidden", "note": ""}, "非公開にする理由が書かれていません"),
        ("review-reason", {"state": "gone", "note": "書いた理由"}, "その決め方はありません"),
        ("reply-to-reason", {"text": "字" * 700}, "応答が700字あります"),
        ("statement-of-condition", {"text": "字" * 200}, "意見文が200字あります"),
        ("statement-of-condition", {"text": " "}, "意見文が空です"),
    ],
)
def test_what_staff_cannot_do_comes_back_in_its_place_with_its_words(client, statement, officer, name, fields, words):
    reason = ReasonFactory(statement=statement, side=ReasonSide.CONDITION)

    response = client.post(reverse(f"opinion_map:{name}", args=[reason.pk]), fields)

    assert response.status_code == 400
    assert words in text_of(response)
    assert fields.get("text", fields.get("note")).strip() in text_of(response)


def test_the_desk_counts_reasons_that_wait_and_conditions_that_many_share(client, statement, officer):
    ReasonFactory.create_batch(3, statement=statement, state=StatementState.WAITING)
    ReasonFactory(statement=statement, side=ReasonSide.CONDITION, is_shared=True)

    desk = text_of(client.get("/desk/"))

    assert "理由を確かめる" in desk
    assert "多くの人が挙げた条件" in desk


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_asks_as_often_however_many_reasons(client, statement, rows, django_assert_max_num_queries):
    for side in ReasonSide:
        for reason in ReasonFactory.create_batch(rows, statement=statement, side=side):
            ReasonReply.objects.create(reason=reason, text="返事", actor_key="x", replied_at=DURING)
    client.get(address(statement))

    with django_assert_max_num_queries(16):
        client.get(address(statement))
