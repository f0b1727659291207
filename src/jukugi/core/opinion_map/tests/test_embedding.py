import numpy as np
import pytest
from hypothesis import given, settings

from jukugi.core.opinion_map import moments as moments_module
from jukugi.core.opinion_map.components import leading_components
from jukugi.core.opinion_map.embedding import embed
from jukugi.core.opinion_map.moments import integer_moments
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.tests.builders import dense, noise, planted, table, vote_matrices


def dense_embedding(votes, n_seen_by_all):
    """The obvious way: fill in means, centre, singular value decomposition."""
    matrix = dense(votes)
    centred = np.nan_to_num(matrix - np.nanmean(matrix, axis=0))
    _, singular, axes = np.linalg.svd(centred, full_matrices=False)
    seen = (~np.isnan(matrix)).sum(axis=1)
    scale = np.sqrt((votes.n_statements + n_seen_by_all) / (seen + n_seen_by_all))
    return singular**2, axes[:2], centred @ axes[:2].T * scale[:, None]


def same_up_to_sign(first, second):
    return min(np.abs(first - second).max(), np.abs(first + second).max())


@settings(deadline=None)
@given(vote_matrices)
def test_integer_moments_are_the_sums_they_stand_for(matrix):
    votes = table(matrix)
    seen, values = ~np.isnan(dense(votes)), np.nan_to_num(dense(votes))

    moments = integer_moments(votes)

    assert np.array_equal(moments.votes, values.T @ values)
    assert np.array_equal(moments.seen_votes, seen.T @ values)
    assert np.array_equal(moments.seen, seen.T @ seen.astype(int))


def test_blocks_of_rows_sum_to_the_same_moments(monkeypatch):
    votes = noise(50, 12)
    whole = integer_moments(votes)

    monkeypatch.setattr(moments_module, "BLOCK_ROWS", 7)
    blocks = integer_moments(votes)

    assert np.array_equal(whole.votes, blocks.votes)
    assert np.array_equal(whole.seen_votes, blocks.seen_votes)
    assert np.array_equal(whole.seen, blocks.seen)


def test_one_block_holds_the_largest_sums_possible():
    everybody_agrees = np.ones((moments_module.BLOCK_ROWS, 2))
    everybody_agrees[:, 1] = -1

    moments = integer_moments(table(everybody_agrees))

    n = moments_module.BLOCK_ROWS
    assert moments.votes.tolist() == [[n, -n], [-n, n]]
    assert moments.seen_votes.tolist() == [[n, -n], [n, -n]]
    assert moments.seen.tolist() == [[n, n], [n, n]]


def test_a_participant_is_taken_out_by_subtraction():
    votes = noise(30, 9)
    is_kept = np.arange(30) % 4 > 0

    rest = integer_moments(votes) - integer_moments(votes.with_participants(~is_kept))

    assert np.array_equal(rest.votes, integer_moments(votes.with_participants(is_kept)).votes)


@pytest.mark.parametrize("n_seen_by_all", [0, 8])
@pytest.mark.parametrize("seed", range(5))
def test_scores_and_eigenvalues_equal_a_dense_computation(seed, n_seen_by_all):
    votes, _ = planted((40, 25), n_statements=23, seed=seed)

    ours = embed(Partitions(votes), integer_moments(votes), n_seen_by_all=n_seen_by_all)

    eigenvalues, axes, points = dense_embedding(votes, n_seen_by_all)
    assert np.allclose(ours.eigenvalues, eigenvalues[:5], rtol=1e-12)
    for axis in range(2):
        assert same_up_to_sign(ours.components[axis], axes[axis]) < 1e-9
        assert same_up_to_sign(ours.points[:, axis], points[:, axis]) < 1e-9


def test_many_statements_take_the_iterative_solver_to_the_same_result(monkeypatch):
    votes, _ = planted((60, 40), n_statements=70)
    gram = integer_moments(votes).centred_gram(integer_moments(votes).means)
    direct = leading_components(gram)

    monkeypatch.setattr("jukugi.core.opinion_map.components.DENSE_LIMIT", 0)
    iterative = leading_components(gram)

    assert np.allclose(direct[0], iterative[0], rtol=1e-12)
    assert np.abs(direct[1] - iterative[1]).max() < 1e-10


@settings(max_examples=50, deadline=None)
@given(vote_matrices)
def test_signs_do_not_depend_on_anything_but_the_votes(matrix):
    votes = table(matrix)
    moments = integer_moments(votes)

    ours = embed(Partitions(votes), moments, n_seen_by_all=0)

    cubes = (ours.components**3).sum(axis=1)
    assert (cubes > -1e-9).all()


@pytest.mark.parametrize("value", [-1, 0, 1])
def test_people_who_all_vote_the_same_stand_at_one_place(value):
    votes = table(np.full((9, 5), value))

    ours = embed(Partitions(votes), integer_moments(votes), n_seen_by_all=8)

    assert ours.eigenvalues.tolist() == [0] * 5
    assert ours.points.tolist() == [[0, 0]] * 9
