import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.opinion_map import DuplicateVotes, UnequalColumns, UnknownChoice, VoteTable, latest_votes
from jukugi.core.opinion_map.tests.builders import columns, dense, vote_matrices
from jukugi.core.opinion_map.tests.builders import table as table_of

log_rows = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from((-1, 0, 1)), st.integers(0, 3)), max_size=40
)


def obvious_latest(rows):
    current = {}
    for participant, statement, choice, moment in rows:
        key = (participant, statement)
        if key not in current or (moment, choice) > current[key]:
            current[key] = (moment, choice)
    return [(*key, choice) for key, (_, choice) in sorted(current.items())]


@settings(deadline=None)
@given(log_rows)
def test_the_latest_vote_counts_and_the_larger_value_at_the_same_moment(rows):
    log = np.array(rows, dtype=np.int64).reshape(-1, 4)

    participant, statement, choice = latest_votes(*log.T)

    assert list(zip(participant.tolist(), statement.tolist(), choice.tolist(), strict=True)) == obvious_latest(rows)


@settings(deadline=None)
@given(log_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_matter(rows, random):
    log = np.array(rows, dtype=np.int64).reshape(-1, 4)
    shuffled = log[random.sample(range(len(rows)), len(rows))]

    before, after = latest_votes(*log.T), latest_votes(*shuffled.T)

    assert [column.tolist() for column in before] == [column.tolist() for column in after]


def test_columns_of_different_length_are_refused():
    with pytest.raises(UnequalColumns) as refusal:
        latest_votes([1, 2], [1, 2], [1, 1], [5])

    assert refusal.value.params == {"lengths": (2, 2, 2, 1)}


@settings(deadline=None)
@given(vote_matrices)
def test_a_table_holds_exactly_the_votes_given_in_any_order(matrix):
    given_votes = columns(table_of(matrix))
    order = np.random.default_rng(len(matrix)).permutation(given_votes[0].size)

    votes = VoteTable.from_columns(*(column[order] for column in given_votes))

    expected = np.array(matrix)
    is_seen = ~np.isnan(expected)
    expected = expected[is_seen.any(axis=1)][:, is_seen.any(axis=0)]
    assert np.array_equal(dense(votes), expected, equal_nan=True)


def test_a_table_may_be_empty():
    votes = VoteTable.from_columns([], [], [])

    assert (votes.n_participants, votes.n_statements, votes.n_votes) == (0, 0, 0)


def test_ids_may_be_as_large_as_a_database_gives():
    votes = VoteTable.from_columns([2**62, -5, 2**62], [2**61, 7, 7], [1, -1, 0])

    assert votes.participant_ids.tolist() == [-5, 2**62]
    assert votes.statement_ids.tolist() == [7, 2**61]
    assert votes.choices.tolist() == [-1, 0, 1]


def test_two_votes_of_one_person_on_one_statement_are_refused():
    with pytest.raises(DuplicateVotes) as refusal:
        VoteTable.from_columns([1, 2, 1], [5, 5, 5], [1, 1, -1])

    assert refusal.value.params == {"participant": 1, "statement": 5, "count": 1}


@pytest.mark.parametrize("choice", [2, -2, 127, 300, 0.5])
def test_a_choice_beyond_the_three_is_refused(choice):
    with pytest.raises(UnknownChoice) as refusal:
        VoteTable.from_columns([1, 2], [5, 5], [1, choice])

    assert refusal.value.params == {"position": 1, "choice": choice, "count": 1}


def test_nobody_can_write_into_a_table():
    votes = VoteTable.from_columns([1], [2], [1])

    with pytest.raises(ValueError, match="read-only"):
        votes.choices[0] = -1
