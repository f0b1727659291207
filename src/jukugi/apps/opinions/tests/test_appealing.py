"""Appeals against hiding: by whoever holds the number, answered by another person than who hid the voice."""

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import APPEAL_LIMIT, AppealState, HidingRule, OpinionState
from jukugi.apps.opinions.errors import (
    AnswerMissing,
    AppealDecided,
    AppealDecidedByWhoHid,
    AppealEmpty,
    AppealTooLong,
    AppealWaiting,
    NotHidden,
    TooManyAppeals,
)
from jukugi.apps.opinions.models import Appeal, Opinion
from jukugi.apps.opinions.policies import APPEALS_AT_MOST
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
SECRET = "だれにも見せない言葉"


@pytest.fixture
def ward():
    return WardFactory()


@pytest.fixture
def hider():
    return RoleFactory().user


@pytest.fixture
def opinion(ward, hider) -> Opinion:
    opinion = OpinionFactory(submission__ward=ward, text=SECRET)
    Process.objects.update(is_main=True)
    actions.review_opinion(
        opinion=opinion,
        state=OpinionState.HIDDEN,
        rule=HidingRule.OFFENSIVE,
        reason="人をおとしめる言葉",
        actor=hider,
        now=DURING,
    )
    return opinion


def send(opinion, text="ふつうの言葉です。") -> Appeal:
    return actions.appeal(opinion=opinion, text=text, author=ParticipantFactory(), now=DURING)


def answer(appeal, actor, *, is_upheld=False, words="決まりのとおりです。"):
    return actions.answer_appeal(appeal=appeal, is_upheld=is_upheld, answer=words, actor=actor, now=DURING)


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def page_of(opinion) -> str:
    return reverse("opinions:appeal", args=[opinion.submission.receipt, opinion.position])


def test_an_appeal_that_is_upheld_makes_the_voice_public(opinion):
    decided = answer(send(opinion), RoleFactory().user, is_upheld=True, words="言いすぎでした。")

    opinion.refresh_from_db()
    assert (opinion.state, decided.state, decided.answer) == (
        OpinionState.SHOWN,
        AppealState.UPHELD,
        "言いすぎでした。",
    )
    assert opinion.reviews.last().state == OpinionState.SHOWN


def test_an_appeal_that_is_dismissed_leaves_it_hidden_with_the_answer(opinion):
    decided = answer(send(opinion), RoleFactory().user)

    opinion.refresh_from_db()
    assert (opinion.state, decided.state) == (OpinionState.HIDDEN, AppealState.DISMISSED)


def test_who_hid_a_voice_does_not_answer_the_appeal(opinion, hider):
    with pytest.raises(AppealDecidedByWhoHid):
        answer(send(opinion), hider, is_upheld=True)

    assert Appeal.objects.get().state == AppealState.WAITING


def test_the_same_words_twice_are_one_and_others_wait_their_turn(opinion):
    first = send(opinion)

    assert send(opinion) == first
    with pytest.raises(AppealWaiting):
        send(opinion, "もう一つ。")
    assert Appeal.objects.count() == 1


def test_only_so_many_appeals_are_taken_about_one_voice(opinion):
    for number in range(APPEALS_AT_MOST):
        answer(send(opinion, f"わけ{number}"), RoleFactory().user)

    with pytest.raises(TooManyAppeals):
        send(opinion, "まだある。")


@pytest.mark.parametrize(
    ("text", "error"), [("", AppealEmpty), ("！？", AppealEmpty), ("長" * (APPEAL_LIMIT + 1), AppealTooLong)]
)
def test_an_appeal_without_words_or_with_too_many_is_refused(opinion, text, error):
    with pytest.raises(error):
        send(opinion, text)


@pytest.mark.parametrize("state", [OpinionState.WAITING, OpinionState.SHOWN, OpinionState.REPLACED])
def test_there_is_no_appeal_against_what_is_not_hidden(state):
    with pytest.raises(NotHidden):
        send(OpinionFactory(state=state))


def test_an_answer_has_words_and_is_given_once(opinion):
    appeal = send(opinion)
    with pytest.raises(AnswerMissing):
        answer(appeal, RoleFactory().user, words=" ")
    answer(appeal, RoleFactory().user)

    with pytest.raises(AppealDecided):
        answer(appeal, RoleFactory().user)


def test_who_does_not_handle_the_voice_answers_nothing(opinion, ward):
    appeal = send(opinion)
    for person in (
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ):
        with pytest.raises(NotAllowed):
            answer(appeal, person)
    assert answer(appeal, RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user).state == AppealState.DISMISSED


def test_from_the_number_to_the_answer_on_the_pages(client, opinion):
    story = text_of(client.get(opinion.submission.get_absolute_url()))
    assert page_of(opinion) in story
    form = text_of(client.get(page_of(opinion)))
    assert "人をおとしめる言葉" in form
    assert SECRET not in form
    sent = client.post(page_of(opinion), {"text": "ふつうの言葉です。"})
    assert sent.url == opinion.submission.get_absolute_url()
    assert "異議が届いています" in text_of(client.get(page_of(opinion)))
    assert "ふつうの言葉です。" not in text_of(client.get(sent.url))

    client.force_login(RoleFactory().user)
    desk = text_of(client.get("/desk/"))
    waiting = text_of(client.get("/desk/opinions/appeals/"))
    address = reverse("opinions:answer-appeal", args=[Appeal.objects.get().pk])
    assert "異議に答える" in desk
    assert address in waiting
    work = text_of(client.get(address))
    assert SECRET in work
    assert "ふつうの言葉です。" in work
    client.post(address, {"verdict": "dismissed", "answer": "決まりのとおりです。"})
    client.logout()

    story = text_of(client.get(opinion.submission.get_absolute_url()))
    assert "異議を認めませんでした" in story
    assert "決まりのとおりです。" in story
    assert SECRET not in story


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "判断が選ばれていません。"),
        ({"verdict": "maybe", "answer": "答え"}, "その判断はありません。"),
        ({"verdict": "upheld"}, "答えが書かれていません。"),
        ({"verdict": "upheld", "answer": "長" * 401}, "401字あります。"),
    ],
)
def test_an_answer_that_cannot_be_given_says_why(client, opinion, sent, words):
    client.force_login(RoleFactory().user)
    address = reverse("opinions:answer-appeal", args=[send(opinion).pk])

    response = client.post(address, sent)

    assert response.status_code == 400
    assert words in text_of(response)
    assert Appeal.objects.get().state == AppealState.WAITING


def test_a_refused_appeal_keeps_its_words(client, opinion):
    long = "長" * (APPEAL_LIMIT + 1)

    response = client.post(page_of(opinion), {"text": long})

    assert response.status_code == 409
    assert long in text_of(response)
    assert "1,001字あります。" in text_of(response)


def test_all_that_is_hidden_is_listed_with_rule_and_reason_but_no_words(client, opinion):
    page = text_of(client.get("/opinions/hidden/"))

    assert "公開していない声は、1件です" in page
    assert "人をおとしめる言葉がある" in page
    assert "人をおとしめる言葉<" in page
    assert SECRET not in page
    assert opinion.submission.receipt not in page


def test_a_number_nobody_was_given_has_no_appeal(client):
    assert client.get("/opinions/appeal/314159266/1/").status_code == 404
