"""The map from kept moments is the map from nothing, byte for byte."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.opinion_map import (
    DuplicateVotes,
    MapSettings,
    MapState,
    VoteTable,
    canonical_json,
    compute_map,
    result_document,
)
from jukugi.core.opinion_map.moments import integer_moments
from jukugi.core.opinion_map.tests.builders import columns, noise, planted

QUICK = MapSettings(n_resamples=2, min_votes=2, min_group_size=2, cell_min=1)

people, statements = st.integers(0, 15), st.integers(0, 9)
changes = st.one_of(
    st.tuples(st.just("vote"), st.dictionaries(st.tuples(people, statements), st.sampled_from((-1, 0, 1)))),
    st.tuples(st.just("erase"), st.sets(people, max_size=4)),
)


def document(opinion_map):
    return canonical_json(result_document(opinion_map))


def table_of(votes):
    return VoteTable.from_columns([p for p, _ in votes], [s for _, s in votes], list(votes.values()))


@settings(deadline=None, max_examples=60)
@given(st.lists(changes, max_size=5), st.sets(statements, max_size=3))
def test_any_sequence_of_votes_and_erasures_ends_in_the_map_computed_from_nothing(steps, hidden):
    votes = {}
    state = MapState.of(table_of(votes))
    for kind, change in steps:
        if kind == "vote":
            votes |= change
            new = table_of(change)
            state = state.with_votes(*columns(new))
        else:
            votes = {(p, s): choice for (p, s), choice in votes.items() if p not in change}
            state = state.without_participants(change)

    anew = table_of(votes)
    assert_same(state.votes, anew)
    assert_same(state.moments, integer_moments(anew))
    assert document(state.map(hidden=hidden, settings=QUICK)) == document(
        compute_map(anew, hidden=hidden, settings=QUICK)
    )


def assert_same(one, other):
    for name in vars(one):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_hiding_a_statement_needs_no_new_sums():
    votes, _ = planted((40, 25))
    hidden = votes.statement_ids[[3, 17]].tolist()

    found = MapState.of(votes).map(hidden=hidden, settings=QUICK)

    assert document(found) == document(compute_map(votes, hidden=hidden, settings=QUICK))
    assert found.hidden_ids == tuple(hidden)


def test_a_second_vote_takes_the_place_of_the_first():
    before = MapState.of(VoteTable.from_columns([1, 2], [5, 5], [1, -1]))

    after = before.with_votes([2], [5], [0])

    assert columns(after.votes)[2].tolist() == [1, 0]
    assert columns(before.votes)[2].tolist() == [1, -1]


def test_new_statements_may_come_between_known_ones():
    before = MapState.of(VoteTable.from_columns([1, 1], [10, 30], [1, -1]))

    after = before.with_votes([1, 0], [20, 20], [0, 1])

    assert_same(after.votes, VoteTable.from_columns([0, 1, 1, 1], [20, 10, 20, 30], [1, 1, 0, -1]))


def test_narrow_columns_hold_more_statements_than_they_were_made_for():
    votes = VoteTable(np.array([7]), np.array([0]), np.array([0, 1]), np.zeros(1, np.int8), np.ones(1, np.int8))

    after = MapState.of(votes).with_votes(np.zeros(300, int), np.arange(300), np.ones(300, int))

    assert after.votes.indices.max() == 299
    assert after.moments.seen.shape == (300, 300)


def test_a_pair_given_twice_is_refused():
    with pytest.raises(DuplicateVotes):
        MapState.of(noise(5, 4)).with_votes([1, 1], [2, 2], [1, -1])
