"""The Method of Equal Shares with one endowment for every voter.

Every voter gets the same part of the budget. A project can be bought if its supporters have its cost left; they share
it equally for what it is worth to them, and whoever has less gives all she has left. Each round buys the project that
gives most worth for the money of those who pay the full part. D. Peters, G. Pierczyński, P. Skowron: "Proportional
Participatory Budgeting with Additive Utilities", NeurIPS 2021.

Budgets only fall, so the value of a project only falls, and its last known value bounds it: projects are looked at in
the order of these bounds until none can be better. Money is floating point; a comparison closer than 1e-9 is decided
by the same count in exact fractions (``exact.Ledger``) and reported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np

from jukugi.core.budgeting.election import Election, FloatArray, Voters
from jukugi.core.budgeting.exact import CLOSE, Ledger, float_price
from jukugi.core.budgeting.ties import Tie, TieOrder

_ROUNDING = 1e-14
"""Of an endowment: what a voter's budget may be off by after a few hundred payments."""
_SPARSE = 0.8
"""A list of supporters is shortened when this share of it has nothing left."""


_NEAR = 0.995
"""Of the best: projects whose last known value is above this are looked at, so that ``Run.rivals`` stand low."""


@dataclass(frozen=True)
class ExactDecision:
    """A comparison too close for floating point.

    Attributes
    ----------
    round : from 1; the number of the purchase that was being decided.
    kind : ``cost``: whether the supporters of the one project have its cost; ``order``: which of them is better.
    projects : their places.
    is_equal : the exact answer: just the cost; equally good.
    """

    round: int
    kind: Literal["cost", "order"]
    projects: tuple[int, ...]
    is_equal: bool


