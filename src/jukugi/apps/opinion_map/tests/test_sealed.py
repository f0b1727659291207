"""What of the room is sealed, and that the answers that count now agree with the sealed log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory, RoleFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, Statement, StatementReview, Vote
from jukugi.apps.opinion_map.sealed import current_votes
from jukugi.apps.opinion_map.tests import test_importing as polis
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.audit.streams import Contradictions, checks

pytestmark = pytest.mark.django_db


def voted(people: int = 3) -> list[CurrentVote]:
    """Current votes of so many people on one statement, each of whom changed their mind once."""
    statement = StatementFactory(topic=open_topic())
    for voter in ParticipantFactory.create_batch(people):
        for choice in (Choice.DISAGREE, Choice.AGREE):
            actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)
    return list(CurrentVote.objects.order_by("participant"))


def keys(vote: CurrentVote) -> str:
    return f"参加者{vote.participant_id}・意見文{vote.statement_id}"


def broken_streams() -> list[str]:
    return [verdict.stream for verdict in verify_all() if not verdict.is_whole]


def test_without_votes_nothing_contradicts():
    assert current_votes() == Contradictions(0, "")
    assert checks["current_votes"].find is current_votes


def test_after_voting_and_changing_ones_mind_nothing_contradicts():
    voted()

    assert current_votes() == Contradictions(0, "")


def test_a_changed_current_answer_contradicts_the_log():
    first, second, _third = voted()
    for vote in (first, second):
        CurrentVote.objects.filter(pk=vote.pk).update(choice=Choice.DISAGREE)

    assert current_votes() == Contradictions(2, keys(first))


def test_a_current_answer_that_was_taken_away_contradicts_the_log():
    first, *_ = voted()

    first.delete()

    assert current_votes() == Contradictions(1, keys(first))


def test_a_current_answer_that_nobody_gave_contradicts_the_log():
    first, *_ = voted()
    forged = CurrentVote.objects.create(
        participant=ParticipantFactory(), statement=first.statement, choice=Choice.AGREE, changed_at=BEFORE
    )

    assert current_votes() == Contradictions(1, keys(forged))


def test_an_answer_in_the_log_alone_contradicts():
    first, *_ = voted()

    Vote.objects.create(
        statement=first.statement, participant=first.participant, choice=Choice.PASS, channel="web", cast_at=BEFORE
    )

    assert current_votes() == Contradictions(1, keys(first))


def test_an_import_leaves_current_answers_that_are_the_last_of_its_log():
    # At one moment somebody agrees, disagrees and passes: the published rule counts what they agree to.
    same_moment = b"".join(b"1500000009000,x,5,9,%d\n" % choice for choice in (1, -1, 0))

    polis.load(**{"votes.csv": polis.VOTES + same_moment})

    assert current_votes() == Contradictions(0, "")


@pytest.mark.parametrize("people", [1, 12])
def test_the_check_asks_the_database_once(people):
    voted(people)

    with CaptureQueriesContext(connection) as asked:
        current_votes()

    assert len(asked) == 1


@pytest.mark.parametrize(
    "change", [{"text": "別の言葉"}, {"number": 99}, {"origin": "city"}, {"created_at": DURING}], ids=str
)
def test_words_of_a_statement_that_were_changed_are_noticed(change):
    statement = StatementFactory(origin="participant")
    seal_all(now=DURING)

    Statement.objects.filter(pk=statement.pk).update(**change)

    assert broken_streams() == ["statements"]


def test_a_review_keeps_the_seal_and_is_sealed_itself():
    statement, officer = StatementFactory(state=StatementState.WAITING), RoleFactory().user
    seal_all(now=DURING)
    actions.review_statement(
        statement=statement, state=StatementState.HIDDEN, reason="個人の名前がありました。", actor=officer, now=DURING
    )
    seal_all(now=DURING)
    assert broken_streams() == []

    StatementReview.objects.update(reason="別の理由")

    assert broken_streams() == ["statement_reviews"]


@pytest.mark.parametrize("key", [0, -5])
def test_a_vote_with_a_key_below_one_is_noticed(key):
    first, *_ = voted()
    seal_all(now=DURING)

    Vote.objects.create(
        pk=key, statement=first.statement, participant=first.participant, choice=1, channel="web", cast_at=BEFORE
    )

    (votes,) = [verdict for verdict in verify_all() if verdict.stream == "votes"]
    assert (votes.is_whole, votes.outside, votes.broken) == (False, 1, None)
