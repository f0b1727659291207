"""Where people of the sample live: an invented mesh around its invented places, with the counts of each ward."""

from collections.abc import Iterator, Sequence
from math import cos, floor, radians

from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.apps.places.models import Place, PopulationPoint

SOURCE = "見本のためのつくりもの（区の人口を、架空のます目に分けたもの）"
STEP_LAT, STEP_LON = 0.0045, 0.0055
"""Some 500 m."""
FURTHEST = 2.0
"""In steps, squared by both axes: a square further from every place of the sample has nobody."""
YOUNGEST_ADULT, ELDERLY = 15, 65


def mesh(wards: Sequence[Area]) -> Iterator[PopulationPoint]:
    """Squares of a ward are those nearest to one of its places; people are spread by an arbitrary pattern."""
    squares = _squares()
    counts = list(PopulationCount.objects.filter(area__in=[ward.pk for ward in wards]))
    for ward in wards:
        own = [row for row in counts if row.area_id == ward.pk]
        if not own:
            continue
        total = sum(row.people for row in own)
        children = sum(row.people for row in own if row.age_from < YOUNGEST_ADULT)
        elderly = sum(row.people for row in own if row.age_from >= ELDERLY)
        cells = sorted(cell for cell, key in squares.items() if key == ward.pk)
        weights = [1 + (37 * row + 61 * column) % 7 for row, column in cells]
        for number, (cell, weight) in enumerate(zip(cells, weights, strict=True), start=1):
            share = weight / sum(weights)
            lean = 0.8 + 0.1 * ((cell[0] + cell[1]) % 5)
            yield PopulationPoint(
                key=f"{ward.code}-{number:03}",
                name=f"見本ます目{number}",
                lat=round(cell[0] * STEP_LAT, 5),
                lon=round(cell[1] * STEP_LON, 5),
                people=round(total * share),
                children=round(children * share * (2 - lean)),
                elderly=round(elderly * share * lean),
                ward=ward,
                source=SOURCE,
                as_of=own[0].as_of,
                is_sample=True,
            )


def _squares() -> dict[tuple[int, int], int]:
    """For each square near a place, the ward of the nearest one."""
    placed = [
        (lat, lon, ward)
        for lat, lon, ward in Place.objects.filter(is_sample=True, lat__isnull=False).values_list("lat", "lon", "ward")
        if lat is not None and lon is not None
    ]
    found: dict[tuple[int, int], tuple[float, int]] = {}
    for lat, lon, ward in placed:
        at = floor(lat / STEP_LAT), floor(lon / STEP_LON)
        for cell in ((at[0] + down, at[1] + across) for down in range(-2, 4) for across in range(-2, 4)):
            north = (cell[0] * STEP_LAT - lat) / STEP_LAT
            east = (cell[1] * STEP_LON - lon) / STEP_LON * cos(radians(lat)) / 0.81
            far = north**2 + east**2
            if far <= FURTHEST**2 and far < found.get(cell, (float("inf"), 0))[0]:
                found[cell] = far, ward
    return {cell: ward for cell, (_far, ward) in found.items()}
