"""Maps are computed from one snapshot of the log, and follow each other in order, whoever computes them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.opinion_map import actions
from jukugi.apps.opinion_map.actions.mapping import _put, is_due
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import LiveMap, Topic, Vote
from jukugi.apps.opinion_map.tests.factories import StatementFactory, open_topic
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db

LATER = DURING + timedelta(minutes=1)


def vote(statement, voter, choice=Choice.AGREE):
    actions.cast_vote(statement=statement, voter=voter, choice=choice, now=DURING)


def answered_topic(people=5):
    topic = open_topic()
    statement = StatementFactory(topic=topic)
    for _ in range(people):
        vote(statement, ParticipantFactory())
    return topic, statement


def in_a_thread(work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    return run


def test_a_map_computed_from_one_that_no_longer_stands_is_dropped():
    topic, statement = answered_topic()
    first = actions.refresh_map(topic=topic, now=DURING)
    slow = {
        name: getattr(first, name) for name in ("participants", "statements", "votes", "last_vote_pk", "code_version")
    } | {"computed_at": LATER, "document": first.document}
    for _ in range(5):
        vote(statement, ParticipantFactory())
    second = actions.refresh_map(topic=topic, now=DURING)

    assert _put(topic, first, slow) == second
    assert _put(topic, None, slow) == second

    stands = LiveMap.objects.get()
    assert (stands.computed_at, stands.votes, stands.last_vote_pk) == (DURING, 10, second.last_vote_pk)
    assert second.last_vote_pk > first.last_vote_pk


def test_a_map_tells_up_to_which_vote_it_counts_and_is_due_after_five_more_people():
    topic, statement = answered_topic()
    live_map = actions.refresh_map(topic=topic, now=DURING)
    assert live_map.last_vote_pk == Vote.objects.latest("pk").pk
    assert live_map.document["counted_through"] == {str(statement.pk): live_map.last_vote_pk}

    for _ in range(4):
        vote(statement, ParticipantFactory())
    assert is_due(Topic.objects.get()) is False
    vote(statement, ParticipantFactory())

    assert is_due(Topic.objects.get()) is True


@pytest.mark.django_db(transaction=True)
def test_a_vote_whose_transaction_is_still_open_does_not_slip_behind_the_map():
    topic, statement = answered_topic()
    slow_voter, quick_voter = ParticipantFactory.create_batch(2)
    is_written, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            vote(statement, slow_voter)
            is_written.set()
            may_commit.wait(10)

    with ThreadPoolExecutor(3) as people:
        writer = people.submit(in_a_thread(slow))
        is_written.wait(10)
        other = people.submit(in_a_thread(lambda: vote(statement, quick_voter)))
        if connection.vendor == "postgresql":
            other.result(10)  # a later key is visible, the earlier one is not yet; on SQLite the writer waits
        refresher = people.submit(in_a_thread(lambda: actions.refresh_map(topic=topic, now=DURING)))
        threading.Event().wait(0.3)
        is_early = refresher.done()
        may_commit.set()
        writer.result(10)
        live_map = refresher.result(20)
        other.result(10)

    behind = Vote.objects.filter(pk__lte=live_map.last_vote_pk).count()
    assert live_map.votes == behind
    assert is_early is False


@pytest.mark.django_db(transaction=True)
def test_several_refreshers_at_once_leave_one_map_that_goes_only_forward():
    topic, statement = answered_topic()
    for _ in range(3):
        for _ in range(5):
            vote(statement, ParticipantFactory())
        with ThreadPoolExecutor(4) as hands:
            work = [hands.submit(in_a_thread(lambda: actions.refresh_map(topic=topic, now=DURING))) for _ in range(4)]
            maps = [done.result(30) for done in work]

        stands = LiveMap.objects.get()
        assert stands.votes == Vote.objects.count()
        assert {live_map.pk for live_map in maps} == {stands.pk}


def test_a_map_of_an_older_form_is_not_shown_and_computed_anew(client):
    topic, _ = answered_topic()
    actions.refresh_map(topic=topic, now=DURING)
    LiveMap.objects.update(code_version="0.0.1", document={"older": "form"})

    for name in ("map/", "results/", "results.csv"):
        assert client.get(f"/topics/{topic.pk}/{name}").status_code == 200
    assert actions.refresh_due_maps(now=LATER) == 1
    assert LiveMap.objects.get().is_readable is True
