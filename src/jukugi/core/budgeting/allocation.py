"""Count a vote by its published rules: who is funded, what it costs, where the lot decided, and why."""

from dataclasses import dataclass
from fractions import Fraction

from jukugi.core.budgeting.accounts import Accounts, accounts_of
from jukugi.core.budgeting.completions import by_most_votes, cost_of, raised_shares
from jukugi.core.budgeting.election import Election
from jukugi.core.budgeting.equal_shares import ExactDecision, Run, equal_shares
from jukugi.core.budgeting.settings import AllocationSettings, Rule
from jukugi.core.budgeting.ties import Tie, TieOrder


@dataclass(frozen=True)
class Allocation:
    """The result of a count.

    Attributes
    ----------
    winners : places of the funded projects in ``Election.ids``, in the order in which they were chosen.
    cost : of them, exact, at most the budget.
    final_endowment : of each voter in the run of Equal Shares that counts; None for the count by most votes.
    ties : where criteria left projects equal and the lot decided.
    decisions : comparisons within 1e-9, decided in exact fractions.
    """

    election: Election
    settings: AllocationSettings
    winners: tuple[int, ...]
    cost: Fraction
    final_endowment: Fraction | None
    ties: tuple[Tie, ...]
    decisions: tuple[ExactDecision, ...]
    accounts: Accounts


def allocate(election: Election, settings: AllocationSettings) -> Allocation:
    """Count. The same election and settings give the same allocation, whatever the order of voters and projects.

    Cost: one run of Equal Shares is about linear in approvals; add1 makes at most one run for each step of
    ``settings.increment``.
    """
    order = TieOrder(election, settings.ties, settings.seed)
    if settings.rule is Rule.GREEDY:
        added, ties = by_most_votes(election, order)
        return _allocation(election, settings, None, added, ties)
    if settings.completion.raises_shares:
        run = raised_shares(election, order, increment=settings.increment, stop=settings.stop)
    else:
        run = equal_shares(election, election.budget / election.n_voters, order)
    if not settings.completion.fills:
        return _allocation(election, settings, run, [], [])
    return _allocation(election, settings, run, *by_most_votes(election, order, taken=run.winners, stage="utilitarian"))


def _allocation(
    election: Election, settings: AllocationSettings, run: Run | None, added: list[int], ties: list[Tie]
) -> Allocation:
    winners = [*(run.winners if run else ()), *added]
    return Allocation(
        election=election,
        settings=settings,
        winners=tuple(winners),
        cost=cost_of(election, winners),
        final_endowment=run.endowment if run else None,
        ties=(*(run.ties if run else ()), *ties),
        decisions=tuple(run.decisions if run else ()),
        accounts=accounts_of(election, run, added, "utilitarian" if run else "greedy"),
    )
