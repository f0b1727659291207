"""Small votes for tests of budgeting, and Equal Shares written as its definition reads: slow, exact, without tricks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from jukugi.core.budgeting import AllocationSettings, Completion, Stop, TieBreak, Utility
from jukugi.core.budgeting.election import Election, election_from_ballots
from jukugi.core.budgeting.ties import lot_number

Points = Mapping[str, Fraction]


@dataclass(frozen=True)
class Vote:
    """A vote as people would write it down."""

    costs: dict[str, Fraction]
    ballots: list[Points]
    budget: Fraction
    utility: Utility = Utility.COST

    @property
    def election(self) -> Election:
        return election_from_ballots(self.costs, self.ballots, budget=self.budget, utility=self.utility)


def vote(costs: dict[str, int], *ballots: str, budget: int, utility: Utility = Utility.COST) -> Vote:
    """Projects of one letter; a ballot is the letters of the projects it approves."""
    return Vote(
        costs={key: Fraction(cost) for key, cost in costs.items()},
        ballots=[{key: Fraction(1) for key in ballot} for ballot in ballots],
        budget=Fraction(budget),
        utility=utility,
    )


def ids(election: Election, projects: Sequence[int]) -> list[str]:
    return [election.ids[project] for project in projects]


# Whole, thirds, cents, and one that differs from 6 by less than floating point shows.
COSTS = [Fraction(1), 2, 3, 4, 6, 6, 10, Fraction("0.1"), Fraction("0.3"), Fraction(10, 3), 6 + Fraction(1, 10**18)]


@st.composite
def votes(draw: st.DrawFn, *, utility: Utility = Utility.COST, most_projects: int = 6, most_voters: int = 8) -> Vote:
    """Small numbers, so that ties and supporters who fall short are frequent."""
    keys = "abcdefgh"[: draw(st.integers(1, most_projects))]
    costs = {key: Fraction(draw(st.sampled_from(COSTS))) for key in keys}
    points = (
        st.just(Fraction(1)) if utility is Utility.COST else st.sampled_from([Fraction(n) for n in (0, 1, 1, 2, 3)])
    )
    ballot = st.lists(st.sampled_from(keys), unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries(dict.fromkeys(chosen, points))
    )
    ballots = draw(st.lists(ballot, min_size=1, max_size=most_voters))
    budget = draw(st.sampled_from([Fraction(1), 5, 6, 12, 20, Fraction("7.7"), Fraction(100, 7)]))
    return Vote(costs, ballots, Fraction(budget), utility)


@dataclass(frozen=True)
class Bought:
    """What the slow count bought, and the projects each lot was drawn among."""

    winners: list[str]
    endowment: Fraction
    lots: list[set[str]]


def slow_equal_shares(vote: Vote, endowment: Fraction, settings: AllocationSettings) -> Bought:
    """Every round: the price of every project that its supporters can pay; buy the best."""
    left = dict.fromkeys(range(len(vote.ballots)), endowment)
    support = {
        key: {voter: ballot[key] for voter, ballot in enumerate(vote.ballots) if ballot.get(key, 0) > 0}
        for key in vote.costs
    }
    waiting = {key for key, supporters in support.items() if supporters}
    bought = Bought([], endowment, [])
    while waiting:
        values = {}
        for key in waiting:
            cost = vote.costs[key]
            if sum(left[voter] for voter in support[key]) >= cost:
                worth = Fraction(1) if vote.utility is Utility.POINTS else cost
                values[key] = worth / slow_price({v: (left[v], w) for v, w in support[key].items()}, cost)
        if not values:
            break
        best = max(values.values())
        key = slow_choice(vote, [key for key in values if values[key] == best], settings, bought.lots)
        price = slow_price({v: (left[v], w) for v, w in support[key].items()}, vote.costs[key])
        for voter, weight in support[key].items():
            left[voter] -= min(left[voter], price * weight)
        bought.winners.append(key)
        waiting.remove(key)
    return bought


def slow_price(supporters: Mapping[int, tuple[Fraction, Fraction]], cost: Fraction) -> Fraction:
    """The price with Σ min(budget, price × weight) = cost: the poorest for their weight give all, one after another."""
    rest, weight = cost, sum(each for _, each in supporters.values())
    for budget, each in sorted(supporters.values(), key=lambda pair: pair[0] / pair[1]):
        if rest / weight * each <= budget:
            return rest / weight
        rest, weight = rest - budget, weight - each
    raise AssertionError("the supporters have less than the cost")


def slow_choice(vote: Vote, tied: list[str], settings: AllocationSettings, lots: list[set[str]]) -> str:
    for criterion in settings.ties:
        compared = {
            TieBreak.MAX_VOTES: lambda key: -sum(ballot.get(key, 0) > 0 for ballot in vote.ballots),
            TieBreak.MIN_VOTES: lambda key: sum(ballot.get(key, 0) > 0 for ballot in vote.ballots),
            TieBreak.MIN_COST: lambda key: vote.costs[key],
            TieBreak.MAX_COST: lambda key: -vote.costs[key],
        }[criterion]
        first = min(map(compared, tied))
        tied = [key for key in tied if compared(key) == first]
    if len(tied) > 1:
        lots.append(set(tied))
    return min(tied, key=lambda key: lot_number(settings.seed, key))


def slow_allocation(vote: Vote, settings: AllocationSettings) -> Bought:
    """With completions, one step after another."""
    n, budget = len(vote.ballots), vote.budget
    if not settings.completion.raises_shares:
        bought = slow_equal_shares(vote, budget / n, settings)
    else:
        bought = slow_equal_shares(vote, Fraction(budget // n), settings)
        wanted = sum(any(ballot.get(key, 0) > 0 for ballot in vote.ballots) for key in vote.costs)
        while len(bought.winners) < wanted:
            left = budget - slow_cost(vote, bought.winners)
            others = [cost for key, cost in vote.costs.items() if key not in bought.winners]
            if settings.stop is Stop.EXHAUSTIVE_INTEGRAL and all(cost > left for cost in others):
                break
            following = slow_equal_shares(vote, bought.endowment + settings.increment, settings)
            if slow_cost(vote, following.winners) > budget:
                break
            bought = following
    if settings.completion in (Completion.UTILITARIAN, Completion.ADD1_UTILITARIAN):
        winners, lots = slow_greedy(vote, settings, bought.winners)
        return Bought(winners, bought.endowment, bought.lots + lots)
    return bought


def slow_greedy(
    vote: Vote, settings: AllocationSettings, taken: Sequence[str] = ()
) -> tuple[list[str], list[set[str]]]:
    """By most votes (or points), whatever still fits."""
    winners, lots = list(taken), list[set[str]]()
    while True:
        left = vote.budget - slow_cost(vote, winners)
        fitting = [key for key, cost in vote.costs.items() if key not in winners and cost <= left]
        if not fitting:
            return winners, lots
        points = {key: sum(max(ballot.get(key, Fraction(0)), 0) for ballot in vote.ballots) for key in fitting}
        best = max(points.values())
        winners.append(slow_choice(vote, [key for key in fitting if points[key] == best], settings, lots))


def slow_cost(vote: Vote, keys: Sequence[str]) -> Fraction:
    return sum((vote.costs[key] for key in keys), Fraction(0))
