"""In what share of all weightings each alternative leads. Loads numpy, which no page does before it is asked."""

from dataclasses import dataclass

import numpy as np

from jukugi.core.planning.comparing import Scores
from jukugi.core.planning.errors import InvalidComparison

# Sums closer than this stand level: scores are small whole numbers or simple fractions.
LEVEL = 1e-9
# Of the normal distribution, for an interval that covers 95 in a hundred.
WIDTH = 1.959963984540054


@dataclass(frozen=True)
class Leading:
    """How often one alternative leads: ``share`` of the weightings tried, true share in ``low``..``high`` (95%)."""

    share: float
    low: float
    high: float


def leading_shares(scores: Scores, rng: np.random.Generator, weightings: int = 10_000) -> tuple[Leading, ...]:
    """Try weightings at random, every proportion of the criteria as likely as any other.

    Alternatives that stand level at the top all lead, so that shares may sum to more than 1. The interval is Wilson's.

    Raises InvalidComparison for fewer than one weighting, an empty table, and rows of unequal length.

    References
    ----------
    R. Lahdelma, J. Hokkanen, P. Salminen, "SMAA – Stochastic Multiobjective Acceptability Analysis", 1998.
    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
    """
    if weightings < 1:
        raise InvalidComparison(setting="weightings", value=weightings)
    widths = {len(row) for row in scores}
    if len(widths) != 1 or 0 in widths:
        raise InvalidComparison(setting="scores", value=sorted(widths))
    table = np.array([[float(score) for score in row] for row in scores])
    weights = rng.dirichlet(np.ones(table.shape[1]), size=weightings)
    sums = weights @ table.T
    leads = sums >= sums.max(axis=1, keepdims=True) - LEVEL
    return tuple(_with_interval(int(times), weightings) for times in leads.sum(axis=0))


def _with_interval(times: int, of: int) -> Leading:
    share = times / of
    middle = (share + WIDTH**2 / (2 * of)) / (1 + WIDTH**2 / of)
    half = WIDTH * (share * (1 - share) / of + WIDTH**2 / (4 * of**2)) ** 0.5 / (1 + WIDTH**2 / of)
    return Leading(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))
