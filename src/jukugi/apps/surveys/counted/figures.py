"""Figures of one question that may be told. Plain Python."""

from collections.abc import Sequence
from typing import Any

from jukugi.core.disclosure.flows import hidden_parts
from jukugi.core.disclosure.rows import is_small

K = 5
NUMBERS_FROM = 4 * K
"""Sheets from which the middle of numbers is told."""
Entry = dict[str, Any]


def several(raw: Entry, old: Entry) -> Entry:
    """Options of which several may be chosen: each splits those who answered in two."""
    answered = raw["answered"]
    hidden = {
        place
        for place, count in enumerate(raw["counts"])
        if is_small(count, minimum=K) or is_small(answered - count, minimum=K)
    } | empty_places(old.get("counts"))
    return {"counts": without(raw["counts"], hidden)} | weighted_shares(raw, hidden)


def ranked(raw: Entry, old: Entry) -> Entry:
    """First choices are parts of those who answered; what else is told of an option may not tell small ranks."""
    first = hidden_parts(raw["first"], minimum=K, hidden=empty_places(old.get("first")))
    counts = {
        place
        for place, count in enumerate(raw["counts"])
        if place in first
        or any(is_small(each, minimum=K) for each in (count, raw["answered"] - count, count - raw["first"][place]))
    } | empty_places(old.get("counts"))
    points = counts | {
        place for place, ranks in enumerate(raw["ranks"]) if any(is_small(each, minimum=K) for each in ranks)
    }
    points |= empty_places(old.get("points"))
    return {
        "first": without(raw["first"], first),
        "counts": without(raw["counts"], counts),
        "points": without(raw["points"], points),
        "places": raw["places"],
    } | weighted_shares(raw, counts)


def numbers(raw: Entry) -> Entry:
    """The middle where enough people told a number; an end only where enough told that very number."""
    number = raw.get("number")
    if not number or raw["answered"] < NUMBERS_FROM:
        return {}
    told = {name: number[name] for name in ("median", "lower_quartile", "upper_quartile")}
    for name in ("lowest", "highest"):
        told[name] = number[name] if number[f"{name}_people"] >= K else None
    return {"number": told}


def weighted_shares(raw: Entry, hidden: Any) -> Entry:
    if "weighted" not in raw:
        return {}
    return {"weighted": without(raw["weighted"], hidden), "effective": raw["effective"]}


def without(figures: Sequence[Any], hidden: Any) -> list[Any]:
    return [None if place in hidden else each for place, each in enumerate(figures)]


def empty_places(figures: Sequence[Any] | None) -> set[int]:
    return {place for place, each in enumerate(figures or ()) if each is None}


def told_count(people: int) -> int | None:
    return None if is_small(people, minimum=K) else people


def marked_count(mark: Any) -> int:
    return int(mark["count"] if isinstance(mark, dict) else mark)
