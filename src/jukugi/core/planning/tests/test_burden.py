from fractions import Fraction

import pytest

from jukugi.core.planning import MONTHS, AssociationSize, hours_by_month, hours_of_request, spread
from jukugi.core.planning.tests.builders import associations, load


def by_month(hours):
    return {month: each for month, each in zip(MONTHS, hours, strict=True) if each}


def test_a_year_s_times_are_spread_evenly_over_the_months_named():
    letters = load(months=(2, 3, 4, 5, 6, 7, 9, 10, 11, 12), people=10, hours="0.5", times_per_year=Fraction(22))

    assert by_month(spread(letters)) == dict.fromkeys((4, 5, 6, 7, 9, 10, 11, 12, 2, 3), Fraction(11))


def test_what_does_not_come_every_year_counts_with_its_share_of_a_year():
    nomination = load(months=(7,), people=3, hours="12", times_per_year=Fraction("0.33"))

    assert by_month(spread(nomination)) == {7: Fraction("11.88")}


def test_what_comes_nobody_knows_when_is_spread_over_all_months():
    assert by_month(spread(load(months=(), people=2, hours="3", times_per_year=Fraction(6)))) == dict.fromkeys(
        MONTHS, Fraction(3)
    )


def test_people_that_grow_with_an_association_follow_its_member_households():
    rounds = load(people=1, hours="2", per_households=25)
    sizes = [AssociationSize("small", 50), AssociationSize("large", 500), AssociationSize("uncounted", None)]

    hours = hours_by_month([rounds], sizes)

    # The one that nobody counted is taken for the median of the two others, 275.
    assert {key: max(months) for key, months in hours.items()} == {"small": 4, "large": 40, "uncounted": 22}


def test_an_association_bears_only_what_it_is_asked():
    hours = hours_by_month(
        [load("R1", people=3), load("R2", people=5, recipients=frozenset({"N2"}))], associations("N1", "N2")
    )

    assert {key: by_month(months) for key, months in hours.items()} == {"N1": {10: 3}, "N2": {10: 8}}


@pytest.mark.parametrize(("recipients", "total"), [(None, 60), (frozenset({"N2"}), 20)])
def test_hours_of_a_request_are_those_of_all_its_recipients(recipients, total):
    assert hours_of_request(load(months=(4, 10), recipients=recipients), associations("N1", "N2", "N3")) == total
