import pytest

from jukugi.apps.accounts.tests.factories import ParticipantFactory
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, Project, Round
from jukugi.apps.budgeting.sealed import current_ballots, frozen_rounds
from jukugi.apps.budgeting.tests import factories as f
from jukugi.kit.audit.streams import Contradictions

pytestmark = pytest.mark.django_db


def cast() -> Round:
    budget_round, voter = f.voting(), ParticipantFactory()
    f.vote(budget_round, 1, voter=voter)
    f.vote(budget_round, 2, 3, voter=voter, ward=budget_round.area, age_band="30", is_member=True)
    f.vote(budget_round, 3, is_member=False)
    return budget_round


def test_untouched_ballots_and_rules_agree():
    cast()

    assert current_ballots() == Contradictions(0, "")
    assert frozen_rounds() == Contradictions(0, "")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Ballot.objects.filter(choices="2,3").update(choices="2"),
        lambda: Ballot.objects.filter(choices="3").delete(),
        lambda: CurrentBallot.objects.first().delete(),
        lambda: CurrentBallot.objects.create(
            round=Round.objects.get(), voter="x", digest="y", receipt="123456789", changed_at=f.NOW
        ),
    ],
)
def test_a_ballot_that_was_changed_added_or_taken_is_found(tamper):
    cast()

    tamper()

    assert current_ballots().count == 1


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Project.objects.filter(number=1).update(cost_yen=1),
        lambda: Round.objects.update(budget_yen=20_000_000),
        lambda: Round.objects.update(supporters_least=50),
        lambda: Project.objects.filter(number=3).delete(),
    ],
)
def test_a_rule_or_project_that_was_changed_after_the_opening_is_found(tamper):
    cast()

    tamper()

    assert frozen_rounds().count == 1
