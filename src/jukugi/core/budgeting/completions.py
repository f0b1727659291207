"""What is done with the money that Equal Shares leaves, and the count by most votes.

The method can leave part of the budget: supporters of a project have its cost only together with others. *add1* counts
again with a higher endowment for everybody, step by step, as long as the projects cost no more than the budget;
*utilitarian* fills up with the projects of most votes. https://equalshares.net/implementation/completion
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from jukugi.core.budgeting.election import Election
from jukugi.core.budgeting.equal_shares import Run, equal_shares
from jukugi.core.budgeting.settings import Stop
from jukugi.core.budgeting.ties import Tie, TieOrder

_TOGETHER = 8
"""Steps that are counted from the highest down, each with what the one above it tells."""
_MOST_AT_ONCE = 2**40


def by_most_votes(
    election: Election, order: TieOrder, *, taken: Sequence[int] = (), stage: str = "greedy"
) -> tuple[list[int], list[Tie]]:
    """Projects by their support (votes or points), each that still fits; after those that are taken already.

    Returns what is added, in order, and where the lot decided.
    """
    left = election.budget - cost_of(election, taken)
    rest = [project for project in range(len(election.ids)) if project not in set(taken)]
    added: list[int] = []
    ties = []
    by_support: dict[int, list[int]] = {}
    for project in rest:
        by_support.setdefault(election.support[project], []).append(project)
    for support in sorted(by_support, reverse=True):
        waiting = by_support[support]
        while waiting := [project for project in waiting if election.costs[project] <= left]:
            ranked = order.ranked(waiting)
            if len(ranked) > 1:
                ties.append(Tie(stage, len(taken) + len(added) + 1, ranked))
            added.append(ranked[0])
            left -= election.costs[ranked[0]]
            waiting.remove(ranked[0])
    return added, ties


def cost_of(election: Election, projects: Sequence[int]) -> Fraction:
    return sum((election.costs[project] for project in projects), Fraction(0))


def raised_shares(election: Election, order: TieOrder, *, increment: Fraction, stop: Stop) -> Run:
    """Equal Shares with the last endowment of the steps that is allowed.

    The first endowment is the whole part of budget / voters. The next is higher by ``increment``, and so on, until

    - the projects would cost more than the budget (the step before counts), or all that have support are bought;
    - with ``Stop.EXHAUSTIVE_INTEGRAL`` also: no project that is not bought would fit into the budget.

    Steps between two endowments that surely buy the same in the same order are not counted (``_surely_alike``).
    """
    start = Fraction(election.budget // election.n_voters)
    run = equal_shares(election, start, order)
    wanted = sum(1 for support in election.support if support)
    stride = _TOGETHER
    above: list[Run] = []  # counted already, the nearest last
    while not (stop is Stop.EXHAUSTIVE_INTEGRAL and _is_exhaustive(election, run)) and len(run.winners) < wanted:
        if not above:
            above.append(equal_shares(election, run.endowment + stride * increment, order))
        steps = int((above[-1].endowment - run.endowment) / increment)
        is_alike = _surely_alike(run, above[-1])
        if steps > 1 and not is_alike:
            above.append(equal_shares(election, run.endowment + steps // 2 * increment, order, above=above[-1]))
        elif cost_of(election, above[-1].winners) > election.budget:
            break
        else:
            run = above.pop()
            stride = min(max(2 * steps, _TOGETHER), _MOST_AT_ONCE) if is_alike else _TOGETHER
    return equal_shares(election, run.endowment, order)


def _surely_alike(lower: Run, upper: Run) -> bool:
    """Whether every endowment between buys the same, in the same order, with no tie but those that both have.

    With the same purchases a higher endowment leaves everybody at least as much, so that each project's value is at
    least as high: round by round, by induction. Between the two, the value of the bought project is at least its value
    at the lower endowment, that of every other at most its value at the upper one. Projects that are exactly as good
    as it at the lower endowment, with supporters who all pay in full, are so at every higher one (``Run.tied``).
    """
    is_same = lower.winners == upper.winners and lower.tied == upper.tied
    return is_same and bool(np.all(np.array(lower.floors) > np.array(upper.rivals)))


def _is_exhaustive(election: Election, run: Run) -> bool:
    """Whether no further project fits into the budget."""
    left = election.budget - cost_of(election, run.winners)
    bought = set(run.winners)
    return all(project in bought or cost > left for project, cost in enumerate(election.costs))
