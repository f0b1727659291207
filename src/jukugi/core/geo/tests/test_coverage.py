from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from jukugi.core.geo.coverage import coverage
from jukugi.core.geo.distances import EARTH_RADIUS_M, distance_m, nearest_m, pairs_within
from jukugi.core.geo.locating import choose, next_places

CENTRE = np.array([35.53, 139.7])


def town(seed, points, places):
    """Places, points and people of a made-up town of some 20 km."""
    rng = np.random.default_rng(seed)
    spread = np.array([0.15, 0.2])
    return (
        CENTRE + spread * (rng.uniform(size=(places, 2)) - 0.5),
        CENTRE + spread * (rng.uniform(size=(points, 2)) - 0.5),
        rng.integers(0, 900, size=points).astype(float),
    )


def all_distances(a, b):
    """The slow way, by the angle between vectors (not the haversine): shape (a, b), metres."""

    def in_space(points):
        latitude, longitude = np.radians(points).T
        return np.stack(
            [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=-1
        )

    one, other = in_space(a)[:, None, :], in_space(b)[None, :, :]
    cross, dot = np.linalg.norm(np.cross(one, other), axis=-1), (one * other).sum(axis=-1)
    return 6_371_008.8 * np.arctan2(cross, dot)


def test_known_distances():
    nashville, los_angeles = np.array([36.12, -86.67]), np.array([33.94, -118.40])

    # The worked example of "Haversine formula" on Rosetta Code, for a sphere of radius 6372.8 km.
    published = 2887.2599506071106 / 6372.8
    assert distance_m(nashville, los_angeles) == pytest.approx(published * EARTH_RADIUS_M, rel=1e-12)
    assert distance_m(np.array([0.0, 0.0]), np.array([0.0, 90.0])) == pytest.approx(EARTH_RADIUS_M * np.pi / 2)
    assert distance_m(np.array([0.0, 179.9]), np.array([0.0, -179.9])) == pytest.approx(
        EARTH_RADIUS_M * np.radians(0.2)
    )
    assert distance_m(np.array([90.0, 0.0]), np.array([-90.0, 77.0])) == pytest.approx(EARTH_RADIUS_M * np.pi)


@pytest.mark.parametrize(("seed", "radius"), [(0, 500), (1, 1200), (2, 50), (3, 30_000)])
def test_pairs_and_coverage_are_those_of_brute_force(seed, radius):
    places, points, people = town(seed, 400, 60)
    near = all_distances(points, places) <= radius

    one, other = pairs_within(points, places, radius)
    found = coverage(places, points, people, radius_m=radius)

    assert list(zip(one.tolist(), other.tolist(), strict=True)) == list(zip(*map(list, np.nonzero(near)), strict=True))
    assert found.covered == people[near.any(axis=1)].sum()
    assert found.share == pytest.approx(found.covered / people.sum())
    np.testing.assert_allclose(found.nearest_m, all_distances(points, places).min(axis=1), rtol=1e-9)
    assert set(found.white_spots.tolist()) == set(np.flatnonzero(~near.any(axis=1) & (people > 0)).tolist())
    assert (np.diff(people[found.white_spots]) <= 0).all()


def test_coverage_is_that_of_an_independent_tree_in_the_plane():
    places, points, people = town(9, 3000, 200)
    metres = np.pi / 180 * 6_371_008.8 * np.array([1.0, np.cos(np.radians(CENTRE[0]))])

    flat, _ = cKDTree((places - CENTRE) * metres).query((points - CENTRE) * metres)

    # The plane is off by a thousandth here: points nearer than that to the edge do not count.
    clear = np.abs(flat - 500) > 1
    found = coverage(places, points, people, radius_m=500)
    np.testing.assert_array_equal(found.is_covered[clear], (flat <= 500)[clear])


def test_without_places_nobody_is_covered_and_without_people_nothing_is_missing():
    _, points, people = town(0, 5, 0)
    nothing = np.zeros((0, 2))

    found = coverage(nothing, points, people, radius_m=500)

    assert (found.share, len(found.white_spots)) == (0, int((people > 0).sum()))
    assert nearest_m(points, nothing).tolist() == [np.inf] * 5
    assert coverage(nothing, points, people * 0, radius_m=500).share == 0
    assert next_places(points, coverage(points, points, people, radius_m=1), radius_m=1, new=2).next == ()


def best_gain(reach, people, new):
    gains = [
        people[np.asarray(reach[list(some)].sum(axis=0)).reshape(-1) > 0].sum()
        for some in combinations(range(reach.shape[0]), min(new, reach.shape[0]))
    ]
    return max(gains, default=0)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=1, max_size=8),
    st.lists(st.integers(1, 40), min_size=9, max_size=9),
    st.integers(1, 4),
)
def test_the_next_places_gain_as_much_as_any_by_brute_force(matrix, people, new):
    reach, people = csr_matrix(np.array(matrix, dtype=float)), np.array(people, dtype=float)

    found = choose(reach, people, new=new, seconds=20)

    assert found.is_proven
    assert found.gain == found.bound == best_gain(np.array(matrix), people, new)
    assert len(found.next) <= new
    left = people.copy()
    for one in found.next:
        gains = reach @ left
        assert one.gain == gains[one.point] == max(gains[other.point] for other in found.next)
        left[reach[one.point].indices] = 0


def test_the_greedy_choice_is_bettered_where_it_is_not_the_best():
    """The greatest alone covers the middle; two others together cover all."""
    reach = csr_matrix(np.array([[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], dtype=float))

    found = choose(reach, np.array([3.0, 2, 2, 2, 2, 3]), new=2, seconds=20)

    assert [(one.point, one.gain) for one in found.next] == [(1, 7), (2, 7)]


def test_without_time_what_is_found_is_told_as_not_proven_and_is_the_same_each_time():
    _, points, people = town(4, 900, 0)
    alone = coverage(np.zeros((0, 2)), points, people, radius_m=2500)

    found = [next_places(points, alone, radius_m=2500, new=8, seconds=1e-9) for _ in range(2)]

    assert found[0] == found[1]
    assert not found[0].is_proven
    assert 0 < found[0].gain <= found[0].bound <= people.sum()


def test_next_places_reach_people_without_a_place_only():
    places, points, people = town(6, 300, 30)
    before = coverage(places, points, people, radius_m=800)

    found = next_places(points, before, radius_m=800, new=3)

    after = coverage(np.vstack([places, points[[one.point for one in found.next]]]), points, people, radius_m=800)
    assert found.is_proven
    assert after.covered == before.covered + found.gain
