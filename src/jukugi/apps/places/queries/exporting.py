"""The register as open data: the strict columns of 公共施設一覧, and points on a map."""

from collections.abc import Iterator
from typing import Any

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import END_OF_DAY, Known, PlaceKind, Toilet
from jukugi.apps.places.models import OpeningHours, Place
from jukugi.apps.places.queries.opening import hours_lines
from jukugi.core.geo.facility_columns import NEW
from jukugi.kit.sheets import safe_cell

DAYS = "月火水木金土日"
FLAGS = {Known.YES.value: "有", Known.NO.value: "無"}


def facility_rows() -> Iterator[list[str]]:
    """The heading of the standard (自治体標準オープンデータセット), then every place in the list. Three queries."""
    yield list(NEW)
    city = Area.objects.filter(level=AreaLevel.CITY).first()
    for place in _listed():
        facility = _facility(place, city)
        yield [safe_cell(facility.get(name, "")) for name in NEW.values()]


def feature_collection() -> dict[str, Any]:
    """The same as GeoJSON; places without a position are in the table alone. Two queries."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": key_of(place),
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {
                    "name": place.name,
                    "kind": str(place.get_kind_display()),
                    "ward": place.ward.name,
                    "address": place.address,
                    "is_rough": place.is_rough,
                    "hours": hours_lines(place.hours.all()),
                    "step_free": place.step_free,
                    "toilet": place.toilet,
                    "hearing_loop": place.hearing_loop,
                    "is_free": place.is_free,
                    "checked_on": place.checked_on.isoformat() if place.checked_on else None,
                    "is_sample": place.is_sample,
                },
            }
            for place in _listed()
            if place.lat is not None
        ],
    }


def key_of(place: Place) -> str:
    """By which a place is known in tables that we give out."""
    return f"P{place.pk:06}"


def _listed() -> list[Place]:
    return list(Place.objects.confirmed().select_related("ward").prefetch_related("hours").order_by("pk"))


def _facility(place: Place, city: Area | None) -> dict[str, str]:
    days, opens, closes, note = _times(list(place.hours.all()))
    notes = [
        f"種別：{PlaceKind(place.kind).label}",
        f"料金：{'無料' if place.is_free and not place.cost else place.cost}" if place.is_free or place.cost else "",
        f"対象：{place.welcome}" if place.welcome else "",
        "トイレ：なし" if place.toilet == Toilet.NONE else "トイレ：あり" if place.toilet == Toilet.PLAIN else "",
        "位置はおよそ" if place.is_rough else "",
        "見本データ" if place.is_sample else "",
    ]
    is_phone = bool(place.contact) and all(letter in "0123456789-" for letter in place.contact)
    is_web = place.contact.startswith(("http://", "https://"))
    return {
        "code": city.code if city else "",
        "id": key_of(place),
        "government": city.name if city else "",
        "name": place.name,
        "kana": place.reading,
        "place_code": place.ward.code,
        "address": f"{city.name if city else ''}{place.ward.name}{place.address}",
        "lat": "" if place.lat is None else f"{place.lat:.6f}",
        "lon": "" if place.lon is None else f"{place.lon:.6f}",
        "phone": place.contact if is_phone else "",
        "url": place.contact if is_web else "",
        "contact_note": "" if is_phone or is_web else place.contact,
        "days": days,
        "opens": opens,
        "closes": closes,
        "time_note": ";".join(filter(None, [note, place.hours_note, place.closed_days])),
        "about": place.about.replace("\n", " "),
        "wheelchair": FLAGS.get(place.step_free, ""),
        "wide_toilet": "有" if place.toilet == Toilet.WIDE else "無" if place.toilet == Toilet.NONE else "",
        "priority_parking": FLAGS.get(place.parking, ""),
        "note": ";".join(filter(None, notes)),
    }


def _times(rows: list[OpeningHours]) -> tuple[str, str, str, str]:
    """Days and hours where one pair of hours tells them all; else in words."""
    pairs = {(row.opens, row.closes) for row in rows}
    if len(pairs) == 1:
        ((opens, closes),) = pairs
        shown = opens.strftime("%H:%M"), "24:00" if closes == END_OF_DAY else closes.strftime("%H:%M")
        if not any(row.weeks for row in rows):
            return "".join(DAYS[day] for day in sorted({row.weekday for row in rows})), *shown, ""
        words = [f"第{week}{DAYS[row.weekday]}" for row in rows for week in row.weeks]
        words += [f"毎週{DAYS[row.weekday]}" for row in rows if not row.weeks]
        return "", *shown, ";".join(words)
    return "", "", "", ";".join(line.replace("　", " ") for line in hours_lines(rows))
