"""An allocation as one JSON document: ids of projects, money as numbers, whole where it is whole."""

import json
from collections.abc import Mapping
from typing import Any

from jukugi.core.budgeting.accounts import Account, Purchase
from jukugi.core.budgeting.allocation import Allocation
from jukugi.core.budgeting.numbers import as_json_number, write_number
from jukugi.core.budgeting.settings import Rule

FORMAT = "jukugi-allocation-1"


def allocation_document(allocation: Allocation) -> dict[str, Any]:
    """The allocation with the rules by which it was counted."""
    election, settings, endowment = allocation.election, allocation.settings, allocation.final_endowment
    ids = election.ids
    return {
        "format": FORMAT,
        "rules": _rules(allocation),
        "budget": as_json_number(election.budget),
        "voters": election.n_voters,
        "projects": len(ids),
        "winners": [ids[project] for project in allocation.winners],
        "cost": as_json_number(allocation.cost),
        "final_endowment": None if endowment is None else as_json_number(endowment),
        "final_endowment_exact": None if endowment is None else write_number(endowment),
        "ties": [
            {
                "stage": tie.stage,
                "place": tie.place,
                "chosen": ids[tie.projects[0]],
                "projects": [ids[project] for project in tie.projects],
                "seed": settings.seed,
            }
            for tie in allocation.ties
        ],
        "exact": _exact(allocation),
        "voters_with_a_winner": allocation.accounts.with_a_winner,
        "money_left": rounded(allocation.accounts.money_left),
        "details": [_account(allocation, account) for account in _in_order(allocation)],
    }


def _rules(allocation: Allocation) -> dict[str, Any]:
    settings = allocation.settings
    is_greedy, raises = settings.rule is Rule.GREEDY, settings.completion.raises_shares
    return {
        "rule": settings.rule.value,
        "completion": None if is_greedy else settings.completion.value,
        "stop": settings.stop.value if raises and not is_greedy else None,
        "increment": as_json_number(settings.increment) if raises and not is_greedy else None,
        "ties": [criterion.value for criterion in settings.ties],
        "seed": settings.seed,
        "utility": allocation.election.utility.value,
    }


def _exact(allocation: Allocation) -> list[dict[str, Any]]:
    """Comparisons that were decided in exact fractions; of one round in the order of ids."""
    ids = allocation.election.ids
    decisions = sorted(
        (each.round, each.kind, sorted(ids[project] for project in each.projects), each.is_equal)
        for each in allocation.decisions
    )
    return [
        {"round": number, "kind": kind, "projects": projects, "equal": is_equal}
        for number, kind, projects, is_equal in decisions
    ]


def _in_order(allocation: Allocation) -> list[Account]:
    """Winners as they were chosen, then the others by support, the most first, then by id."""
    support, ids = allocation.election.support, allocation.election.ids
    return sorted(
        allocation.accounts.projects,
        key=lambda each: (each.place is None, each.place or 0, -support[each.project], ids[each.project]),
    )


def _account(allocation: Allocation, account: Account) -> dict[str, Any]:
    election, project = allocation.election, account.project
    cost = election.costs[project]
    left, missing = account.money_at_last, None
    if account.why_not is not None and left is not None:
        missing = max(float(cost) - left, 0.0)
    return {
        "project": election.ids[project],
        "cost": as_json_number(cost),
        "supporters": election.votes[project],
        "support": election.support[project],
        "funded": account.place is not None,
        "stage": account.stage,
        "round": account.place,
        **_purchase(account.purchase),
        "supporters_had": rounded(account.money_at_first),
        "supporters_left": rounded(left),
        "missing": rounded(missing),
        "spent_on": _spent_on(allocation, account),
        "why_not": account.why_not.value if account.why_not else None,
    }


def _spent_on(allocation: Allocation, account: Account) -> list[dict[str, Any]]:
    """The three projects for which its supporters paid most."""
    ids = allocation.election.ids
    amounts = [(rounded(amount) or 0, ids[project]) for project, amount in account.spent_on.items()]
    largest = sorted([pair for pair in amounts if pair[0]], key=lambda pair: (-pair[0], pair[1]))[:3]
    return [{"project": project, "money": amount} for amount, project in largest]


def _purchase(purchase: Purchase | None) -> dict[str, Any]:
    if purchase is None:
        return dict.fromkeys(("price", "effective_support", "paid", "budget_left"))
    return {
        "price": rounded(purchase.price, 6),
        "effective_support": rounded(purchase.effective_support, 6),
        "paid": {
            "in_full": {"voters": purchase.in_full, "money": rounded(purchase.paid_in_full)},
            "in_part": {"voters": purchase.in_part, "money": rounded(purchase.paid_in_part)},
            "nothing": {"voters": purchase.with_nothing},
        },
        "budget_left": rounded(purchase.left_after),
    }


def rounded(number: float | None, places: int = 2) -> int | float | None:
    """To so many places, whole where it is whole.

    The last bits of a sum depend on the order of voters and on the machine; rounding finely first keeps them from
    deciding about an exact half.
    """
    if number is None:
        return None
    near = round(round(number, places + 4), places) + 0.0
    return int(near) if near == int(near) else near


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same document, the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