@dataclass
class Run:
    """What was bought, in order, and how.

    Attributes
    ----------
    winners : places of projects.
    prices : for one unit of weight, of each winner.
    floors : a lower bound of each winner's value when it was bought.
    rivals : an upper bound of the values of all others at that time; 0 where there was none.
    bounds : upper bounds of the values of all projects at that time; below 0 for those that can no longer be bought.
    tied : the projects that were exactly as good as the winner, it among them, where all their supporters pay in full:
        they stay so with a higher endowment, and ``rivals`` are those of the others. Else empty.
    """

    endowment: Fraction
    winners: list[int] = field(default_factory=list)
    prices: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    rivals: list[float] = field(default_factory=list)
    bounds: list[FloatArray] = field(default_factory=list)
    tied: list[tuple[int, ...]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    decisions: list[ExactDecision] = field(default_factory=list)


def equal_shares(election: Election, endowment: Fraction, order: TieOrder, *, above: Run | None = None) -> Run:
    """Buy until no project can be bought.

    Projects that cost nothing and have support are taken first, by the order of ties. Cost: rounds × supporters of the
    few projects looked at in each.

    Parameters
    ----------
    endowment : of each voter, exact, at least 0.
    above : a run of the same election with a higher endowment. It changes nothing but the work: as long as both buy the
        same, everybody has at least as much there, so that its bounds hold here too.
    """
    return _Count(election, endowment, order, above).run()


@dataclass
class _Offer:
    """A project that can be bought: its price, and bounds of its value."""

    project: int
    price: float
    low: float
    high: float
    voters: Voters
    budgets: FloatArray
    weights: FloatArray | None


class _Count:
    """One run."""

    def __init__(self, election: Election, endowment: Fraction, order: TieOrder, above: Run | None) -> None:
        self.election, self.order, self.above = election, order, above
        self.found = Run(endowment)
        self.endowment = float(endowment)
        self.ledger: Ledger | None = None
        self.rival = 0.0
        self.left: FloatArray = np.full(election.n_voters, self.endowment)
        self.voters = list(election.supporters)
        self.weights = None if election.weights is None else [each.astype(np.float64) for each in election.weights]
        self.costs = [float(cost) for cost in election.costs]
        self.worths = [float(election.worth(project)) for project in range(len(self.costs))]
        self.lows = [0.0] * len(self.costs)
        # Upper bounds: nobody falls short. Not to be bought, or bought: below 0.
        self.bounds = np.array(
            [
                worth * support / cost * (1 + CLOSE) if support and cost > 0 else -1.0
                for worth, support, cost in zip(self.worths, election.support, self.costs, strict=True)
            ]
        )

    def run(self) -> Run:
        self._take_free()
        while offers := self._sure_offer() or self._best_offers():
            self._buy(self._chosen(offers))
        return self.found

    def _sure_offer(self) -> list[_Offer]:
        """What the run above bought now, if no other project can be better here; else bounds are taken from there."""
        place = len(self.found.winners)
        if self.above is None or self.above.winners[:place] != self.found.winners:
            self.above = None
            return []
        if place == len(self.above.winners):
            return []
        self.bounds = np.minimum(self.bounds, self.above.bounds[place])
        if self.above.tied[place]:
            return []
        project, rival = self.above.winners[place], self.above.rivals[place]
        self.lows[project] = max(self.lows[project], self.above.prices[place] * (1 - CLOSE))
        offer = self._offer(project)
        if offer is None or offer.low <= rival:
            return []
        self._note_round(offer.low, rival)
        return [offer]

    def _note_round(self, floor: float, rival: float, tied: tuple[int, ...] = ()) -> None:
        self.found.floors.append(floor)
        self.found.rivals.append(rival)
        self.found.bounds.append(self.bounds.copy())
        self.found.tied.append(tied)

    def _take_free(self) -> None:
        free = [place for place, cost in enumerate(self.costs) if not cost and self.election.support[place]]
        while free:
            ranked = self.order.ranked(free)
            self._note_tie(ranked)
            free.remove(ranked[0])
            self.found.winners.append(ranked[0])
            self.found.prices.append(0.0)
            self._note_round(np.inf, 0.0)
        self.n_free = len(self.found.winners)

    def _best_offers(self) -> list[_Offer]:
        """Offers that may be the best; the order of their values is not certain if there are several."""
        best: list[_Offer] = []
        least, rival = 0.0, 0.0
        for project in np.argsort(-self.bounds, kind="stable").tolist():
            bound = float(self.bounds[project])
            if bound < least * _NEAR or bound < 0:
                rival = max(rival, bound)
                break
            offer = self._offer(project)
            if offer is None:
                self.bounds[project] = -1.0
                continue
            self.bounds[project] = offer.high
            if offer.high < least:
                rival = max(rival, offer.high)
                continue
            least = max(least, offer.low)
            best.append(offer)
        rival = max([rival] + [offer.high for offer in best if offer.high < least])
        best = [offer for offer in best if offer.high >= least]
        if len(best) == 1:
            self._note_round(least, rival)
        self.rival = rival
        return best

    def _offer(self, project: int) -> _Offer | None:
        """What the project would cost its supporters now; None if they have not its cost."""
        voters, cost = self.voters[project], self.costs[project]
        budgets = self.left.take(voters, mode="clip")
        error = len(voters) * self.endowment * _ROUNDING
        money = float(budgets.sum())
        if money < cost * (1 - CLOSE) - error:
            return None
        if money <= cost * (1 + CLOSE) + error and not self._can_pay(project):
            return None
        weights = None if self.weights is None else self.weights[project]
        price, full = float_price(budgets, weights, cost, least=self.lows[project])
        self.lows[project] = price * (1 - CLOSE)
        # Rounding in what the poor pay falls on the part of the others.
        slack = CLOSE + (error + cost * 1e-15) / full
        value = self.worths[project] / price
        self._shorten(project, budgets)
        return _Offer(project, price, value * (1 - slack), value * (1 + slack), voters, budgets, weights)

    def _shorten(self, project: int, budgets: FloatArray) -> None:
        """Forget supporters who have nothing left: they never pay again."""
        has_money = budgets > 0
        if np.count_nonzero(has_money) < _SPARSE * len(budgets):
            self.voters[project] = self.voters[project][has_money]
            if self.weights is not None:
                self.weights[project] = self.weights[project][has_money]

    def _chosen(self, offers: Sequence[_Offer]) -> _Offer:
        """The best of these, by exact values, then by the order of ties."""
        by_project = {offer.project: offer for offer in offers}
        tied = list(by_project)
        if len(tied) > 1:
            values = {project: self._exact_value(by_project[project]) for project in tied}
            best = max(values.values())
            tied = [project for project in tied if values[project] == best]
            is_equal = len(tied) > 1
            self._note_close_round(by_project, tied, best)
            self.found.decisions.append(
                ExactDecision(self._round, "order", tuple(sorted(values)), is_equal),
            )
        ranked = self.order.ranked(tied)
        self._note_tie(ranked)
        return by_project[ranked[0]]

    def _note_close_round(self, offers: Mapping[int, _Offer], tied: list[int], best: Fraction) -> None:
        """Of several whose order floating point did not tell. That holds with other endowments only where all pay in
        full, so that each value is a matter of votes alone."""
        is_full = all(best == self._full_value(project) for project in tied)
        others = [offer.high for project, offer in offers.items() if project not in tied]
        rival = max([self.rival, *others]) if is_full else np.inf
        self._note_round(min(offers[project].low for project in tied), rival, tuple(sorted(tied)))

    def _full_value(self, project: int) -> Fraction:
        election = self.election
        return election.worth(project) * election.support[project] / election.costs[project]

    def _note_tie(self, ranked: tuple[int, ...]) -> None:
        if len(ranked) > 1:
            self.found.ties.append(Tie("equal-shares", self._round, ranked))

    @property
    def _round(self) -> int:
        return len(self.found.winners) + 1

    def _buy(self, offer: _Offer) -> None:
        project, budgets = offer.project, offer.budgets
        budgets -= offer.price if offer.weights is None else offer.price * offer.weights
        self.left[offer.voters] = np.maximum(budgets, 0.0, out=budgets)
        self.bounds[project] = -1.0
        self.found.winners.append(project)
        self.found.prices.append(offer.price)

    def _can_pay(self, project: int) -> bool:
        """The exact answer."""
        cost = self.election.costs[project]
        money = self._untouched_money(project)
        money_is = self._exact().compare_money(project) if money is None else (money > cost) - (money < cost)
        self.found.decisions.append(ExactDecision(self._round, "cost", (project,), not money_is))
        return money_is >= 0

    def _untouched_money(self, project: int) -> Fraction | None:
        """What its supporters have if none of them has paid for anything yet (every payment so far shows)."""
        voters: Voters = self.election.supporters[project]
        is_seen = min(self.found.prices[self.n_free :], default=np.inf) > self.endowment * _ROUNDING
        if not is_seen or float(self.left[voters].min()) < self.endowment:
            return None
        return len(voters) * self.found.endowment

    def _exact_value(self, offer: _Offer) -> Fraction:
        """The exact value; without the ledger where everybody clearly can pay the full price."""
        project = offer.project
        budgets = self.left[self.election.supporters[project]]
        weights = None if self.election.weights is None else self.election.weights[project]
        asked = offer.price * (1.0 if weights is None else weights) * (1 + CLOSE) + self.endowment * _ROUNDING * 10
        if np.all(budgets > asked):
            return self._full_value(project)
        return self._exact().value(project)

    def _exact(self) -> Ledger:
        if self.ledger is None:
            self.ledger = Ledger(self.election, self.found.endowment)
        self.ledger.follow(self.found.winners[self.n_free :])
        return self.ledger
