from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.errors import StatementNotOpen, TopicClosed
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory, cast_at_once, open_topic
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS

pytestmark = pytest.mark.django_db


def log() -> list[tuple[int, int, int]]:
    return list(Vote.objects.order_by("pk").values_list("participant_id", "statement_id", "choice"))


def current() -> set[tuple[int, int, int]]:
    return set(CurrentVote.objects.values_list("participant_id", "statement_id", "choice"))


def test_an_answer_is_logged_and_counts():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    is_new = actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)

    assert is_new is True
    assert log() == [(voter.pk, statement.pk, 1)]
    assert current() == {(voter.pk, statement.pk, 1)}


def test_what_other_tests_put_at_once_is_what_the_action_leaves():
    first, second = StatementFactory.create_batch(2, topic=open_topic())
    people = ParticipantFactory.create_batch(2)
    for person in people:
        actions.cast_vote(statement=first, voter=person, choice=Choice.DISAGREE, now=DURING)

    cast_at_once((second, person, Choice.DISAGREE) for person in people)

    for table, own in ((Vote, ("id", "statement_id")), (CurrentVote, ("id", "statement_id"))):
        rows = [
            [{key: value for key, value in row.items() if key not in own} for row in statement_rows]
            for statement_rows in (table.objects.filter(statement=s).order_by("pk").values() for s in (first, second))
        ]
        assert rows[0] == rows[1]
        assert len(rows[1]) == 2


def test_a_changed_answer_stays_in_the_log_and_the_last_one_counts():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    for choice in (Choice.AGREE, Choice.PASS, Choice.DISAGREE):
        actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)

    assert log() == [(voter.pk, statement.pk, 1), (voter.pk, statement.pk, 0), (voter.pk, statement.pk, -1)]
    assert current() == {(voter.pk, statement.pk, -1)}


def test_the_same_answer_twice_is_one_answer():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    first = actions.cast_vote(statement=statement, voter=voter, choice=Choice.PASS, now=DURING)
    second = actions.cast_vote(statement=statement, voter=voter, choice=Choice.PASS, now=DURING)

    assert (first, second) == (True, False)
    assert log() == [(voter.pk, statement.pk, 0)]


@settings(max_examples=25, deadline=None)
@given(
    answers=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(list(Choice))), min_size=1, max_size=25
    )
)
def test_the_current_view_is_always_the_last_row_of_the_log(answers):
    with transaction.atomic():
        topic = open_topic()
        statements = StatementFactory.create_batch(3, topic=topic)
        voters = ParticipantFactory.create_batch(3)

        for voter, statement, choice in answers:
            actions.cast_vote(statement=statements[statement], voter=voters[voter], choice=choice, now=DURING)

        last = {(participant, statement): choice for participant, statement, choice in log()}
        assert current() == {(p, s, c) for (p, s), c in last.items()}
        assert all(
            earlier[2] != later[2]
            for key in last
            for rows in [[row for row in log() if row[:2] == key]]
            for earlier, later in zip(rows, rows[1:], strict=False)
        )
        transaction.set_rollback(True)


@pytest.mark.parametrize("moment", [OPENS - timedelta(seconds=1), CLOSES])
def test_outside_its_phase_a_topic_refuses_answers(moment):
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    with pytest.raises(PhaseNotOpen):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=moment)

    assert log() == []


def test_the_phase_is_open_from_its_first_moment_to_just_before_its_last():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=OPENS)
    actions.cast_vote(statement=statement, voter=voter, choice=Choice.PASS, now=CLOSES - timedelta(microseconds=1))

    assert [row[2] for row in log()] == [1, 0]


def test_a_process_that_opens_nothing_refuses_answers():
    statement, voter = StatementFactory(topic=TopicFactory()), ParticipantFactory()

    with pytest.raises(PhaseNotOpen):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)


def test_a_closed_topic_refuses_answers_although_its_phase_runs():
    statement, voter = StatementFactory(topic=open_topic(closed_at=DURING)), ParticipantFactory()

    with pytest.raises(TopicClosed):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)

    assert log() == []


@pytest.mark.parametrize("state", [StatementState.WAITING, StatementState.HIDDEN])
def test_a_statement_that_is_not_shown_refuses_answers_and_keeps_those_it_has(state):
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()
    actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)
    statement.state = state
    statement.save()

    with pytest.raises(StatementNotOpen):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.DISAGREE, now=DURING)

    assert log() == [(voter.pk, statement.pk, 1)]


def test_a_statement_hidden_after_it_was_loaded_takes_no_answer():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()
    actions.review_statement(
        statement=Statement.objects.get(pk=statement.pk), state=StatementState.HIDDEN, reason="名前がありました。",
        actor=RoleFactory().user, now=DURING,
    )  # fmt: skip

    with pytest.raises(StatementNotOpen):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)

    assert (statement.state, log(), current()) == (StatementState.SHOWN, [], set())


def test_a_topic_closed_after_it_was_loaded_takes_no_answer():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()
    actions.close_topic(topic=Topic.objects.get(pk=statement.topic_id), actor=RoleFactory().user, now=DURING)

    with pytest.raises(TopicClosed):
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)

    assert (statement.topic.closed_at, log(), current()) == (None, [], set())


def test_an_answer_takes_two_reads_and_two_inserts():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    with CaptureQueriesContext(connection) as asked:
        actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)

    assert [q["sql"].split()[0] for q in asked if "SAVEPOINT" not in q["sql"]] == [
        "SELECT", "SELECT", "INSERT", "INSERT",
    ]  # fmt: skip


def test_the_database_itself_refuses_a_forged_value():
    statement, voter = StatementFactory(), ParticipantFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(statement=statement, participant=voter, choice=5, channel="web", cast_at=DURING)


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_from_eight_hands_at_once_is_logged_once():
    statement, voter = StatementFactory(topic=open_topic()), ParticipantFactory()

    def press(_: int) -> bool:
        try:
            return actions.cast_vote(statement=statement, voter=voter, choice=Choice.AGREE, now=DURING)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        news = list(hands.map(press, range(8)))

    assert sorted(news) == [False] * 7 + [True]
    assert log() == [(voter.pk, statement.pk, 1)]
