from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.opinion_map.kmeans import best_clustering
from jukugi.core.opinion_map.positions import GROUPING_UNIT, distinct_positions


def obvious_inertia(points, labels):
    return sum(((points[labels == g] - points[labels == g].mean(axis=0)) ** 2).sum() for g in set(labels.tolist()))


def clustered(points, k, n_swaps=24):
    positions = distinct_positions(points)
    return positions, best_clustering(positions, k, np.random.default_rng(0), n_swaps=n_swaps)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=3, max_size=8), st.integers(2, 3))
def test_no_division_of_a_few_points_is_better(places, k):
    points = np.array(places, dtype=float)
    positions = distinct_positions(points)
    if positions.weights.size < k:
        return

    found = best_clustering(positions, k, np.random.default_rng(0), n_swaps=24)

    best = min(obvious_inertia(points, np.array(labels)) for labels in product(range(k), repeat=len(places)))
    assert found.inertia * GROUPING_UNIT**2 == pytest.approx(best, rel=1e-9, abs=1e-9)


def test_inertia_is_the_sum_of_squared_distances_to_the_centres():
    points = np.random.default_rng(3).normal(size=(80, 2))

    positions, found = clustered(points, 4)

    assert found.inertia * GROUPING_UNIT**2 == pytest.approx(
        obvious_inertia(points, found.labels[positions.place]), rel=1e-5
    )


def test_people_at_the_same_place_weigh_as_many_as_they_are():
    points = np.array([[0.0, 0]] * 50 + [[1.0, 0]] + [[4.0, 0]])

    _, found = clustered(points, 2)

    assert found.sizes.tolist() == [51, 1]


def test_the_order_of_people_does_not_change_anything():
    rng = np.random.default_rng(5)
    points = rng.normal(size=(300, 2))
    order = rng.permutation(300)

    before_positions, before = clustered(points, 5)
    after_positions, after = clustered(points[order], 5)

    assert np.array_equal(before.labels[before_positions.place][order], after.labels[after_positions.place])
    assert before.inertia == after.inertia


def test_groups_are_ordered_by_size_then_centre():
    points = np.array([[5.0, 0]] * 3 + [[-5.0, 0]] * 3 + [[0.0, 9]] * 4)

    _, found = clustered(points, 3)

    assert found.sizes.tolist() == [4, 3, 3]
    assert (found.centres * GROUPING_UNIT).tolist() == [[0, 9], [-5, 0], [5, 0]]


def test_as_many_groups_as_places_leave_no_inertia():
    points = np.array([[0.0, 0], [0, 1], [7, 7], [7, 8]])

    _, found = clustered(points, 4)

    assert found.inertia == 0
    assert found.sizes.tolist() == [1, 1, 1, 1]


def test_very_many_places_start_on_a_grid_and_reach_the_same_groups():
    rng = np.random.default_rng(2)
    points = rng.normal(size=(6000, 2)) * 0.3 + np.repeat([[0, 0], [3, 0], [0, 3]], 2000, axis=0)

    positions, found = clustered(points, 3)

    assert positions.thin.weights.sum() == 6000
    labels = found.labels[positions.place].reshape(3, 2000)
    assert [len(set(group.tolist())) for group in labels] == [1, 1, 1]
    assert found.sizes.tolist() == [2000, 2000, 2000]
