from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE, RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    """A topic that is open today."""
    topic = TopicFactory(title="見本の問い")
    now = timezone.now()
    phase = PhaseFactory(process=topic.process, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    OpeningFactory(phase=phase, kind=VOTING)
    OpeningFactory(phase=phase, kind=PROPOSING)
    return topic


def cast(client, statement, choice, **headers):
    url = reverse("opinion_map:cast", args=[statement.topic_id, statement.pk])
    return client.post(url, {"choice": choice}, **headers)


def vote_page(client, topic, query=""):
    return client.get(reverse("opinion_map:vote", args=[topic.pk]) + query)


def test_the_first_answer_makes_a_participant_and_goes_on(client, topic):
    statement = StatementFactory(topic=topic)
    token = vote_page(client, topic).cookies[PARTICIPANT_COOKIE].value
    assert Participant.objects.count() == 0

    response = cast(client, statement, "agree")

    assert (response.status_code, response.url) == (302, reverse("opinion_map:vote", args=[topic.pk]))
    participant = Participant.objects.get()
    assert [(v.participant, v.statement, v.choice, v.channel) for v in Vote.objects.all()] == [
        (participant, statement, 1, "web")
    ]
    assert token not in (participant.token_hash, participant.actor_key)


def test_the_first_answer_sent_twice_comes_from_one_person(client, topic):
    statement = StatementFactory(topic=topic)
    token = vote_page(client, topic).cookies[PARTICIPANT_COOKIE].value

    for device in (Client(), Client()):  # two tabs that both still hold the page from before the first answer
        device.cookies[PARTICIPANT_COOKIE] = token
        cast(device, statement, "agree")

    assert (Participant.objects.count(), Vote.objects.count()) == (1, 1)


def test_an_answer_without_any_cookie_makes_a_participant_too(client, topic):
    response = cast(client, StatementFactory(topic=topic), "agree")

    assert Participant.objects.get().token_hash == token_hash(response.cookies[PARTICIPANT_COOKIE].value)


def test_a_participant_is_known_again_and_meets_every_statement_once(client, topic):
    statements = {s.pk for s in StatementFactory.create_batch(6, topic=topic)}

    met = []
    while (card := vote_page(client, topic).context["card"]).statement is not None:
        met.append(card.statement.pk)
        cast(client, card.statement, "pass")

    assert sorted(met) == sorted(statements)
    assert Participant.objects.count() == 1
    assert "すべての" in vote_page(client, topic).content.decode().replace("<wbr>", "")


def test_a_script_gets_the_next_card_alone(client, topic):
    first, second = StatementFactory.create_batch(2, topic=topic)

    response = cast(client, first, "disagree", headers={"HX-Request": "true"})

    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 200
    assert second.text in page
    assert "<html" not in page
    assert page.strip().startswith('<section class="vote" id="vote-card"')


def test_an_answer_put_off_comes_again(client, topic):
    StatementFactory.create_batch(3, topic=topic)
    cast(client, StatementFactory(topic=topic), "agree")
    first = vote_page(client, topic).context["card"].statement

    second = vote_page(client, topic, f"?after={first.pk}").context["card"].statement

    assert second != first
    assert vote_page(client, topic).context["card"].statement == first


@pytest.mark.parametrize("after", ["x", "-1", "", "9" * 30, "1.5", "１", "%00"])
def test_a_broken_address_still_shows_a_statement(client, topic, after):
    statement = StatementFactory(topic=topic)

    response = vote_page(client, topic, f"?after={after}")

    assert (response.status_code, response.context["card"].statement) == (200, statement)


def test_one_can_go_back_and_change_ones_mind(client, topic):
    first, second = StatementFactory.create_batch(2, topic=topic)
    cast(client, first, "agree")
    cast(client, second, "agree")

    card = vote_page(client, topic).context["card"]
    page = client.get(card.previous.get_absolute_url())
    cast(client, card.previous, "disagree")

    assert card.previous == second
    assert (page.context["card"].choice, page.context["card"].previous) == ("agree", first)
    assert dict(CurrentVote.objects.values_list("statement_id", "choice")) == {first.pk: 1, second.pk: -1}


@pytest.mark.parametrize("choice", ["", "yes", "1", "agree ", "AGREE", "<script>alert(1)</script>"])
def test_a_forged_answer_is_refused_in_words_and_not_taken(client, topic, choice):
    statement = StatementFactory(topic=topic)

    response = cast(client, statement, choice)

    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 409
    assert "賛成・反対・わからないのどれかを押してください" in page
    assert "<script>alert" not in page
    assert Vote.objects.count() == 0


def test_a_hidden_statement_takes_no_answer_and_says_so(client, topic):
    statement = StatementFactory(topic=topic, state=StatementState.HIDDEN)

    response = cast(client, statement, "agree")

    assert response.status_code == 409
    assert "公開を取りやめた" in response.content.decode().replace("<wbr>", "")
    assert (Vote.objects.count(), Participant.objects.count()) == (0, 0)


def test_a_closed_topic_takes_no_answer_and_makes_no_participant(client, topic):
    statement = StatementFactory(topic=topic)
    topic.closed_at = timezone.now()
    topic.save()

    response = cast(client, statement, "agree")

    assert response.status_code == 409
    assert "受付は終わりました" in response.content.decode().replace("<wbr>", "")
    assert (Vote.objects.count(), Participant.objects.count()) == (0, 0)


def test_a_statement_of_another_topic_is_not_found(client, topic):
    stranger = StatementFactory()

    url = reverse("opinion_map:cast", args=[topic.pk, stranger.pk])

    assert client.post(url, {"choice": "agree"}).status_code == 404
    assert client.get(reverse("opinion_map:statement", args=[topic.pk, stranger.pk])).status_code == 404


def test_a_number_too_large_for_any_key_is_not_found(client, topic):
    statement = StatementFactory(topic=topic)

    for path in (
        f"/topics/{'9' * 30}/statements/{statement.pk}/vote/",
        f"/topics/{topic.pk}/statements/{'9' * 30}/vote/",
    ):
        assert client.post(path, {"choice": "agree"}).status_code == 404


def test_an_answer_by_link_is_not_taken(client, topic):
    statement = StatementFactory(topic=topic)

    response = client.get(reverse("opinion_map:cast", args=[topic.pk, statement.pk]), {"choice": "agree"})

    assert response.status_code == 405
    assert Vote.objects.count() == 0


def test_an_answer_from_another_site_is_refused(topic):
    statement = StatementFactory(topic=topic)

    response = cast(Client(enforce_csrf_checks=True), statement, "agree")

    assert response.status_code == 403
    assert Vote.objects.count() == 0


def test_words_of_ones_own_are_held_released_and_found_by_receipt(client, topic):
    url = reverse("opinion_map:propose", args=[topic.pk])

    response = client.post(url, {"text": "夜も開けてほしい。"}, follow=True)

    statement = Statement.objects.get()
    assert response.redirect_chain == [(reverse("receipt", args=[statement.receipt]), 302)]
    assert "職員が確かめています" in response.content.decode().replace("<wbr>", "")
    assert vote_page(client, topic).context["card"].statement is None
    statement.state = StatementState.SHOWN
    statement.save()
    assert vote_page(client, topic).context["card"].statement == statement


def test_a_refused_proposal_keeps_the_words_in_the_form(client, topic):
    words = "長" * 150

    response = client.post(reverse("opinion_map:propose", args=[topic.pk]), {"text": words})

    assert response.status_code == 409
    assert words in response.content.decode()
    assert "140字まで" in response.content.decode()
    assert Participant.objects.count() == 0
    assert Statement.objects.count() == 0


def test_words_that_are_there_already_lead_to_them(client, topic):
    first = StatementFactory(topic=topic, text="夜も開けてほしい。")

    response = client.post(reverse("opinion_map:propose", args=[topic.pk]), {"text": "夜も開けてほしい"})

    assert response.status_code == 409
    assert first.get_absolute_url() in response.content.decode()


def test_markup_in_a_statement_is_shown_not_obeyed(client, topic):
    StatementFactory(topic=topic, text="<img src=x onerror=alert(1)>がよい。")

    page = vote_page(client, topic).content.decode()

    assert "<img src=x" not in page
    assert "&lt;img" in page


@pytest.mark.parametrize("typed", ["{0}-{1}-{2}", "{0}{1}{2}", "　{0}－{1}－{2}"])
def test_a_receipt_is_found_however_it_is_typed(client, topic, typed):
    client.post(reverse("opinion_map:propose", args=[topic.pk]), {"text": "夜も開けてほしい。"})
    number = Statement.objects.get().receipt

    response = client.get(reverse("threads"), {"no": typed.format(number[:4], number[4:8], number[8:])})

    assert response.url == reverse("receipt", args=[number])


@pytest.mark.parametrize("state", [StatementState.WAITING, StatementState.HIDDEN])
def test_words_that_are_not_public_are_shown_to_their_author_and_staff_alone(client, topic, state):
    client.get(reverse("opinion_map:vote", args=[topic.pk]))
    client.post(reverse("opinion_map:propose", args=[topic.pk]), {"text": "名前の出た言葉がよい。"})
    statement = Statement.objects.get()
    statement.state = state
    statement.save()
    url = reverse("receipt", args=[statement.receipt])
    officer, neighbour = Client(), Client()
    officer.force_login(RoleFactory().user)
    neighbour.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)

    seen = {
        name: "名前の出た言葉" in device.get(url).content.decode().replace("<wbr>", "")
        for name, device in {"author": client, "stranger": Client(), "officer": officer, "neighbour": neighbour}.items()
    }

    assert seen == {"author": True, "stranger": False, "officer": True, "neighbour": False}


def test_an_unknown_receipt_is_not_found(client):
    assert client.get(reverse("receipt", args=["000000000"])).status_code == 404
