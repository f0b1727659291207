import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.opinion_map.routing import EQUAL_SHARE, RARITY_SHARE, Tally, chances, routed_order

counts = st.integers(0, 10_000)
fields = st.lists(
    st.builds(Tally, st.integers(0, 10**9), counts, counts, counts, st.floats(0, 50)),
    min_size=1,
    max_size=30,
    unique_by=lambda tally: tally.statement,
)


def firsts(tallies, n_people):
    """How many of so many people meet each statement first."""
    met = [routed_order(tallies, seed=f"topic {person}")[0] for person in range(n_people)]
    return {tally.statement: met.count(tally.statement) for tally in tallies}


@given(fields, st.data())
def test_the_order_holds_each_unanswered_statement_once(tallies, data):
    statements = [tally.statement for tally in tallies]
    answered = data.draw(st.sets(st.sampled_from(statements)))

    order = routed_order(tallies, seed="a", answered=answered)

    assert sorted(order) == sorted(set(statements) - answered)


@given(fields, st.text(max_size=8), st.randoms(use_true_random=False))
def test_the_order_follows_from_the_seed_and_the_counts_alone(tallies, seed, shuffler):
    order = routed_order(tallies, seed=seed)

    shuffled = list(tallies)
    shuffler.shuffle(shuffled)

    assert routed_order(shuffled, seed=seed) == order


@given(fields)
def test_every_statement_has_its_floor_and_together_they_are_certain(tallies):
    found = chances(tallies)

    assert min(found) >= EQUAL_SHARE / len(tallies)
    assert sum(found) == pytest.approx(1)


def test_without_statements_there_is_nothing_to_meet():
    assert (chances([]), routed_order([], seed="a")) == ([], [])


def test_two_people_meet_different_orders():
    tallies = [Tally(statement, 5, 5, 0) for statement in range(20)]

    assert routed_order(tallies, seed="topic 1") != routed_order(tallies, seed="topic 2")


def test_people_meet_statements_as_often_as_the_chances_say():
    tallies = [Tally(1, 40, 2, 1, 3.0), Tally(2, 1, 1, 9), Tally(3, 0, 0, 0), Tally(4, 300, 280, 10, 1.0)]

    found = firsts(tallies, 20_000)

    for tally, chance in zip(tallies, chances(tallies), strict=True):
        assert found[tally.statement] / 20_000 == pytest.approx(chance, abs=0.012)


def test_a_late_statement_catches_up_with_those_seen_by_thousands():
    early = [Tally(statement, 2000, 1500, 500, 4.0) for statement in range(99)]

    at_first, after_forty = (chances([*early, Tally(99, votes // 2, votes // 2, 0)])[-1] for votes in (0, 40))

    assert at_first > 0.9 * RARITY_SHARE
    assert after_forty > 10 / 100


def test_extremity_counts_for_every_statement():
    plain, extreme = chances([Tally(1, 10, 10, 5, 0.0), Tally(2, 10, 10, 5, 3.0)])

    # Squared: the priority of the second is sixteen times that of the first.
    assert (plain, extreme) == (pytest.approx(0.5 / 17 + 0.25), pytest.approx(0.5 * 16 / 17 + 0.25))


def test_priorities_are_those_of_the_published_formula():
    new, old = chances([Tally(1, 0, 0, 0), Tally(2, 8, 5, 2, 1.0)])

    of_new = (0.5 * 1 * 0.5 * 9) ** 2
    of_old = ((1 - 3 / 17) * 2 * 9 / 17 * (1 + 8 / 8)) ** 2
    assert new == pytest.approx(0.5 * of_new / (of_new + of_old) + 0.3 * 1 / (1 + 1 / 16) + 0.1)
    assert old == pytest.approx(1 - new)


def test_neither_numpy_nor_scipy_is_loaded():
    program = "import sys, jukugi.core.opinion_map.routing; print({'numpy', 'scipy'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
