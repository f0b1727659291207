"""Where people live is put in from a table; who of them has a place within reach is reckoned, in a job."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline, area_around, outlines
from jukugi.apps.places import errors, permissions
from jukugi.apps.places.actions.reckoning import Point, reckoned
from jukugi.apps.places.enums import REACH_M
from jukugi.apps.places.models import CoverageEdition, Place, PopulationPoint
from jukugi.kit import audit, jobs
from jukugi.kit.sheets import FaultySheet, SheetFault, read_sheet

CODE_VERSION = "coverage/1"
WANTED = ("id", "lat", "lon", "people")
COUNTED = ("people", "children", "elderly")
KEPT_EDITIONS = 50
KEY_LIMIT, NAME_LIMIT, SOURCE_LIMIT = 40, 60, 200


@transaction.atomic
def import_points(content: bytes, *, source: str, as_of: date, is_sample: bool = False) -> tuple[int, float]:
    """Put points with people in place of those that were known; how many points, how many people.

    Columns: id, lat, lon, people; and where known children, elderly, ward_code, district_code, name. Raises FaultySheet
    with every fault at once; then what was known stays.
    """
    sheet = read_sheet(content, wanted=WANTED, key="id")
    areas = {area.code: area for area in Area.objects.exclude(level=AreaLevel.CITY)}
    rows = [(line, {name: value.strip() for name, value in row.items()}) for line, row in sheet.rows]
    faults = [fault for line, row in rows for fault in _faults(line, row, areas)]
    if not rows and not faults:
        faults = [SheetFault("empty_file")]
    if faults:
        raise FaultySheet(faults)
    made = [
        PopulationPoint(
            key=row["id"],
            name=row.get("name", ""),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            **{name: float(row[name]) if row.get(name) else None for name in COUNTED},
            ward=areas.get(row.get("ward_code", "")),
            district=areas.get(row.get("district_code", "")),
            source=source[:SOURCE_LIMIT],
            as_of=as_of,
            is_sample=is_sample,
        )
        for _line, row in rows
    ]
    _lay_in_areas(made)
    return keep_points(made)


def _lay_in_areas(points: list[PopulationPoint]) -> None:
    """Ward and school district of points for which nobody said them, by the outlines. One query, and one a ward."""
    wards = outlines(AreaLevel.WARD)
    districts: dict[int, list[Outline]] = {}
    for one in points:
        one.ward = one.ward or area_around(wards, one.lat, one.lon)
        if one.ward is not None and one.district is None:
            if one.ward.pk not in districts:
                districts[one.ward.pk] = outlines(AreaLevel.SCHOOL_DISTRICT, ward=one.ward)
            one.district = area_around(districts[one.ward.pk], one.lat, one.lon)


def keep_points(points: list[PopulationPoint]) -> tuple[int, float]:
    """In place of those that were known. Two queries for any moderate number."""
    PopulationPoint.objects.all().delete()
    PopulationPoint.objects.bulk_create(points, batch_size=500)
    return len(points), sum(one.people for one in points)


def _faults(line: int, row: Mapping[str, str], areas: Mapping[str, Area]) -> Iterator[SheetFault]:
    for name, limit in (("id", KEY_LIMIT), ("name", NAME_LIMIT)):
        if len(row.get(name, "")) > limit:
            yield SheetFault("too_long", line, name, row[name])
    for name, least, most in (("lat", 20.0, 46.0), ("lon", 122.0, 154.5)):
        number = _number(row[name])
        if number is None or not least <= number <= most:
            yield SheetFault("no_position", line, name, row[name])
    people = _number(row["people"])
    for name in COUNTED:
        value = row.get(name, "")
        number = _number(value)
        if (value or name == "people") and (number is None or number < 0):
            yield SheetFault("no_people", line, name, value)
        elif number is not None and people is not None and number > people:
            yield SheetFault("more_than_all", line, name, value)
    for name in ("ward_code", "district_code"):
        if row.get(name) and row[name] not in areas:
            yield SheetFault("unknown_area", line, name, row[name])


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def ask_for_count(*, actor: User, now: datetime) -> None:
    """Have coverage reckoned now instead of within ten minutes. Raises NotAllowed, NoPeople."""
    if not permissions.wards_kept_by(actor):
        permissions.check_can_keep(actor, None)
    if not PopulationPoint.objects.exists():
        raise errors.NoPeople
    jobs.defer("places.count_due")


def count_due(*, now: datetime) -> bool:
    """Reckon again where places or people have changed since. Returns whether; safe to run twice."""
    if not PopulationPoint.objects.exists():
        return False
    before = CoverageEdition.objects.values_list("pk", flat=True).first()
    return count_coverage(now=now).pk != before


def count_coverage(*, now: datetime, radius_m: int = REACH_M) -> CoverageEdition:
    """Who has a place within reach now: a new edition, or the newest where it was reckoned from the same.

    Raises NoPeople.
    """
    rows = PopulationPoint.objects.select_related("ward", "district").order_by("ward__lane_order", "key")
    stored = list(rows)
    if not stored:
        raise errors.NoPeople
    listed = Place.objects.confirmed().order_by("pk").values_list("pk", "lat", "lon", "is_rough")
    places = list(listed)
    points = [_point(one) for one in stored]
    digest = _digest(places, points, radius_m)
    newest = CoverageEdition.objects.first()
    if newest is not None and newest.input_digest == digest:
        return newest
    positions = [(lat, lon) for _pk, lat, lon, _rough in places if lat is not None and lon is not None]
    document = reckoned(positions, points, radius_m=radius_m)
    document["rough_places"] = sum(rough and lat is not None for _pk, lat, _lon, rough in places)
    document["places_without_position"] = len(places) - len(positions)
    document |= {
        "source": stored[0].source,
        "as_of": stored[0].as_of.isoformat(),
        "is_sample": any(one.is_sample for one in stored),
    }
    return _kept(document, digest, radius_m, now)


@transaction.atomic
def _kept(document: dict[str, Any], digest: str, radius_m: int, now: datetime) -> CoverageEdition:
    edition = CoverageEdition.objects.create(
        document=document, input_digest=digest, code_version=CODE_VERSION, radius_m=radius_m, counted_at=now
    )
    old = list(CoverageEdition.objects.values_list("pk", flat=True)[KEPT_EDITIONS:])
    CoverageEdition.objects.filter(pk__in=old).delete()
    audit.record("places.coverage_counted", actor=None, subject=edition, at=now, details={"digest": digest})
    return edition


def _point(one: PopulationPoint) -> Point:
    return Point(
        key=one.key,
        name=one.name or one.key,
        lat=one.lat,
        lon=one.lon,
        people=one.people,
        children=one.children,
        elderly=one.elderly,
        ward=one.ward.name if one.ward else "",
        district=one.district.name if one.district else "",
    )


def _digest(places: list[Any], points: list[Point], radius_m: int) -> str:
    """Fixes what is reckoned from: positions, people, radius and the version of the code."""
    known = [[pk, lat, lon] for pk, lat, lon, _rough in places]
    lived = [
        [one.key, one.lat, one.lon, one.people, one.children, one.elderly, one.ward, one.district] for one in points
    ]
    said = json.dumps([CODE_VERSION, radius_m, known, lived], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
