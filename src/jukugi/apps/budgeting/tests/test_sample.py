import pytest
from django.utils import timezone

from jukugi.apps.budgeting.models import Ballot, Project, Round
from jukugi.apps.budgeting.queries import elections
from jukugi.apps.budgeting.sample_rounds import load_rounds
from jukugi.apps.budgeting.sealed import current_ballots, frozen_rounds
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db


def test_one_ward_has_voted_and_another_votes_now_and_a_second_load_changes_nothing():
    load_sample_city()

    said = load_rounds(timezone.now())

    assert "そのまま" in said
    over, going = Round.objects.filter(is_sample=True).order_by("state")
    assert (over.state, going.state, going.takes_votes_at(timezone.now())) == ("closed", "voting", True)
    assert Project.objects.count() >= 35
    assert Ballot.objects.count() > 3_000
    assert elections.election_of(over).n_voters > 2_300
    assert current_ballots().count == frozen_rounds().count == 0
