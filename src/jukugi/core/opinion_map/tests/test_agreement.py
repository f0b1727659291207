from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.opinion_map.agreement import adjusted_rand_index, best_jaccards, mean_silhouettes
from jukugi.core.opinion_map.positions import distinct_positions

labellings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20)


def obvious_rand(first, second):
    pairs = list(combinations(range(len(first)), 2))
    a = [first[i] == first[j] for i, j in pairs]
    b = [second[i] == second[j] for i, j in pairs]
    both, expected = sum(x and y for x, y in zip(a, b, strict=True)), sum(a) * sum(b) / len(pairs)
    largest = (sum(a) + sum(b)) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def obvious_silhouette(points, labels):
    widths = []
    for i in range(len(points)):
        distance = np.linalg.norm(points - points[i], axis=1)
        own = labels == labels[i]
        if own.sum() == 1:
            widths.append(0.0)
            continue
        inside = distance[own].sum() / (own.sum() - 1)
        outside = min(distance[labels == g].mean() for g in set(labels.tolist()) - {labels[i]})
        widths.append((outside - inside) / max(inside, outside) if max(inside, outside) else 0.0)
    return float(np.mean(widths))


@settings(deadline=None)
@given(labellings)
def test_the_adjusted_rand_index_counts_pairs(pairs):
    first, second = np.array(pairs).T

    assert adjusted_rand_index(first, second) == pytest.approx(obvious_rand(first, second))


def test_the_adjusted_rand_index_of_a_published_example():
    # Hubert and Arabie, "Comparing partitions", 1985, in the form of scikit-learn's documentation.
    assert adjusted_rand_index(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(0.5714285714)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(0, 2)), min_size=3, max_size=25))
def test_the_silhouette_is_that_of_people_each_counted_once(rows):
    data = np.array(rows, dtype=float)
    points = data[:, :2]
    positions = distinct_positions(points)
    per_place = np.zeros(positions.weights.size, dtype=np.int64)
    per_place[positions.place] = data[:, 2].astype(int)
    _, per_place = np.unique(per_place, return_inverse=True)
    if per_place.max() == 0:
        return

    found = mean_silhouettes(positions, [per_place])

    assert found == [pytest.approx(obvious_silhouette(points, per_place[positions.place]), abs=1e-9)]


def test_several_labellings_at_once_are_measured_as_each_alone():
    points = np.random.default_rng(1).normal(size=(90, 2))
    positions = distinct_positions(points)
    labellings = [np.arange(90) % k for k in (2, 5, 3)]

    together = mean_silhouettes(positions, labellings)

    alone = [mean_silhouettes(positions, [labels])[0] for labels in labellings]
    assert together == pytest.approx(alone, rel=1e-12, abs=1e-12)


def test_a_group_found_again_has_a_jaccard_share_of_one_and_a_split_one_less():
    reference, found = np.array([0, 0, 0, 1, 1, 1, 1]), np.array([2, 2, 2, 0, 0, 0, 1])

    shares = best_jaccards(reference, found, 3)

    assert shares[:2].tolist() == [1.0, 0.75]
    assert np.isnan(shares[2])
