"""Invented outlines for tests: two wards side by side, and two school districts in the first of them."""

import json
from typing import Any

WEST, MIDDLE, EAST, SOUTH, NORTH = 139.70, 139.72, 139.74, 35.52, 35.54


def box(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def features(*rows: tuple[dict[str, Any], Any]) -> bytes:
    told = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}
        for properties, rings in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": told}, ensure_ascii=False).encode()


def wards(first: str, second: str) -> bytes:
    """Two wards by their names, as N03 has them, and one of another city."""
    return features(
        ({"N03_004": "見本市", "N03_005": first}, box(WEST, SOUTH, MIDDLE, NORTH)),
        ({"N03_004": "見本市", "N03_005": second}, box(MIDDLE, SOUTH, EAST, NORTH)),
        ({"N03_004": "となり市", "N03_007": "99999"}, box(EAST, SOUTH, EAST + 0.02, NORTH)),
    )


def districts() -> bytes:
    """Two school districts of the western ward, as A27 has them, and one outside."""
    half = (SOUTH + NORTH) / 2
    return features(
        ({"A27_003": "B199990000001", "A27_004": "見本南小学校"}, box(WEST, SOUTH, MIDDLE, half)),
        ({"A27_003": "B199990000002", "A27_004": "見本北小学校"}, box(WEST, half, MIDDLE, NORTH)),
        ({"A27_003": "B199990000003", "A27_004": "よその小学校"}, box(EAST + 0.01, SOUTH, EAST + 0.02, NORTH)),
    )
