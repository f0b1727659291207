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
    people = inside_trials + outside_trials
    occurrences = inside + outside
    mode = ((inside_trials + 1) * (occurrences + 1)) // (people + 2)
    is_upper = inside > mode
    start = np.where(is_upper, inside, inside - 1)
    step = np.where(is_upper, 1, -1)
    tail = _hypergeometric_tail(start, step, people, occurrences, inside_trials)
    return np.clip(np.where(is_upper, tail, 1.0 - tail), 0.0, 1.0)


def _hypergeometric_tail(
    start: IntArray, step: IntArray, people: IntArray, occurrences: IntArray, trials: IntArray
) -> FloatArray:
    """Sum the point probabilities from ``start`` outwards, all tests in step, until they no longer matter."""
    is_open = (start >= np.maximum(0, trials + occurrences - people)) & (start <= np.minimum(trials, occurrences))
    term = np.zeros(start.size)
    term[is_open] = np.exp(
        _log_choose(occurrences[is_open], start[is_open])
        + _log_choose(people[is_open] - occurrences[is_open], trials[is_open] - start[is_open])
        - _log_choose(people[is_open], trials[is_open])
    )
    total = term.copy()
    index, at = np.flatnonzero(is_open), start[is_open]
    term = term[is_open]
    while index.size:
        up, left = step[index] > 0, people[index] - occurrences[index] - trials[index]
        gain = np.where(up, (occurrences[index] - at) * (trials[index] - at), at * (left + at)).astype(np.float64)
        loss = np.where(up, (at + 1) * (left + at + 1), (occurrences[index] - at + 1) * (trials[index] - at + 1))
        term = term * gain / np.maximum(loss, 1)
        at = at + step[index]
        total[index] += term
        goes_on = term > 1e-17 * total[index]
        index, at, term = index[goes_on], at[goes_on], term[goes_on]
    return total


def _log_choose(n: IntArray, k: IntArray) -> FloatArray:
    from scipy.special import gammaln

    return np.asarray(gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0), dtype=np.float64)


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
