"""One ballot for each person under any race, and none of those that were acknowledged lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.budgeting.models import Ballot, CurrentBallot
from jukugi.apps.budgeting.queries import elections
from jukugi.apps.budgeting.sealed import current_ballots
from jukugi.apps.budgeting.tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def at_once(press, times: int) -> list:
    def hand(number: int):
        try:
            return press(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(hand, range(times)))


def test_a_hundred_equal_ballots_of_one_person_at_once_are_one():
    budget_round, voter = f.voting(), ParticipantFactory()

    receipts = at_once(lambda _number: f.vote(budget_round, 1, 2, voter=voter).receipt, 100)

    assert len(set(receipts)) == 1
    assert CurrentBallot.objects.count() == 1
    assert list(Ballot.objects.values_list("choices", flat=True)) == ["1,2"]
    assert elections.election_of(budget_round).n_voters == 1


def test_of_a_hundred_different_ballots_of_one_person_at_once_one_counts_and_it_is_the_last():
    budget_round, voter = f.voting(), ParticipantFactory()
    kinds = [(1,), (2,), (3,), (1, 2), (1, 3)]

    at_once(lambda number: f.vote(budget_round, *kinds[number % 5], voter=voter), 100)

    assert CurrentBallot.objects.count() == 1
    assert Ballot.objects.values("receipt").distinct().count() == 1
    last = Ballot.objects.order_by("-pk").first()
    assert list(elections.choices_of(budget_round.pk)) == [last.choices]
    assert current_ballots().count == 0


def test_ballots_of_many_people_at_once_all_count():
    budget_round, voters = f.voting(), [ParticipantFactory() for _number in range(40)]

    at_once(lambda number: f.vote(budget_round, number % 3 + 1, voter=voters[number]), 40)

    election = elections.election_of(budget_round)
    assert (election.n_voters, sum(election.votes)) == (40, 40)
    assert current_ballots().count == 0
