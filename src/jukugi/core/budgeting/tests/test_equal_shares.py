from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.budgeting import AllocationSettings, Completion, NoBallots, Rule, Stop, TieBreak, Utility
from jukugi.core.budgeting.allocation import Allocation, allocate
from jukugi.core.budgeting.completions import raised_shares
from jukugi.core.budgeting.document import allocation_document, canonical
from jukugi.core.budgeting.election import election_from_ballots
from jukugi.core.budgeting.equal_shares import equal_shares
from jukugi.core.budgeting.tests.builders import Vote, ids, slow_allocation, slow_greedy, vote, votes
from jukugi.core.budgeting.ties import TieOrder

COMPLETIONS = st.builds(
    AllocationSettings,
    completion=st.sampled_from(Completion),
    stop=st.sampled_from(Stop),
    increment=st.sampled_from([Fraction(1), Fraction("0.3"), Fraction(1, 7)]),
    seed=st.sampled_from(["0", "1", "くじ"]),
)
UTILITIES = st.sampled_from(Utility).flatmap(lambda utility: votes(utility=utility))


def winners(vote: Vote, **rules: object) -> list[str]:
    election = vote.election
    return ids(election, allocate(election, AllocationSettings(**rules)).winners)


def lots(allocation: Allocation) -> list[set[str]]:
    return [set(ids(allocation.election, tie.projects)) for tie in allocation.ties]


@given(UTILITIES, COMPLETIONS)
@settings(max_examples=400)
def test_the_fast_count_is_the_slow_exact_one(vote, rules):
    allocation = allocate(vote.election, rules)

    expected = slow_allocation(vote, rules)
    assert ids(vote.election, allocation.winners) == expected.winners
    assert allocation.final_endowment == expected.endowment
    assert lots(allocation) == expected.lots


@given(UTILITIES, st.sampled_from(["0", "1"]))
def test_most_votes_first_is_the_slow_count(vote, seed):
    rules = AllocationSettings(rule=Rule.GREEDY, seed=seed)

    allocation = allocate(vote.election, rules)

    assert (ids(vote.election, allocation.winners), lots(allocation)) == slow_greedy(vote, rules)


@given(UTILITIES, COMPLETIONS, st.sampled_from(Rule))
def test_the_budget_is_never_exceeded(vote, rules, rule):
    allocation = allocate(vote.election, replace(rules, rule=rule))

    assert allocation.cost == sum(vote.costs[key] for key in ids(vote.election, allocation.winners))
    assert allocation.cost <= vote.budget


@given(UTILITIES, COMPLETIONS, st.sampled_from(Rule), st.randoms(use_true_random=False))
def test_the_order_of_voters_and_projects_does_not_matter(vote, rules, rule, chance):
    rules = replace(rules, rule=rule)
    ballots, costs = list(vote.ballots), list(vote.costs.items())
    chance.shuffle(ballots)
    chance.shuffle(costs)
    shuffled = replace(vote, ballots=ballots, costs=dict(costs))

    documents = [canonical(allocation_document(allocate(each.election, rules))) for each in (vote, shuffled)]

    assert documents[0] == documents[1]


@given(votes(most_projects=5))
def test_a_group_with_common_projects_gets_its_share_up_to_one_project(vote):
    """EJR up to one project: Peters, Pierczyński, Skowron, NeurIPS 2021, Theorem 2."""
    won = set(winners(vote))
    approved = [set(ballot) for ballot in vote.ballots]

    def worth(keys):
        return sum(vote.costs[key] for key in keys)

    for wanted in chain.from_iterable(combinations(vote.costs, n) for n in range(1, len(vote.costs) + 1)):
        short = [
            mine
            for mine in approved
            if mine >= set(wanted)
            and worth(won & mine) < worth(wanted)
            and all(worth((won | {key}) & mine) <= worth(wanted) for key in vote.costs)
        ]
        assert not short or len(short) * vote.budget < worth(wanted) * len(approved)


@given(votes(), st.data())
def test_most_votes_first_keeps_a_winner_that_becomes_cheaper(vote, data):
    """Discount monotonicity of greedy rules: Talmon, Faliszewski, "A Framework for Approval-Based Budgeting Methods",
    AAAI 2019. Equal Shares has no such theorem."""
    won = winners(vote, rule=Rule.GREEDY)
    if not won:
        return
    key = data.draw(st.sampled_from(won))
    cheaper = replace(vote, costs={**vote.costs, key: vote.costs[key] / 2})

    assert key in winners(cheaper, rule=Rule.GREEDY)


@given(votes(most_voters=4))
@settings(max_examples=60)
def test_steps_that_are_left_out_would_have_bought_the_same(vote):
    """A fine increment: thousands of steps, of which few are counted."""
    election = vote.election
    order = TieOrder(election, AllocationSettings().ties, "0")
    increment = Fraction(1, 50)

    run = raised_shares(election, order, increment=increment, stop=Stop.INTEGRAL)

    expected = slow_allocation(vote, AllocationSettings(completion=Completion.ADD1, increment=increment))
    assert (ids(election, run.winners), run.endowment) == (expected.winners, expected.endowment)


def test_supporters_share_a_cost_equally_and_who_has_less_gives_the_rest():
    ballots = ["ab", "ab", "b", "b", "c"]

    allocation = allocate(vote({"a": 12, "b": 20, "c": 30}, *ballots, budget=50).election, AllocationSettings())

    first, second, third = (allocation.accounts.projects[place] for place in (1, 0, 2))
    assert ids(allocation.election, allocation.winners) == ["b"]
    assert (first.purchase.price, first.purchase.in_full, first.purchase.left_after) == (5.0, 4, 30.0)
    assert (second.money_at_first, second.money_at_last, second.why_not.value) == (20.0, 10.0, "spent_elsewhere")
    assert (second.spent_on, third.spent_on) == ({1: 10.0}, {})
    assert third.why_not.value == "too_dear"


