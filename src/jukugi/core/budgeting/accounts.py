"""Why each project is funded or not: its supporters, what they paid, what they had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from jukugi.core.budgeting.election import Election, FloatArray
from jukugi.core.budgeting.equal_shares import Run


class WhyNot(Enum):
    """Why a project is not funded."""

    NO_SUPPORT = "no_support"
    TOO_DEAR = "too_dear"
    SPENT_ELSEWHERE = "spent_elsewhere"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True)
class Purchase:
    """How the supporters paid for a project. Money in the currency of the budget.

    Attributes
    ----------
    price : of one unit of support, which for approvals is the most that anybody paid.
    effective_support : cost / price: so many votes (or points) the project would have if all paid the full price.
    in_full, in_part, with_nothing : supporters who paid the full price; all the less that they had left; nothing.
    paid_in_full, paid_in_part : what they paid together.
    left_after : what all voters had left together afterwards.
    """

    price: float
    effective_support: float
    in_full: int
    in_part: int
    with_nothing: int
    paid_in_full: float
    paid_in_part: float
    left_after: float


@dataclass(frozen=True)
class Account:
    """One project.

    Attributes
    ----------
    stage : by what it is funded: ``equal-shares``, ``utilitarian``, ``greedy``; None if it is not.
    place : among the winners, from 1.
    purchase : where Equal Shares funded it.
    money_at_first, money_at_last : what its supporters had at the beginning and the end of Equal Shares; None with the
        count by most votes alone.
    spent_on : where Equal Shares did not fund it: what its supporters paid for other projects, by their place.
    """

    project: int
    stage: str | None
    place: int | None
    purchase: Purchase | None
    money_at_first: float | None
    money_at_last: float | None
    why_not: WhyNot | None
    spent_on: Mapping[int, float]


@dataclass(frozen=True)
class Accounts:
    """Of all projects, and of the voters together: how many support a winner, and what nobody spent."""

    projects: tuple[Account, ...]
    with_a_winner: int
    money_left: float | None


def accounts_of(election: Election, run: Run | None, added: Sequence[int], stage: str) -> Accounts:
    """Replay a run, and what was added after it (by ``stage``)."""
    left, purchases, payments = _replay(election, run) if run else (None, {}, [])
    spent = _spent(election, run.winners if run else [], payments)
    winners = [*(run.winners if run else ()), *added]
    places = {project: place for place, project in enumerate(winners, start=1)}
    has_winner = np.zeros(election.n_voters, dtype=bool)
    for project in winners:
        has_winner[election.supporters[project]] = True
    projects = []
    for project, n_supporters in enumerate(election.votes):
        first = None if run is None else n_supporters * float(run.endowment)
        last = None if left is None else float(left[election.supporters[project]].sum())
        funded = stage if project in places else None
        projects.append(
            Account(
                project=project,
                stage="equal-shares" if project in purchases else funded,
                place=places.get(project),
                purchase=purchases.get(project),
                money_at_first=first,
                money_at_last=last,
                why_not=None if project in places else _why_not(election, project, first, bool(added)),
                spent_on={} if project in purchases else spent.get(project, {}),
            )
        )
    return Accounts(tuple(projects), int(has_winner.sum()), None if left is None else float(left.sum()))


def _why_not(election: Election, project: int, first: float | None, is_filled: bool) -> WhyNot:
    if not election.support[project]:
        return WhyNot.NO_SUPPORT
    if first is None or is_filled:
        return WhyNot.DOES_NOT_FIT
    return WhyNot.TOO_DEAR if first < float(election.costs[project]) else WhyNot.SPENT_ELSEWHERE


def _spent(election: Election, bought: Sequence[int], payments: Sequence[FloatArray]) -> dict[int, dict[int, float]]:
    """For each project that was not bought, what its supporters paid for each that was. Cost: approvals × payments."""
    others = sorted(set(range(len(election.ids))) - set(bought))
    if not bought or not others:
        return {}
    payers = np.concatenate([election.supporters[project] for project in bought])
    for_what = np.repeat(np.arange(len(bought)), [election.votes[project] for project in bought])
    by_payer = np.argsort(payers, kind="stable")
    for_what, amounts = for_what[by_payer], np.concatenate(payments)[by_payer]
    n_paid = np.bincount(payers, minlength=election.n_voters)
    # For each supporter of each of the others all her payments, one after another.
    supporters = np.concatenate([election.supporters[project] for project in others])
    of_which = np.repeat(np.arange(len(others)), [election.votes[project] for project in others])
    lengths = n_paid[supporters]
    first = (np.cumsum(n_paid) - n_paid)[supporters]
    places = np.repeat(first - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
    pairs = np.repeat(of_which, lengths) * len(bought) + for_what[places]
    table = np.bincount(pairs, weights=amounts[places], minlength=len(others) * len(bought))
    return {
        other: {project: float(amount) for project, amount in zip(bought, row, strict=True) if amount > 0}
        for other, row in zip(others, table.reshape(len(others), -1), strict=True)
    }


def _replay(election: Election, run: Run) -> tuple[FloatArray, dict[int, Purchase], list[FloatArray]]:
    """What everybody has left at the end, the purchases by project, and what each supporter paid, in their order."""
    left = np.full(election.n_voters, float(run.endowment))
    total = election.n_voters * float(run.endowment)
    purchases, payments = {}, []
    for project, price in zip(run.winners, run.prices, strict=True):
        voters = election.supporters[project]
        budgets = left[voters]
        asked = price * (np.ones(len(voters)) if election.weights is None else election.weights[project])
        paid = np.minimum(budgets, asked)
        left[voters] = budgets - paid
        payments.append(paid)
        # What is left of a budget by rounding alone is nothing.
        is_full = budgets >= asked * (1 - 1e-9)
        has_part = ~is_full & (budgets > asked * 1e-9)
        total -= float(paid.sum())
        purchases[project] = Purchase(
            price=price,
            effective_support=float(election.costs[project]) / price if price else float(election.support[project]),
            in_full=int(is_full.sum()),
            in_part=int(has_part.sum()),
            with_nothing=int((~is_full & ~has_part).sum()),
            paid_in_full=float(paid[is_full].sum()),
            paid_in_part=float(paid[has_part].sum()),
            left_after=max(total, 0.0),
        )
    return left, purchases, payments
