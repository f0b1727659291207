import numpy as np
import pytest

from jukugi.core.opinion_map import MapSettings, polis_figures
from jukugi.core.opinion_map.tests.builders import dense, noise, planted, table


def dense_polis(votes, zeroed):
    """The obvious way, with the columns really set to zero for everybody."""
    matrix = dense(votes)
    matrix[:, zeroed] = 0
    centred = np.nan_to_num(matrix - np.nanmean(matrix, axis=0))
    seen = (~np.isnan(matrix)).sum(axis=1)
    _, singular, axes = np.linalg.svd(centred, full_matrices=False)
    return singular**2, centred @ axes[:2].T * np.sqrt(matrix.shape[1] / seen)[:, None]


def test_hidden_columns_are_zeroed_for_everybody():
    votes, _ = planted((40, 25), n_statements=20)

    ours = polis_figures(votes, moderated_out=[12, 13], meta=[15])

    eigenvalues, points = dense_polis(votes, [2, 3, 5])
    assert np.allclose(ours.eigenvalues, eigenvalues[:5], rtol=1e-12)
    for axis in range(2):
        assert min(np.abs(ours.points[:, axis] + sign * points[:, axis]).max() for sign in (-1, 1)) < 1e-9


def test_people_are_clustered_by_the_votes_they_gave_hidden_ones_included():
    matrix = np.full((20, 10), np.nan)
    matrix[:, :7] = np.random.default_rng(1).integers(-1, 2, size=(20, 7))
    matrix[19, 6] = np.nan
    matrix[0, 7:] = 1

    ours = polis_figures(table(matrix), moderated_out=[10, 11, 12])

    assert ours.clustered == 19


def test_fewer_than_fifteen_are_filled_up_with_the_most_active():
    matrix = np.full((20, 10), np.nan)
    matrix[:, 0] = 1
    matrix[:3, :8] = 1
    matrix[3:14, :4] = -1

    ours = polis_figures(table(matrix), settings=MapSettings(k=2))

    assert ours.clustered == 15
    assert np.flatnonzero(ours.labels >= 0).tolist() == list(range(15))


def test_group_aware_consensus_is_the_product_over_groups():
    votes, _ = planted((40, 25), n_statements=12)

    ours = polis_figures(votes)

    matrix = dense(votes)
    for position, value in enumerate(ours.group_aware_consensus.values()):
        product = 1.0
        for group in range(ours.k):
            column = matrix[ours.labels == group, position]
            product *= ((column == 1).sum() + 1) / ((~np.isnan(column)).sum() + 2)
        assert value == pytest.approx(product, rel=1e-12)


def test_a_moderated_statement_is_no_consensus_and_a_meta_one_may_be():
    matrix = np.random.default_rng(2).integers(-1, 2, size=(30, 8)).astype(float)
    matrix[:, :3] = 1
    matrix[:, 3] = -1

    ours = polis_figures(table(matrix), moderated_out=[10], meta=[11])

    assert (ours.agree, ours.disagree) == ((11, 12), (13,))


def test_where_all_stand_at_one_place_there_are_no_polis_groups():
    ours = polis_figures(table(np.ones((20, 9))))

    assert (ours.k, ours.group_aware_consensus) == (None, {})
    assert ours.silhouette == {2: None, 3: None, 4: None, 5: None}


def test_a_forced_number_of_groups_is_used():
    assert polis_figures(noise(60, 20), settings=MapSettings(k=6)).k == 6
