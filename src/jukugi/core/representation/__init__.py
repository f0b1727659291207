"""Whom a sample stands for: weights, how sure a figure is, who took part against the population, letters needed,
how far two groups are apart.

Plain arithmetic, but for ``raking``, which needs numpy and is imported by its full name, so that a web process does not
pay for it.
"""

from jukugi.core.representation.corrections import benjamini_hochberg, holm
from jukugi.core.representation.errors import (
    EmptyCategory,
    EmptyMargin,
    InvalidGap,
    InvalidWeighting,
    NotConverged,
    RepresentationError,
)
from jukugi.core.representation.forecast import chance_of_answers, letters_needed
from jukugi.core.representation.gaps import Compared, Gap, Lack, MeanSide, ShareSide, compared, mean_gap, share_gap
from jukugi.core.representation.intervals import (
    Interval,
    bootstrap_interval,
    design_effect,
    effective_size,
    newcombe_interval,
    wilson_interval,
)
from jukugi.core.representation.reach import (
    Composition,
    Group,
    Missing,
    composition,
    representation_ratio,
    who_is_missing,
)

__all__ = [
    "Compared",
    "Composition",
    "EmptyCategory",
    "EmptyMargin",
    "Gap",
    "Group",
    "Interval",
    "InvalidGap",
    "InvalidWeighting",
    "Lack",
    "MeanSide",
    "Missing",
    "NotConverged",
    "RepresentationError",
    "ShareSide",
    "benjamini_hochberg",
    "bootstrap_interval",
    "chance_of_answers",
    "compared",
    "composition",
    "design_effect",
    "effective_size",
    "holm",
    "letters_needed",
    "mean_gap",
    "newcombe_interval",
    "representation_ratio",
    "share_gap",
    "who_is_missing",
    "wilson_interval",
]
