"""The lottery: chances as equal as the quotas allow, as a mixture of panels, with a certificate."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jukugi.core.sortition.bound import Relaxed, relaxed_leximin
from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.errors import NoPanel, OutOfTime
from jukugi.core.sortition.mixing import REACHED, Mixer, Mixture
from jukugi.core.sortition.panels import PanelFinder
from jukugi.core.sortition.peeling import peel
from jukugi.core.sortition.solving import FloatArray, Patience

# Of what is left, this much goes to each attempt at the chances that no lottery can beat; the rest to raising chances.
SHARE_FOR_BOUND = 0.5
# A cell is held down where its share of what the smallest chance costs is more than this.
BINDING = 1e-5


class Method(StrEnum):
    """What the lottery makes as large as can be."""

    LEXIMIN = "leximin"
    """The smallest chance, then the second smallest, and so on."""
    MAXIMIN = "maximin"
    """The smallest chance; nothing is promised of the others."""


@dataclass(frozen=True)
class Certificate:
    """``minimum`` is the smallest chance in this lottery, ``bound`` what it cannot exceed in any.

    ``relaxed_bound`` is the bound without asking for whole people. ``is_proven``: no lottery is better by ``method``,
    to 1e-6 in every chance; False where time ended first.
    """

    method: Method
    minimum: float
    bound: float
    relaxed_bound: float
    is_proven: bool

    @property
    def gap(self) -> float:
        return max(self.bound - self.minimum, 0.0)


@dataclass(frozen=True)
class CellLottery:
    """A lottery over panels of cells."""

    cells: Cells
    mixture: Mixture
    certificate: Certificate

    def chances(self) -> FloatArray:
        """Of everybody in each cell."""
        return np.clip(self.mixture.seats() / self.cells.people, 0.0, 1.0)


def find_lottery(cells: Cells, method: Method, patience: Patience) -> CellLottery:
    """The fairest lottery over the panels that keep all quotas.

    First the chances that no lottery can beat (``bound``), then a mixture of panels that has just these (``peeling``,
    ``mixing.reach``): usually there is one. Where there is none, the chances are raised one after another over all
    panels by column generation (``mixing.rise``), each with its own proof.

    Raises
    ------
    NoPanel : no panel keeps the quotas.
    OutOfTime : time ended before any lottery was found.

    References
    ----------
    B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia, "Fair algorithms for selecting citizens' assemblies",
    Nature 596, 2021 (leximin, column generation over people). Cells and the bound by relaxation are ours.
    """
    first = PanelFinder(cells).good(np.zeros(cells.count), patience)
    if first.panel is None:
        raise NoPanel if first.is_proven else OutOfTime
    relaxed = relaxed_leximin(cells, patience)
    wanted = relaxed.chances * cells.people
    peeled = peel(cells, wanted, patience.part(SHARE_FOR_BOUND))
    if 1.0 - peeled.weights.sum() <= REACHED:
        return _lottery(cells, peeled.whole(), method, relaxed, relaxed.smallest, is_proven=True)
    mixer = Mixer(cells, [first.panel, *peeled.panels])
    mixture = mixer.reach(wanted, patience.part(SHARE_FOR_BOUND))
    if mixture is not None:
        return _lottery(cells, mixture, method, relaxed, relaxed.smallest, is_proven=True)
    return _raised(mixer, method, relaxed, patience)


def _raised(mixer: Mixer, method: Method, relaxed: Relaxed, patience: Patience) -> CellLottery:
    """Raise the smallest chance as far as panels allow, fix whom it holds, and go on with the others."""
    cells = mixer.cells
    is_out = mixer.cover(patience.part(SHARE_FOR_BOUND))
    bound = 0.0 if is_out.any() else relaxed.smallest
    fixed = np.where(is_out, 0.0, np.nan)
    step = mixer.rise(fixed, 1.0 if is_out.any() else bound, patience)
    bound = min(bound, step.bound)
    is_proven = step.is_done or (method is Method.MAXIMIN and bool(is_out.any()))
    while method is Method.LEXIMIN and is_proven:
        binding = np.isnan(fixed) & (step.share > BINDING)
        fixed[binding] = step.level
        if not np.isnan(fixed).any():
            break
        try:
            step = mixer.rise(fixed, 1.0, patience)
        except OutOfTime:
            is_proven = False
        is_proven &= step.is_done and bool(binding.any())
    return _lottery(cells, step.mixture, method, relaxed, bound, is_proven=is_proven)


def _lottery(
    cells: Cells, mixture: Mixture, method: Method, relaxed: Relaxed, bound: float, *, is_proven: bool
) -> CellLottery:
    minimum = float((mixture.seats() / cells.people).min(initial=1.0))
    certificate = Certificate(method, minimum, max(bound, minimum), relaxed.smallest, is_proven)
    return CellLottery(cells, mixture, certificate)
