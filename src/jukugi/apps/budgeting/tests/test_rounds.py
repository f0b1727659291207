from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions import rounds as actions
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import RoundAct, RoundState, Scope
from jukugi.apps.budgeting.errors import ballots as ballot_errors
from jukugi.apps.budgeting.errors import rounds as errors
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, Round
from jukugi.apps.budgeting.queries import elections
from jukugi.apps.budgeting.tests import factories as f
from jukugi.core.budgeting.allocation import allocate
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_a_round_goes_from_its_preparation_to_the_end_of_its_vote():
    budget_round = f.closed([{1, 2}, {3}])

    assert budget_round.state == RoundState.CLOSED
    assert list(budget_round.steps.values_list("act", flat=True)) == [
        RoundAct.PREPARED,
        RoundAct.ANNOUNCED,
        RoundAct.OPENED,
        RoundAct.CLOSED,
    ]


def test_rules_and_projects_are_frozen_when_voting_opens():
    budget_round = f.voting()
    officer = RoleFactory().user

    with pytest.raises(errors.RoundNotInState):
        actions.change_round(budget_round=budget_round, draft=f.draft(budget_round.area), actor=officer, now=f.NOW)

    opened = budget_round.steps.get(act=RoundAct.OPENED)
    assert opened.facts["rules"] == budget_round.rules
    assert [one["cost_yen"] for one in opened.facts["projects"]] == [2_000_000, 5_000_000, 6_000_000]
    assert opened.digest == budget_round.rules_digest


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"vote_from": date(2026, 4, 30)}, errors.DaysBackwards),
        ({"vote_until": date(2026, 3, 1), "vote_from": date(2026, 2, 20)}, errors.DaysBackwards),
        ({"budget_yen": 0}, errors.NoMoney),
        ({"scope": Scope.CITY}, errors.ScopeUnfit),
        ({"rules": f.rules(approvals_least=3, approvals_most=2)}, errors.ApprovalsUnfit),
    ],
)
def test_a_round_that_nobody_could_run_is_refused(fields, error):
    with pytest.raises(error):
        f.prepared(**fields)

    assert Round.objects.count() == 0


def test_a_vote_in_the_past_cannot_be_announced():
    officer = RoleFactory().user
    budget_round = f.prepared(officer=officer)

    with pytest.raises(errors.VotePast):
        actions.announce_round(budget_round=budget_round, actor=officer, now=f.AFTER)


def test_voting_opens_only_when_every_proposal_has_its_answer():
    officer = RoleFactory().user
    budget_round = f.announced(officer=officer)
    f.proposal(budget_round)
    f.proposal(budget_round, verdict="")
    f.proposal(budget_round, state=ProposalState.WAITING, verdict="")

    with pytest.raises(errors.ProposalsUnanswered) as refusal:
        actions.open_voting(budget_round=budget_round, actor=officer, now=f.OPENING)

    assert refusal.value.params == {"count": 2}


def test_who_is_not_on_the_ballot_reads_why():
    officer = RoleFactory().user
    budget_round = f.announced(officer=officer)
    listed = f.proposal(budget_round)
    left_out = [
        f.proposal(budget_round, verdict=Verdict.NOT_FEASIBLE),
        f.proposal(budget_round, verdict=Verdict.IF_CHANGED),
        f.proposal(budget_round, cost_yen=10_000_001),
    ]
    hidden = f.proposal(budget_round, state=ProposalState.HIDDEN)

    actions.open_voting(budget_round=budget_round, actor=officer, now=f.OPENING)

    assert [project.proposal for project in budget_round.projects.all()] == [listed]
    reasons = [one.steps.get(act=ProposalAct.LEFT_OUT).reason for one in left_out]
    assert len({reason for reason in reasons if reason}) == 3
    assert list(hidden.steps.all()) == []


def test_voting_does_not_open_while_proposals_are_taken_or_without_a_project():
    officer = RoleFactory().user
    budget_round = f.announced(officer=officer)

    with pytest.raises(errors.ProposalsStillTaken):
        actions.open_voting(budget_round=budget_round, actor=officer, now=f.PROPOSING)
    with pytest.raises(errors.NothingToVoteOn):
        actions.open_voting(budget_round=budget_round, actor=officer, now=f.OPENING)


