"""Real votes of pabulib.org, counted in a browser as in Python."""

from fractions import Fraction

import pytest

from jukugi.core.budgeting import AllocationSettings, Completion, Rule, Stop
from tests.journeys.test_budget_recount import counted_here, counted_there
from tests.real_data.conftest import pabulib_dir
from tests.real_data.test_budgeting import FILES, known

__all__ = ["pabulib_dir"]  # a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

APPROVALS = [name for name in FILES if "Zarzecze" not in name and "rankings" not in name]


@pytest.mark.parametrize("name", APPROVALS)
def test_the_browser_finds_what_python_finds(pabulib_dir, visit, name):
    text = (pabulib_dir / f"{name}.pb").read_text(encoding="utf-8")
    increment = Fraction(known(pabulib_dir, name)["increment"])
    rules = [
        AllocationSettings(rule=rule, completion=completion, stop=stop, increment=increment)
        for rule, completion, stop in [
            (Rule.GREEDY, Completion.NONE, Stop.INTEGRAL),
            (Rule.EQUAL_SHARES, Completion.NONE, Stop.INTEGRAL),
            (Rule.EQUAL_SHARES, Completion.UTILITARIAN, Stop.INTEGRAL),
            (Rule.EQUAL_SHARES, Completion.ADD1, Stop.INTEGRAL),
            (Rule.EQUAL_SHARES, Completion.ADD1_UTILITARIAN, Stop.EXHAUSTIVE_INTEGRAL),
        ]
    ]
    expected = [counted_here(text, each) for each in rules]

    found = counted_there(visit("/about/budget/"), [[text, told] for told, _ in expected])

    assert [{key: there[key] for key in here} for there, (_, here) in zip(found, expected, strict=True)] == [
        here for _, here in expected
    ]
