"""How far a reason helps across the groups of a map, not only in the largest one."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.statistics import beta_quantile


def standings(marks: IntArray, people: IntArray, *, tail: float = 0.10) -> FloatArray:
    """The lower bound of the share that found a reason helpful, in the group where that is least.

    The same maximin rule by which statements are said to bridge: one large group cannot lift a reason that the others
    find of no use, and few answers weigh little.

    Parameters
    ----------
    marks : shape (reasons, groups), people of the group who marked the reason.
    people : shape (reasons, groups), people of the group who answered its statement; not fewer are counted than marked.
    tail : probability of the lower Beta bound.

    Returns
    -------
    Shape (reasons,), 0..1; 0 where there is no group.
    """
    if marks.shape[1] == 0:
        return np.zeros(marks.shape[0])
    return beta_quantile(marks, np.maximum(people, marks), tail).min(axis=1)
