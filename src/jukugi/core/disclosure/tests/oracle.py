"""The slow obvious version: every sum of cells that follows from published figures, by linear algebra."""

from itertools import product

import numpy as np


def derivable_sums(people, equations):
    """Sums over sets of distinct cells that are linear combinations of the published sums.

    people : of every cell. equations : for each published figure the set of cells it is the sum of.
    """
    system = np.array([[cell in equation for cell in range(len(people))] for equation in equations], dtype=float)
    basis = np.linalg.svd(system)[2][: np.linalg.matrix_rank(system)] if len(system) else np.zeros((0, len(people)))
    sets = np.array(list(product((0.0, 1.0), repeat=len(people))))
    follows = np.abs(sets - sets @ basis.T @ basis).max(axis=1) < 1e-9
    return set((sets[follows] @ np.array(people)).round().astype(int).tolist())
