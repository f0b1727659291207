"""A statement made from a voice: its words, its origin, and what the voice's story tells."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinion_map.enums import StatementOrigin
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.tests.factories import open_topic
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db

WORDS = "会館は夜も開けておくのがよい。"


@pytest.fixture
def topic(client):
    client.force_login(RoleFactory().user)
    return open_topic()


def opinion(topic, state=OpinionState.SHOWN):
    return OpinionFactory(submission=SubmissionFactory(process=topic.process), state=state)


def add(client, topic, receipt, texts=WORDS):
    fields = {"texts": texts, "receipt": receipt}
    return client.post(reverse("opinion_map:add-statements", args=[topic.pk]), fields)


def words_of(response):
    return response.content.decode().replace("<wbr>", "")


def test_a_statement_keeps_the_voice_it_was_made_from(client, topic):
    voice = opinion(topic)

    response = add(client, topic, receipts.shown(voice.submission.receipt))

    made = Statement.objects.get(text=WORDS)
    assert response.status_code == 302
    assert (made.origin, made.opinion) == (StatementOrigin.OPINION, voice)
    assert voice.submission.get_absolute_url() in words_of(client.get(response.url))


def test_the_story_of_the_voice_tells_it(client, topic):
    voice = opinion(topic)
    add(client, topic, voice.submission.receipt)
    client.logout()

    story = client.get(voice.submission.get_absolute_url()).context["story"]

    step = next(step for step in story.steps if step.title == "この声から意見文ができました")
    assert step.content["words"] == (WORDS,)


def test_without_a_number_it_is_the_citys_own(client, topic):
    add(client, topic, " ")

    made = Statement.objects.get(text=WORDS)
    assert (made.origin, made.opinion) == (StatementOrigin.CITY, None)


@pytest.mark.parametrize("state", [OpinionState.WAITING, OpinionState.HIDDEN])
def test_a_voice_that_is_not_public_makes_no_statement(client, topic, state):
    voice = opinion(topic, state)

    response = add(client, topic, voice.submission.receipt)

    assert response.status_code == 400
    assert "公開中の意見は、この検討プロセスにはありません" in words_of(response)
    assert WORDS in words_of(response)
    assert not Statement.objects.filter(text=WORDS).exists()


def test_a_voice_of_another_process_makes_no_statement(client, topic):
    voice = OpinionFactory(state=OpinionState.SHOWN)

    assert add(client, topic, voice.submission.receipt).status_code == 400


@pytest.mark.parametrize("typed", ["123456789", "あいう", "1" * 39])
def test_a_number_with_a_slip_is_told_and_the_words_stay(client, topic, typed):
    response = add(client, topic, typed)

    assert response.status_code == 400
    assert "受付番号として読めません" in words_of(response)
    assert WORDS in words_of(response)
