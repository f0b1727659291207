"""Outlines of wards and school districts from GeoJSON: 国土数値情報 (N03, A27), or what a city draws itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area, Boundary
from jukugi.core.geo.outlines import Point, Ring, contains, label_point, simplified

TOLERANCE_M = 20.0
WARD_CODES = ("N03_007", "code", "ward_code")
WARD_NAMES = ("N03_005", "N03_004", "name")
DISTRICT_CODES = ("A27_003", "code")
DISTRICT_NAMES = ("A27_004", "name")
DISTRICT_WARDS = ("A27_001", "ward_code")
POINTS_AT_MOST = 2_000_000
CODE_LIMIT = 12
NAME_LIMIT = 60


class FaultyBoundaries(Exception):
    """Files that cannot be taken: every fault in words. Nothing was changed."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Shape:
    """One feature of a file."""

    file: str
    number: int
    properties: Mapping[str, Any]
    rings: list[Ring]

    def said(self, *names: str) -> str:
        """The first of these properties that says something."""
        return next((str(self.properties[name]).strip() for name in names if self.properties.get(name)), "")


@transaction.atomic
def import_ward_boundaries(files: Mapping[str, bytes], *, source: str, now: datetime) -> tuple[int, int]:
    """Put these outlines of wards in place of those that were known; how many wards, how many features of other places.

    A feature belongs to a ward by its code, else by its name. All files of one import are made simpler together, so
    that no gap opens between neighbours. Raises FaultyBoundaries.
    """
    wards = list(Area.objects.wards())
    rings: dict[str, list[Ring]] = {}
    others = 0
    for shape in _shapes(files):
        ward = _ward_of(shape, wards)
        if ward is None:
            others += 1
        else:
            rings.setdefault(ward.code, []).extend(shape.rings)
    if not rings:
        raise FaultyBoundaries(
            ["市の区にあたる図形がありません。区の名前（N03_005・name）かコード（N03_007）が要ります"]
        )
    by_code = {ward.code: ward for ward in wards}
    _keep({by_code[code]: own for code, own in rings.items()}, AreaLevel.WARD, source, now)
    return len(rings), others


@transaction.atomic
def import_district_boundaries(files: Mapping[str, bytes], *, source: str, now: datetime) -> tuple[int, int]:
    """Add school districts with their outlines, or correct those that are known by their code; how many, and how many
    features lie outside the wards. Districts that are no more keep their name and lose their outline.

    The ward is told by its code, else found by where the district lies. Raises FaultyBoundaries.
    """
    wards = list(Area.objects.wards().select_related("boundary"))
    found: dict[str, tuple[Shape, Area, list[Ring]]] = {}
    faults, others = [], 0
    for shape in _shapes(files):
        code, name = shape.said(*DISTRICT_CODES)[-CODE_LIMIT:], shape.said(*DISTRICT_NAMES)[:NAME_LIMIT]
        ward = _ward_around(shape, wards)
        if ward is None:
            others += 1
        elif not code or not name:
            faults.append(
                f"{shape.file} の{shape.number}番目：小学校区の名前（A27_004・name）とコード（A27_003・code）が要ります"
            )
        else:
            found.setdefault(code, (shape, ward, []))[2].extend(shape.rings)
    clash = set(
        Area.objects.exclude(level=AreaLevel.SCHOOL_DISTRICT).filter(code__in=found).values_list("code", flat=True)
    )
    faults += [f"コード {code} は、市か区のコードです。小学校区のコードを直してください" for code in sorted(clash)]
    if not found and not faults:
        faults = ["市の区のなかにある小学校区がありません。先に区の境界を入れるか、ward_code を書いてください"]
    if faults:
        raise FaultyBoundaries(faults)
    districts = {}
    for code, (shape, ward, rings) in found.items():
        known = {"name": shape.said(*DISTRICT_NAMES)[:NAME_LIMIT], "level": AreaLevel.SCHOOL_DISTRICT, "parent": ward}
        district, _new = Area.objects.update_or_create(code=code, defaults=known)
        districts[district] = rings
    _keep(districts, AreaLevel.SCHOOL_DISTRICT, source, now)
    return len(districts), others


def _keep(rings: Mapping[Area, list[Ring]], level: AreaLevel, source: str, now: datetime) -> None:
    made = simplified({area.code: own for area, own in rings.items()}, tolerance_m=TOLERANCE_M)
    Boundary.objects.filter(area__level=level).delete()
    Boundary.objects.bulk_create(
        Boundary(area=area, rings=made[area.code], source=source[:200], imported_at=now) for area in rings
    )


def _shapes(files: Mapping[str, bytes]) -> Iterator[Shape]:
    """Every polygon of the files. Raises FaultyBoundaries where one is no GeoJSON in degrees."""
    total = 0
    for file, content in files.items():
        try:
            features = json.loads(content.decode("utf-8-sig"))["features"]
            shapes = [
                Shape(file, n, dict(one["properties"] or {}), _rings(one["geometry"]))
                for n, one in enumerate(features, 1)
            ]
        except (UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise FaultyBoundaries([f"{file} は GeoJSON（FeatureCollection）として読めません"]) from error
        total += sum(len(ring) for shape in shapes for ring in shape.rings)
        points = (point for shape in shapes for ring in shape.rings for point in ring)
        if any(not (122 <= lon <= 154.5 and 20 <= lat <= 46) for lon, lat in points):
            raise FaultyBoundaries(
                [f"{file} の座標が、日本の中の経度・緯度（度）ではありません。測地系を緯度経度に直してください"]
            )
        if total > POINTS_AT_MOST:
            raise FaultyBoundaries([f"{file} までで点が{POINTS_AT_MOST:,}を超えます。市の分だけを取り出してください"])
        yield from (shape for shape in shapes if shape.rings)


def _rings(geometry: Any) -> list[Ring]:
    if geometry is None:
        return []
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])
    return [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]


def _ward_of(shape: Shape, wards: Sequence[Area]) -> Area | None:
    """By a code of five digits or six, else by a name that ends with that of the ward."""
    code = shape.said(*WARD_CODES)
    names = [str(shape.properties[name]) for name in WARD_NAMES if shape.properties.get(name)]
    for ward in wards:
        if code and code in (ward.code, ward.code[:5]):
            return ward
        if not code and any(name.endswith(ward.name) for name in names):
            return ward
    return None


def _ward_around(shape: Shape, wards: Sequence[Area]) -> Area | None:
    code = shape.said(*DISTRICT_WARDS)
    for ward in wards:
        if code and code in (ward.code, ward.code[:5]):
            return ward
    point = label_point(shape.rings)
    return next((ward for ward in wards if _holds(ward, point)), None)


def _holds(area: Area, point: Point) -> bool:
    return hasattr(area, "boundary") and contains(area.boundary.rings, *point)
