import contextlib

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from jukugi.apps.accounts.actions import begin_participation, new_token, participation_of, token_hash
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE, Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.participation import ParticipationMiddleware
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def visit(view, *, token: str | None = None, secure: bool = False) -> HttpResponse:
    """One request through the middleware; ``view`` is given its participation."""
    request = RequestFactory().get("/", secure=secure)
    if token is not None:
        request.COOKIES[PARTICIPANT_COOKIE] = token

    def respond(request):
        view(participation_of(request))
        return HttpResponse()

    return ParticipationMiddleware(respond)(request)


def look(participation) -> None:
    assert participation.current is None


def act(participation) -> None:
    with participation.acting(now=BEFORE):
        pass


def test_whoever_only_looks_gets_no_cookie_and_leaves_no_row(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visit(look)

    assert (dict(response.cookies), Participant.objects.count()) == ({}, 0)


def test_the_first_action_makes_a_nameless_participant_and_a_cookie():
    response = visit(act)

    participant = Participant.objects.get()
    assert (participant.channel, participant.created_at) == (Channel.WEB, BEFORE)
    assert participant.token_hash == token_hash(response.cookies[PARTICIPANT_COOKIE].value)


def test_the_cookie_is_kept_from_scripts_and_from_other_sites():
    cookie = visit(act).cookies[PARTICIPANT_COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"], cookie["domain"]) == (
        True, "Lax", "", "/", "",
    )  # fmt: skip
    assert cookie["max-age"] == 400 * 24 * 60 * 60


def test_over_https_the_cookie_travels_over_https_only():
    assert visit(act, secure=True).cookies[PARTICIPANT_COOKIE]["secure"] is True


def test_the_device_is_known_again_and_gets_no_second_cookie():
    token = visit(act).cookies[PARTICIPANT_COOKIE].value
    seen = []

    looking = visit(lambda participation: seen.append(participation.current), token=token)
    acting = visit(act, token=token)

    assert seen == [Participant.objects.get()]
    assert (dict(looking.cookies), dict(acting.cookies)) == ({}, {})


def test_the_token_itself_is_kept_nowhere():
    token = new_token()
    participant = begin_participation(token=token, now=BEFORE)

    stored = Participant.objects.filter(pk=participant.pk).values().get()

    assert [name for name, value in stored.items() if token in str(value)] == []
    assert len(token) >= 43  # 256 random bits


def test_tokens_and_keys_are_never_the_same_twice():
    tokens = [new_token() for _ in range(20)]
    made = [begin_participation(token=token, now=BEFORE) for token in tokens]

    assert len(set(tokens)) == 20
    assert len({participant.actor_key for participant in made}) == 20


@pytest.mark.parametrize("token", ["", "forged", "None", "null", "x" * 10_000, "\x00", "'; DROP TABLE x; --", "見本"])
def test_a_forged_token_is_nobody_and_an_action_begins_anew(token):
    ParticipantFactory(token_hash=None)
    ParticipantFactory(token_hash=token_hash("another"))

    visit(look, token=token)
    response = visit(act, token=token)

    assert Participant.objects.count() == 3
    assert response.cookies[PARTICIPANT_COOKIE].value != token


def test_the_hash_of_a_token_opens_nothing():
    known = ParticipantFactory(token_hash=token_hash("a token"))

    visit(look, token=known.token_hash)


def test_a_paper_participant_without_a_token_is_nobody_on_the_web():
    ParticipantFactory(token_hash=None, channel=Channel.CARD)

    visit(look, token="")


def test_the_database_is_asked_once_and_only_when_somebody_asks(django_assert_num_queries):
    token = visit(act).cookies[PARTICIPANT_COOKIE].value

    def ask_twice(participation):
        assert participation.current == participation.current

    with django_assert_num_queries(1):
        visit(ask_twice, token=token)
    with django_assert_num_queries(0):
        visit(lambda participation: None, token=token)


def test_two_actions_in_one_request_are_one_participant():
    def act_twice(participation):
        with participation.acting(now=BEFORE) as first:
            pass
        with participation.acting(now=BEFORE) as second:
            assert first == second

    visit(act_twice)

    assert Participant.objects.count() == 1


def test_somebody_who_is_refused_the_first_time_leaves_nothing_behind():
    def refused(participation):
        with contextlib.suppress(NotAllowed), participation.acting(now=BEFORE):
            raise NotAllowed
        assert participation.current is None

    response = visit(refused)

    assert PARTICIPANT_COOKIE not in response.cookies
    assert Participant.objects.count() == 0
