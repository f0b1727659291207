"""The vote page asks the router: never what was answered, new statements get their turn, and the page stays quick."""

from collections import Counter

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.queries.routing import next_statement, tallies
from jukugi.apps.opinion_map.queries.voting import vote_card
from jukugi.apps.opinion_map.tests.factories import StatementFactory, divided_topic, open_topic
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db


def vote(statement, voter, choice=Choice.AGREE):
    actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)


def card(topic, participant, **how):
    return vote_card(topic, participant, now=DURING, **how)


def test_a_participant_meets_every_statement_once_and_none_twice():
    topic, statements = divided_topic(people=12, n_statements=6)
    actions.refresh_map(topic=topic, now=DURING)
    hidden = StatementFactory(topic=topic, state=StatementState.HIDDEN)
    person, met = ParticipantFactory(), []

    while (statement := card(topic, person).statement) is not None:
        met.append(statement)
        vote(statement, person)
        caches["frame"].clear()

    assert Counter(met) == dict.fromkeys(statements, 1)
    assert hidden not in met


def test_the_next_statement_is_the_same_as_long_as_nothing_changes_and_differs_between_people():
    topic, _statements = divided_topic(people=12, n_statements=6)
    people = ParticipantFactory.create_batch(30)

    first = [card(topic, person).statement for person in people]
    again = [card(topic, person).statement for person in people]

    assert first == again
    assert len(set(first)) > 1


def test_what_is_put_off_gives_way_to_each_of_the_others_in_turn():
    topic, statements = divided_topic(people=12, n_statements=6)
    person = ParticipantFactory()
    met = [card(topic, person).statement]

    for _ in statements:
        met.append(card(topic, person, after=met[-1].pk).statement)

    assert set(met[:-1]) == set(statements)
    assert met[-1] == met[0]


def test_putting_off_the_last_one_or_what_is_not_there_shows_what_is_left():
    topic, statements = divided_topic(people=12, n_statements=6)
    person = ParticipantFactory()
    for statement in statements[1:]:
        vote(statement, person)

    for after in (statements[0].pk, statements[1].pk, 10**12):
        assert card(topic, person, after=after).statement == statements[0]


def test_the_figures_are_those_of_the_map_and_a_new_statement_is_counted():
    topic, statements = divided_topic(people=12, n_statements=6)
    actions.refresh_map(topic=topic, now=DURING)
    new = StatementFactory(topic=topic)
    for choice in (Choice.AGREE, Choice.PASS):
        vote(new, ParticipantFactory(), choice)

    known = tallies(topic, [*(s.pk for s in statements), new.pk])

    assert known[statements[0].pk][:3] == (12, 0, 0)
    assert known[statements[5].pk][:3] == (6, 6, 0)
    assert known[statements[5].pk][3] > known[statements[0].pk][3]
    assert known[new.pk] == (1, 0, 1, 0.0)


def test_a_new_statement_is_met_first_more_often_than_its_share():
    topic, statements = divided_topic(people=40, n_statements=6)
    actions.refresh_map(topic=topic, now=DURING)
    new = StatementFactory(topic=topic)
    keys = [*(s.pk for s in statements), new.pk]

    people = ParticipantFactory.build_batch(200)
    first = Counter(next_statement(topic, keys, answered=(), participant=person) for person in people)

    assert first[new.pk] > 200 / len(keys) * 2
    assert set(first) == set(keys)


def test_the_counts_are_asked_for_once_in_some_seconds_whatever_the_statements(client):
    topic, _statements = divided_topic(people=12, n_statements=6)
    actions.refresh_map(topic=topic, now=DURING)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/topics/{topic.pk}/vote/").status_code == 200
        return len(asked)

    cold, warm = queries(), queries()
    StatementFactory.create_batch(20, topic=topic)
    warm_with_more = queries()
    caches["frame"].delete(f"tallies-{topic.pk}")
    cold_with_more = queries()

    assert warm_with_more == warm < cold
    assert cold_with_more == warm + 2


def test_a_topic_without_statements_has_none_next():
    assert card(open_topic(), ParticipantFactory()).statement is None
    assert card(open_topic(), None).statement is None
