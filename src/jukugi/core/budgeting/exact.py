"""The same count in exact fractions, followed only as far as a close comparison asks for it.

A voter who has paid her full part of every project she supports so far has the endowment less these parts; one who
could not has nothing. So what a group of voters has left is a whole number of endowments less whole numbers of prices:
prices are exact fractions, and voters are only counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from jukugi.core.budgeting.election import Election, FloatArray, IntArray, Voters

CLOSE = 1e-9
"""Relative difference below which floating point does not decide."""

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class _Payment:
    """A project that was paid for: its exact price for one unit of weight, and who paid the full price."""

    price: Fraction
    payers: Voters
    weights: IntArray | None


class Ledger:
    """What everybody has left after some projects were paid for, exactly."""

    def __init__(self, election: Election, endowment: Fraction) -> None:
        self.election, self.endowment = election, endowment
        self.payments: list[_Payment] = []
        self.n_paid = 0
        self.left = np.full(election.n_voters, float(endowment))
        self.is_exhausted = np.zeros(election.n_voters, dtype=bool)

    def follow(self, winners: Sequence[int]) -> None:
        """Pay for those of these projects that are not paid for yet, in their order."""
        for project in winners[self.n_paid :]:
            self._pay(project)
            self.n_paid += 1

    def compare_money(self, project: int) -> int:
        """Its supporters together have less than its cost (-1), just its cost (0), or more (1)."""
        money, cost = self._money(self.election.supporters[project]), self.election.costs[project]
        return (money > cost) - (money < cost)

    def value(self, project: int) -> Fraction:
        """Worth for one unit of money, of a project that can be paid. Its cost must be above 0."""
        return self.election.worth(project) / self._price(project)[0]

    def _pay(self, project: int) -> None:
        price, is_poor = self._price(project)
        voters, weights = self._supporters(project)
        self.is_exhausted[voters[is_poor]] = True
        paid = float(price) * (1.0 if weights is None else weights)
        self.left[voters] = np.where(is_poor, 0.0, np.maximum(self.left[voters] - paid, 0.0))
        self.payments.append(
            _Payment(price, voters[~is_poor], None if weights is None else weights[~is_poor]),
        )

    def _supporters(self, project: int) -> tuple[Voters, IntArray | None]:
        weights = self.election.weights
        return self.election.supporters[project], None if weights is None else weights[project]

    def _price(self, project: int) -> tuple[Fraction, BoolArray]:
        """The price for one unit of weight, and which supporters cannot pay it in full."""
        voters, weights = self._supporters(project)
        cost = self.election.costs[project]
        each = np.ones(len(voters)) if weights is None else weights.astype(np.float64)
        asked = each * float_price(self.left[voters], each, float(cost))[0]
        # Rounding is far below this: what lies outside is certain.
        margin = CLOSE * asked + CLOSE * 1e-3 * float(self.endowment)
        is_poor: BoolArray = self.left[voters] < asked - margin
        doubtful = np.flatnonzero(~is_poor & (self.left[voters] <= asked + margin))
        exact = dict(zip(doubtful.tolist(), self._budgets(voters[doubtful]), strict=True))
        while True:
            unit = int((~is_poor).sum()) if weights is None else int(weights[~is_poor].sum())
            rest = cost - self._money(voters[is_poor])
            price = rest / unit
            newly = [
                place
                for place, budget in exact.items()
                if not is_poor[place] and budget < price * (1 if weights is None else int(weights[place]))
            ]
            if not newly:
                return price, is_poor
            is_poor[newly] = True

    def _money(self, voters: Voters) -> Fraction:
        """What these voters have left together."""
        mark = np.zeros(self.election.n_voters, dtype=bool)
        mark[voters] = True
        mark &= ~self.is_exhausted
        total = int(mark.sum()) * self.endowment
        for payment in self.payments:
            among = mark[payment.payers]
            units = int(among.sum()) if payment.weights is None else int(payment.weights[among].sum())
            if units:
                total -= units * payment.price
        return total

    def _budgets(self, voters: Voters) -> list[Fraction]:
        """What each of these voters has left; those who paid alike are reckoned once."""
        if not len(voters):
            return []
        place = np.full(self.election.n_voters, -1, dtype=np.intp)
        place[voters] = np.arange(len(voters))
        units = np.zeros((len(voters), len(self.payments)), dtype=np.int64)
        for number, payment in enumerate(self.payments):
            at = place[payment.payers]
            units[at[at >= 0], number] = 1 if payment.weights is None else payment.weights[at >= 0]
        kinds, kind_of = np.unique(units, axis=0, return_inverse=True)
        known = [
            self.endowment
            - sum((int(n) * payment.price for n, payment in zip(row, self.payments, strict=True) if n), 0)
            for row in kinds
        ]
        return [
            Fraction(0) if self.is_exhausted[voter] else known[kind]
            for voter, kind in zip(voters.tolist(), kind_of.reshape(-1).tolist(), strict=True)
        ]


def float_price(
    budgets: FloatArray, weights: FloatArray | None, cost: float, *, least: float = 0.0
) -> tuple[float, float]:
    """The price for one unit of weight at which these supporters, who have the cost together, pay it.

    Who has less than his price pays what he has, and the others share the rest: repeated until nobody else falls short.

    Parameters
    ----------
    least : a price known to be too low or right; 0 where none is known.

    Returns
    -------
    The price, and what those pay together who can pay it in full.
    """
    unit = float(len(budgets)) if weights is None else float(weights.sum())
    price, n_last = max(cost / unit, least), -1
    while True:
        asked = price if weights is None else price * weights
        is_rich = budgets >= asked
        n_rich = int(np.count_nonzero(is_rich))
        if n_rich == n_last or not n_rich:
            return price, price * unit
        if n_rich == len(budgets):
            return cost / unit, cost
        unit = float(n_rich) if weights is None else float(weights @ is_rich)
        full = cost - (float(np.minimum(budgets, asked).sum()) - price * unit)
        if full <= 0:
            return price, price * unit
        if full / unit <= price:
            # Only rounding: a voter who has just the price would be in and out for ever.
            return price, price * unit
        price, n_last = full / unit, n_rich