def test_floating_point_does_not_refuse_what_is_just_paid():
    """142 × (200000 / 142) is below 200000 in floating point."""
    whole = vote({"a": 200_000}, *["a"] * 142, budget=200_000)

    allocation = allocate(whole.election, AllocationSettings())

    assert ids(allocation.election, allocation.winners) == ["a"]
    assert [(each.kind, each.is_equal) for each in allocation.decisions] == [("cost", True)]


@pytest.mark.parametrize(("more", "expected"), [(0, ["a"]), (1, [])])
def test_a_cost_that_is_missed_by_less_than_floating_point_shows_is_missed(more, expected):
    costs = {"a": 10**18 + more}

    assert winners(vote(costs, *["a"] * 7, budget=10**18)) == expected


def test_a_hair_s_breadth_decides_between_two_projects_whose_supporters_fall_short():
    """After a, one supporter each of b and c has 2 left; c costs the others 10⁻¹⁸ more than b."""
    costs = {"a": Fraction(36), "b": Fraction(10), "c": 10 + Fraction(1, 10**18)}
    ballots = [dict.fromkeys(each, Fraction(1)) for each in ("ab", "ac", "b", "c")]

    election = Vote(costs, ballots, Fraction(80)).election
    allocation = allocate(election, AllocationSettings(ties=(TieBreak.MAX_COST,)))

    assert ids(election, allocation.winners) == ["a", "b", "c"]
    decided = [(each.round, each.kind, set(ids(election, each.projects))) for each in allocation.decisions]
    assert decided == [(1, "order", {"a", "b", "c"}), (2, "order", {"b", "c"})]
    assert [each.is_equal for each in allocation.decisions] == [True, False]


def test_a_lot_decides_what_criteria_leave_open_and_is_told():
    tied = vote({"a": 10, "b": 10}, "ab", "ab", budget=10).election

    drawn = {seed: allocate(tied, AllocationSettings(seed=seed)) for seed in "0123456789"}

    assert {ids(tied, each.winners)[0] for each in drawn.values()} == {"a", "b"}
    assert all(lots(each) == [{"a", "b"}] for each in drawn.values())


def test_what_costs_nothing_and_has_support_is_taken_first():
    assert winners(vote({"a": 10, "b": 0, "c": 0}, "ab", "a", budget=10)) == ["b", "a"]


def test_who_gives_more_points_pays_more():
    costs = {"a": Fraction(8), "b": Fraction(8)}
    ballots = [{"a": Fraction(3), "b": Fraction(1)}, {"a": Fraction(1), "b": Fraction(1)}]

    election = Vote(costs, ballots, Fraction(20), Utility.POINTS).election
    allocation = allocate(election, AllocationSettings())

    assert ids(election, allocation.winners) == ["a", "b"]
    assert [each.purchase.price for each in allocation.accounts.projects] == [2.0, 4.0]


def test_points_of_nothing_or_less_are_no_support():
    ballots = [{"a": Fraction(-1), "b": Fraction(0)}, {"a": Fraction("0.5"), "b": Fraction("0.25")}]

    election = Vote({"a": Fraction(1), "b": Fraction(1)}, ballots, Fraction(4), Utility.POINTS).election

    assert (election.votes, election.support) == ((1, 1), (2, 1))


def test_who_has_just_the_price_after_rounding_is_not_in_and_out_for_ever():
    """Found by chance: with thirds of tenths the rounded price swung around what one voter had left."""
    costs = {"a": Fraction(3), "b": Fraction(6), "c": Fraction(1), "d": Fraction(4)}
    points = ("bbb", "addd", "c", "bcc", "aab", "aaccc")
    ballots = [{key: Fraction(each.count(key)) for key in each} for each in points]
    rules = AllocationSettings(completion=Completion.ADD1, increment=Fraction(3, 10))
    vote = Vote(costs, ballots, Fraction(6), Utility.POINTS)

    allocation = allocate(vote.election, rules)

    expected = slow_allocation(vote, rules)
    assert (ids(vote.election, allocation.winners), allocation.final_endowment) == (
        expected.winners,
        expected.endowment,
    )


def test_without_ballots_there_is_nobody_to_share_among():
    with pytest.raises(NoBallots):
        election_from_ballots({"a": 1}, [], budget=1)


def test_the_election_is_read_only():
    election = vote({"a": 10, "b": 12}, "ab", "ab", "b", budget=30).election
    before = [voters.copy() for voters in election.supporters]

    equal_shares(election, Fraction(10), TieOrder(election, AllocationSettings().ties, "0"))

    assert all(np.array_equal(one, other) for one, other in zip(before, election.supporters, strict=True))


def test_a_lasting_tie_does_not_make_every_step_count():
    """Two projects with as many votes, and fifty million steps of one: found when a job did not come back."""
    ballots = ["a"] * 3 + ["b"] * 3 + ["c"]
    tied = vote({"a": 200, "b": 200, "c": 50 * 10**6}, *ballots, budget=60 * 10**6).election

    allocation = allocate(tied, AllocationSettings(completion=Completion.ADD1))

    assert set(ids(tied, allocation.winners)) == {"a", "b", "c"}
    assert allocation.final_endowment == 50 * 10**6
    assert lots(allocation) == [{"a", "b"}]
