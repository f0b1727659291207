"""Weights by area, age and sex. Needs numpy: in jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from jukugi.apps.surveys.counted.reading import Sheets
from jukugi.core.questionnaire.counting import BoolArray, FloatArray
from jukugi.core.representation import EmptyCategory, EmptyMargin, NotConverged
from jukugi.core.representation.raking import WeightSettings, rake

MOST = 5.0
"""No weight above this times the mean (DeBell and Krosnick, 2009)."""
PEOPLE_FROM = 50
"""Sheets with all attributes below which nothing is weighted."""
Margins = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class Weighing:
    """``values``: of each sheet, 0 where it has none; None where nothing was weighted. ``told``: for the document."""

    values: FloatArray | None
    told: dict[str, Any]


def weigh(sheets: Sheets, people: BoolArray, margins: Margins) -> Weighing:
    """Rake these people to the population by the attributes whose margins are known.

    Only who told all of them gets a weight. ``told`` says by what, how many have a weight, what it costs
    (``effective``, ``effect``), how many stand at the greatest weight, and how far margins are missed; or ``why``
    nothing was weighted, as a code with what it is about.
    """
    names = [name for name in ("ward", "age", "sex") if margins.get(name)]
    if not names:
        return Weighing(None, {"why": "no_margins"})
    known = people.copy()
    for name in names:
        known &= np.isin(np.array(sheets.attributes[name], dtype=object), list(margins[name]))
    places = np.flatnonzero(known)
    total = int(people.sum())
    if len(places) < PEOPLE_FROM:
        return Weighing(None, {"why": "too_few", "people": len(places), "least": PEOPLE_FROM, "by": names})
    sample = {name: [sheets.attributes[name][place] for place in places] for name in names}
    shares = {name: {key: float(count) for key, count in margins[name].items()} for name in names}
    shares = {name: {key: each / sum(of.values()) for key, each in of.items()} for name, of in shares.items()}
    try:
        weights = rake(sample, shares, settings=WeightSettings(within=1e-9, most=MOST, rounds=500))
    except (EmptyCategory, EmptyMargin) as error:
        cells = cast("tuple[tuple[str, str, float], ...]", error.params["cells"])
        name, key, _share = cells[0]
        return Weighing(None, {"why": "empty", "attribute": name, "group": key, "by": names})
    except NotConverged:
        return Weighing(None, {"why": "not_met", "by": names})
    values = np.zeros(len(sheets.keys))
    values[places] = weights.values
    told = {
        "by": names,
        "people": len(places),
        "without": total - len(places),
        "effective": round(weights.effective_size, 1),
        "effect": round(weights.design_effect, 3),
        "trimmed": weights.trimmed,
        "most": MOST,
        "gap": round(weights.gap, 4),
    }
    return Weighing(values, told)
