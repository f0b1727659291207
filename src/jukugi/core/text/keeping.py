"""Groups of today under the names of yesterday: a new division keeps the numbers of the groups it continues."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

# A group goes on when it shares this much with an old one, of all that either holds.
LEAST_SHARED = 1 / 3


def continued(new: Sequence[int], old: Sequence[int | None]) -> list[int | None]:
    """For each new group, by its number from 0, the old group it continues; None for one that is new.

    Parameters
    ----------
    new : for each text the number of its group, 0 … n-1, all of them used.
    old : for each text the key of the group it was in; None for a text that was in none.

    An old group is continued at most once. Of all ways to match them the one that shares most is taken.

    References
    ----------
    H. Kuhn, "The Hungarian Method for the assignment problem", 1955; P. Jaccard, 1912.
    """
    n_groups = max(new, default=-1) + 1
    keys = sorted({key for key in old if key is not None})
    if not n_groups or not keys:
        return [None] * n_groups
    column = {key: place for place, key in enumerate(keys)}
    both = np.zeros((n_groups, len(keys)))
    for group, key in zip(new, old, strict=True):
        if key is not None:
            both[group, column[key]] += 1
    sizes = np.bincount(np.asarray(new), minlength=n_groups)[:, None]
    shared = both / (sizes + both.sum(axis=0)[None, :] - both)
    result: list[int | None] = [None] * n_groups
    for group, place in zip(*linear_sum_assignment(-shared), strict=True):
        if shared[group, place] >= LEAST_SHARED:
            result[group] = keys[place]
    return result
