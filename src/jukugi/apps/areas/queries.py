"""Wards, and who lives in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area, Boundary, PopulationCount
from jukugi.core.geo.outlines import contains

OLDEST = 110
"""Up to which age people of an open group (85 and older) are spread where bands divide them."""


@dataclass(frozen=True)
class Population:
    """People by (key of the ward, code of the band of age, sex). Fractions where a band divides a counted group: its
    people are spread evenly over their years (``is_divided``). Empty where nothing was counted."""

    counts: Mapping[tuple[int, str, str], float] = field(default_factory=dict)
    as_of: date | None = None
    source: str = ""
    is_sample: bool = False
    is_divided: bool = False

    def __bool__(self) -> bool:
        return bool(self.counts)

    @property
    def total(self) -> float:
        return sum(self.counts.values())

    def by(self, *, ward: bool = False, band: bool = False, sex: bool = False) -> dict[tuple[int | str, ...], float]:
        """Sums over what is not asked for; keys hold ward, band and sex in this order, as far as asked for."""
        sums: dict[tuple[int | str, ...], float] = defaultdict(float)
        for (of_ward, of_band, of_sex), people in self.counts.items():
            parts: list[int | str] = []
            parts += [of_ward] if ward else []
            parts += [of_band] if band else []
            parts += [of_sex] if sex else []
            sums[tuple(parts)] += people
        return dict(sums)


def city_area() -> Area | None:
    """The city itself. One query."""
    return Area.objects.filter(level=AreaLevel.CITY).first()


def wards() -> list[Area]:
    """The wards in their order. One query."""
    return list(Area.objects.wards())


def population_by(bands: Sequence[tuple[str, int, int | None]]) -> Population:
    """Who lives in the wards, by bands of age: (code, youngest, oldest; both counted, None: and older).

    One query for any number of rows.
    """
    rows = list(
        PopulationCount.objects.filter(area__level="ward").values_list(
            "area", "age_from", "age_to", "sex", "people", "as_of", "source", "is_sample"
        )
    )
    if not rows:
        return Population()
    counts: dict[tuple[int, str, str], float] = defaultdict(float)
    is_divided = False
    for area, age_from, age_to, sex, people, *_told in rows:
        for code, part in _shares(age_from, age_to, bands):
            counts[area, code, sex] += people * part
            is_divided |= part < 1
    newest = max(rows, key=lambda row: row[5])
    return Population(dict(counts), newest[5], newest[6], any(row[7] for row in rows), is_divided)


def _shares(age_from: int, age_to: int | None, bands: Sequence[tuple[str, int, int | None]]) -> list[tuple[str, float]]:
    """Which part of a counted group falls into each band."""
    last = OLDEST if age_to is None else age_to
    shares = []
    for code, youngest, oldest in bands:
        years = min(last, OLDEST if oldest is None else oldest) - max(age_from, youngest) + 1
        if years > 0:
            shares.append((code, years / (last - age_from + 1)))
    return shares


@dataclass(frozen=True)
class Outline:
    """An area with its rings of (longitude, latitude)."""

    area: Area
    rings: list[list[tuple[float, float]]]
    source: str


def outlines(level: AreaLevel, *, ward: Area | None = None) -> list[Outline]:
    """Outlines of the areas of a level that have one, in their order; with ``ward`` those in it. One query."""
    found = Boundary.objects.filter(area__level=level).select_related("area")
    if ward is not None:
        found = found.filter(area__parent=ward)
    return [Outline(one.area, [[(lon, lat) for lon, lat in ring] for ring in one.rings], one.source) for one in found]


def area_around(known: Sequence[Outline], lat: float, lon: float) -> Area | None:
    """Which of these areas holds a position."""
    return next((one.area for one in known if contains(one.rings, lon, lat)), None)