def test_a_vote_is_closed_when_its_days_are_over_and_may_be_extended_before():
    officer = RoleFactory().user
    budget_round = f.voting(officer=officer)

    with pytest.raises(errors.VoteNotOver):
        actions.close_voting(budget_round=budget_round, actor=officer, now=f.NOW)
    with pytest.raises(errors.NotExtended):
        actions.extend_voting(budget_round=budget_round, until=date(2026, 6, 20), reason="雨", actor=officer, now=f.NOW)
    extended = actions.extend_voting(
        budget_round=budget_round, until=date(2026, 6, 30), reason="雨で会場を閉じたため", actor=officer, now=f.NOW
    )

    assert extended.vote_until == date(2026, 6, 30)
    assert f.vote(extended, 1, now=datetime(2026, 6, 30, 14, 59, tzinfo=UTC)).receipt
    with pytest.raises(ballot_errors.VoteNotOpen):
        f.vote(extended, 1, now=datetime(2026, 6, 30, 15, tzinfo=UTC))


def test_a_round_is_given_up_with_a_reason_that_stays():
    officer = RoleFactory().user
    budget_round = f.voting(officer=officer)

    actions.withdraw_round(budget_round=budget_round, reason="災害のため", actor=officer, now=f.NOW)

    budget_round.refresh_from_db()
    assert (budget_round.state, budget_round.withdrawn_reason) == (RoundState.WITHDRAWN, "災害のため")
    with pytest.raises(ballot_errors.VoteNotOpen):
        f.vote(budget_round, 1)


def test_a_ward_officer_runs_rounds_of_the_own_ward_alone():
    ward = WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

    assert f.announced(ward, officer).state == RoundState.ANNOUNCED
    with pytest.raises(NotAllowed):
        f.prepared(WardFactory(), officer)
    with pytest.raises(NotAllowed):
        f.prepared(officer=officer, scope=Scope.CITY, area=None)
    with pytest.raises(NotAllowed):
        actions.withdraw_round(budget_round=f.voting(), reason="いやだ", actor=officer, now=f.NOW)
    with pytest.raises(NotAllowed):
        f.prepared(ward, RoleFactory(kind=RoleKind.OPERATOR).user)


def test_the_last_ballot_of_a_person_counts_and_all_are_kept():
    budget_round, voter = f.voting(), ParticipantFactory()

    first = f.vote(budget_round, 1, 2, voter=voter)
    again = f.vote(budget_round, 1, 2, voter=voter)
    last = f.vote(budget_round, 3, voter=voter)

    assert first.receipt == again.receipt == last.receipt
    assert CurrentBallot.objects.count() == 1
    assert list(Ballot.objects.values_list("choices", flat=True)) == ["1,2", "3"]
    assert list(elections.choices_of(budget_round.pk)) == ["3"]


def test_the_election_of_a_round_is_that_of_its_ballots():
    budget_round = f.closed([{1, 2}, {3}, {1}])

    election = elections.election_of(budget_round)

    assert election.ids == ("1", "2", "3")
    assert election.costs == (2_000_000, 5_000_000, 6_000_000)
    assert election.budget == Fraction(10_000_000)
    assert election.votes == (2, 1, 1)
    assert election.n_voters == 3
    assert allocate(election, elections.settings_of(budget_round, seed="見本")).cost <= election.budget


def test_published_thresholds_leave_projects_out_exactly():
    budget_round = f.closed(
        [{1, 3}, {1, 2}, {1}, {1}, {2}],
        budget_yen=12_000_000,
        rules=f.rules(supporters_least=2, share_divisor=1),
    )

    election = elections.election_of(budget_round)
    barred = elections.barred_of(election, budget_round)

    assert barred == [elections.Barred(2, 2, "share"), elections.Barred(3, 1, "supporters")]
    assert elections.without(election, barred).ids == ("1",)
    assert elections.without(election, barred).n_voters == 5


def test_projects_stand_in_an_order_that_their_seed_decides():
    numbers = range(1, 41)

    orders = [elections.order_of(numbers, seed) for seed in ("a", "b", "a")]

    assert orders[0] == orders[2] != orders[1]
    assert sorted(orders[1]) == list(numbers)
