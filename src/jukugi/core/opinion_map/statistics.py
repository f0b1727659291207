"""The three statistical tools of the map: a Beta bound, Fisher's one-sided test, the Benjamini-Hochberg correction."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray


def beta_quantile(successes: IntArray, trials: IntArray, probability: float) -> FloatArray:
    """Quantile of Beta(successes + 1, trials - successes + 1): what a share may be, given a uniform prior.

    Parameters
    ----------
    successes, trials : any equal shapes, counts. probability : 0..1; 0.10 is the lower 10 % bound.

    Returns
    -------
    Shares 0..1, same shape.
    """
    from scipy.special import betaincinv

    return np.asarray(betaincinv(successes + 1.0, trials - successes + 1.0, probability), dtype=np.float64)


def more_often_inside(
    inside: IntArray, inside_trials: IntArray, outside: IntArray, outside_trials: IntArray
) -> FloatArray:
    """One-sided exact test (Fisher) that something is more frequent inside than outside.

    All four arrays have the same shape (tests,). Exact at every size; the cost grows with the spread of the largest
    test, about the square root of the number of people.

    Returns
    -------
    p : shape (tests,), chance of at least ``inside`` of all occurrences falling inside if they fell at random.
    """
    from jukugi.core.opinion_map.kernels import hypergeometric_tails

    return hypergeometric_tails(inside, inside_trials, inside + outside, inside_trials + outside_trials)


def adjusted_p_values(p: FloatArray) -> FloatArray:
    """Benjamini-Hochberg: a test is found at false discovery rate q where its adjusted p is at most q.

    ``p`` has shape (tests,); equal p-values get equal adjusted values, so their order does not matter.
    """
    if p.size == 0:
        return np.zeros(0)
    order = np.argsort(p, kind="stable")[::-1]
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return adjusted
