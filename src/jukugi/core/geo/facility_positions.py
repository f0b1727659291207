"""Latitude and longitude of a facility in Japan, in the ways that people write them."""

import re

from jukugi.core.geo.facility_cells import Cell, narrowed

LATITUDES, LONGITUDES = (20.0, 46.0), (122.0, 154.5)
"""Japan, its southernmost and easternmost islands included."""


def position(lat: str, lon: str) -> tuple[Cell, Cell]:
    """Both in decimal degrees; both empty where one cannot be."""
    one, other = narrowed(lat), narrowed(lon)
    pair = re.fullmatch(r"\(?\s*(\d{2,3}\.\d+)\s*[,、/ ]\s*(\d{2,3}\.\d+)\s*\)?", one.value or other.value)
    if pair and not (one.value and other.value):
        one.become("split", pair[1])
        other.become("split", pair[2])
    if not one.value and not other.value:
        return one, other
    for cell in (one, other):
        _decimal(cell)
    if not (one.value and other.value):
        for cell, typed in ((one, lat), (other, lon)):
            if not cell.problem:
                cell.fail("half_a_position" if typed.strip() else "")
        return one, other
    if _is_in(one, LONGITUDES) and _is_in(other, LATITUDES):
        first, second = one.value, other.value
        one.become("swapped", second)
        other.become("swapped", first)
    if not (_is_in(one, LATITUDES) and _is_in(other, LONGITUDES)):
        for cell in (one, other):
            cell.fail("outside_japan")
    return one, other


def _is_in(cell: Cell, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= float(cell.value) <= bounds[1]


def _decimal(cell: Cell) -> None:
    """Plain decimal degrees: of degrees, minutes and seconds, with or without signs; of a comma for the point."""
    words = re.sub(r"^(北緯|東経|[ne])\s*|\s*[ne]$", "", cell.value, flags=re.IGNORECASE).strip()
    sign = re.fullmatch(
        r"(\d{1,3})\s*[°度º]\s*(\d{1,2})\s*['′’分]\s*(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”秒]|''|′′)?|"
        r"(\d{2,3}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)|(\d{2,3})(\d{2})(\d{2}\.\d+|\d{2})",
        words,
    )
    if re.fullmatch(r"\d{1,3}(\.\d+)?[°度]?", words):
        cell.become("signs", words.rstrip("°度"))
    elif re.fullmatch(r"\d{2,3},\d{3,}", words):
        cell.become("comma", words.replace(",", "."))
    elif sign and float(sign[2] or sign[5] or sign[8]) < 60 and float(sign[3] or sign[6] or sign[9]) < 60:
        degrees, minutes, seconds = (float(part) for part in sign.groups() if part is not None)
        cell.become("degrees", f"{degrees + minutes / 60 + seconds / 3600:.6f}")
    elif cell.value:
        cell.fail("not_a_degree")
