"""What it costs to find who has a place near, and the ten next places, for a whole city; held to 2 and 30 seconds.

`python -m bench.places` makes up cities of 1.5 million people on 5,000 points, evenly spread or in clusters, with 1,500
places, 120 or none, and radii from 200 m to 1 km. Processor seconds, so that a busy machine does not decide.
Exit code 1 where it takes longer, or where the next places are not proven at 500 m.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from jukugi.core.geo.coverage import coverage
from jukugi.core.geo.distances import FloatArray
from jukugi.core.geo.locating import next_places
from tools.words import tell

PEOPLE, POINTS, NEW = 1_500_000, 5_000, 10
COVERAGE_SECONDS, NEXT_SECONDS = 2.0, 30.0
CASES = ((1500, 500), (1500, 200), (120, 500), (120, 800), (0, 500), (0, 1000))


def main() -> int:
    is_over = False
    for is_clustered in (False, True):
        for n_places, radius in CASES:
            is_over |= _tell(np.random.default_rng(n_places + radius), is_clustered, n_places, radius)
    return int(is_over)


def _tell(rng: np.random.Generator, is_clustered: bool, n_places: int, radius: int) -> bool:
    """Whether it took too long, or the usual radius was not proven."""
    points = _spread(rng, POINTS, is_clustered)
    people = rng.multinomial(PEOPLE, rng.dirichlet(np.full(POINTS, 2.0))).astype(np.float64)
    places = _spread(rng, n_places, is_clustered=False)
    begun = time.process_time()
    found = coverage(places, points, people, radius_m=radius)
    covered = time.process_time() - begun
    location = next_places(points, found, radius_m=radius, new=NEW)
    took = time.process_time() - begun - covered
    tell(
        f"{'かたまり' if is_clustered else '一様'}：居場所{n_places:5,}  半径{radius:5,}m  届く人{found.share:6.1%}  "
        f"{covered:5.2f}CPU秒（上限{COVERAGE_SECONDS:.0f}）  次の{NEW}か所 {location.gain:9,.0f}人  "
        f"{took:5.2f}CPU秒（上限{NEXT_SECONDS:.0f}）  {'証明あり' if location.is_proven else '証明なし'}"
    )
    return covered > COVERAGE_SECONDS or took > NEXT_SECONDS or (radius <= 500 and not location.is_proven)


def _spread(rng: np.random.Generator, size: int, is_clustered: bool) -> FloatArray:
    """Points of a city of some 13 by 18 km: latitude and longitude."""
    where = rng.uniform(size=(size, 2))
    if is_clustered:
        where = rng.uniform(size=(60, 2))[rng.integers(60, size=size)] + rng.normal(0, 0.05, size=(size, 2))
    return np.array([35.53, 139.63]) + (where - 0.5) * np.array([0.12, 0.2])


if __name__ == "__main__":
    sys.exit(main())
