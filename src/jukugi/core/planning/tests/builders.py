"""Small cities for tests of planning, and a slow obvious search for the best plan."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from jukugi.core.planning import MONTHS, AdminRequestLoad, AssociationSize, Basis, PlanSettings
from jukugi.core.planning.choices import PRICES, ChangeKind, Choice, month_choices, moved, whole_choices


def load(key: str = "R1", months: tuple[int, ...] = (10,), people: int = 10, hours: str = "1", **facts: object):
    """A request that comes once in each of its months."""
    given = {"times_per_year": Fraction(len(months) or 1), "basis": Basis.CUSTOM} | facts
    return AdminRequestLoad(key=key, months=months, people=Fraction(people), hours=Fraction(hours), **given)


def associations(*keys: str) -> list[AssociationSize]:
    return [AssociationSize(key) for key in keys or ("N1",)]


@st.composite
def small_cities(draw) -> tuple[list[AdminRequestLoad], list[AssociationSize], Fraction, PlanSettings]:
    """Up to four requests and three associations, whose hours crowd into few months."""
    keys = ["N1", "N2", "N3"][: draw(st.integers(1, 3))]
    loads = [
        load(
            f"R{number}",
            months=tuple(draw(st.sets(st.integers(5, 8), min_size=1, max_size=2))),
            people=draw(st.integers(1, 6)),
            basis=draw(st.sampled_from(Basis)),
            who=draw(st.sampled_from(["会長", "班長"])),
            recipients=draw(st.none() | st.frozensets(st.sampled_from(keys), min_size=1)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    settings = PlanSettings(most_months=draw(st.integers(0, 2)))
    return loads, associations(*keys), Fraction(draw(st.integers(0, 24)), 2), settings


def every_plan(loads: Sequence[AdminRequestLoad], settings: PlanSettings) -> Iterator[tuple[Choice, ...]]:
    """Each way to treat all requests in which hosts stay as they are."""
    ways = [
        [*whole_choices(loads, number, settings), *moves_of(loads[number], settings)] for number in range(len(loads))
    ]
    for plan in product(*ways):
        if all(choice.host is None or plan[choice.host].kind is None for choice in plan):
            yield plan


def moves_of(load: AdminRequestLoad, settings: PlanSettings) -> Iterator[Choice]:
    """Each way to set the times of one request anew, no two in one month."""
    moves = month_choices(load, settings)
    for targets in product(*moves.values()):
        if len(set(targets)) == len(targets) and list(targets) != list(moves):
            shifts = tuple((since, to) for since, to in zip(moves, targets, strict=True) if since != to)
            yield Choice(moved(load, shifts), ChangeKind.MOVE, None, shifts)


def merit(
    plan: Sequence[Choice], loads: Sequence[AdminRequestLoad], keys: Sequence[str], ceiling: Fraction
) -> tuple[int, int, int]:
    """Associations above the ceiling, requests changed, prices: the smaller the better."""
    above = sum(
        any(
            sum(
                choice.hours[place]
                for choice, each in zip(plan, loads, strict=True)
                if each.recipients is None or key in each.recipients
            )
            > ceiling
            for place in range(len(MONTHS))
        )
        for key in keys
    )
    return above, sum(choice.kind is not None for choice in plan), sum(PRICES[choice.kind] for choice in plan)
