"""Chances as a lottery over panels: take one panel after another off them, each with as much weight as it can bear."""

import numpy as np

from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.mixing import Mixture
from jukugi.core.sortition.panels import PanelFinder
from jukugi.core.sortition.solving import WHOLE, FloatArray, IntArray, Patience

# A part of a seat below this is none; a lottery is whole when all but this much of it is told.
NONE = 1e-9
REST = 1e-8
# What the chances may be wrong by; of a small rest, this is much.
SLIP = 1e-11


def peel(cells: Cells, seats: FloatArray, patience: Patience) -> Mixture:
    """Write ``seats`` (expected people by cell) as a mixture of panels, as far as that goes.

    What remains after a panel is taken off must still be a mean of panels as far as quotas and the nearest whole
    numbers can tell. Every panel takes up some room for good, so there are at most as many as cells and quotas.

    Returns
    -------
    Mixture : its weights sum to less than 1 by what no panel was found for.

    Cost: one linear programme for each panel; where its answer is not whole, a small whole-number programme.

    References
    ----------
    Constructive form of Carathéodory's theorem; M. Grötschel, L. Lovász, A. Schrijver, "Geometric Algorithms and
    Combinatorial Optimization", 1988, theorem 6.5.11.
    """
    base = np.floor(seats + NONE)
    left, mass = seats - base, 1.0
    panels: list[IntArray] = []
    weights: list[float] = []
    finder = PanelFinder(cells)
    while mass > REST and patience.left() > 0:
        slip = SLIP / mass
        share = left / mass
        share = np.where(share <= NONE + slip, 0.0, np.where(share >= 1 - NONE - slip, 1.0, share))
        left = share * mass
        _hold_to_face(finder, base, share, near=WHOLE + 10 * slip)
        inner = np.clip(share, 1e-6, 1 - 1e-6)
        panel = finder.good(np.log(inner / (1 - inner)), patience).panel
        if panel is None:
            break
        weight = mass * _room(cells, base, share, panel, near=WHOLE + 10 * slip)
        if weight <= mass * NONE:
            break
        left = left - weight * (panel - base)
        mass -= weight
        panels.append(panel)
        weights.append(weight)
    return Mixture(np.array(panels, dtype=np.int64).reshape(len(panels), cells.count), np.array(weights))


def _hold_to_face(finder: PanelFinder, base: FloatArray, share: FloatArray, *, near: float) -> None:
    """Where what remains is at a bound, so is every panel of it."""
    cells = finder.cells
    sums = cells.rows @ (base + share)
    at_low, at_high = sums <= cells.row_low + near, sums >= cells.row_high - near
    finder.within(
        base + (share == 1.0),
        base + (share > 0.0),
        np.where(at_high, cells.row_high, cells.row_low),
        np.where(at_low, cells.row_low, cells.row_high),
    )


def _room(cells: Cells, base: FloatArray, share: FloatArray, panel: IntArray, *, near: float) -> float:
    """The largest part of what remains that can be this panel."""
    own = np.where(panel > base, share, 1 - share)
    sums, taken = cells.rows @ (base + share), cells.rows @ panel
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(taken > sums + near, (sums - cells.row_low) / (taken - cells.row_low), 1.0)
        high = np.where(taken < sums - near, (cells.row_high - sums) / (cells.row_high - taken), 1.0)
    return float(np.clip(min(own.min(), low.min(), high.min()), 0.0, 1.0))
