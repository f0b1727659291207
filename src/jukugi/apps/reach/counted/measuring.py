"""What published figures say against the population: who is reached least, and how sure that is. Plain Python."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from jukugi.apps.reach.counted.figures import CELL, PAIR, TOTAL
from jukugi.apps.reach.enums import BANDS, UNSAID
from jukugi.core.representation import Group, composition, who_is_missing

REST = "rest"
"""Groups that are not published, together."""
Entry = dict[str, Any]
Names = Sequence[tuple[str, float]]


def measures(
    figures: Mapping[str, int],
    hidden: Sequence[str],
    population: Mapping[str, float],
    told: frozenset[str],
    *,
    has_finest: bool = True,
) -> dict[str, Entry]:
    """By ward, age, sex and together, as far as people told it: each group against its people.

    ``population`` by the finest name (``141364|30|male``); ``has_finest``: whether all three are told together. Only
    what is published is read here, so that nothing else can be told from it.
    """
    if not population:
        return {}
    people = _summed(population)
    wards = list(dict.fromkeys(name.split("|")[0] for name in population))
    bands, sexes = [code for code, *_ages in BANDS], ("male", "female")
    found: dict[str, Entry] = {}
    if "ward" in told:
        found["ward"] = _level([(f"w|{w}", people[w, "", ""]) for w in wards], figures, hidden, f"w|{UNSAID}")
    if "age" in told:
        found["age"] = _level([(f"b|{b}", people["", b, ""]) for b in bands], figures, hidden, f"b|{UNSAID}")
    if "sex" in told:
        names = [(f"s|{s}", people["", "", s]) for s in sexes]
        found["sex"] = _level(names, figures, hidden, f"s|{UNSAID}", "s|other")
    if {"ward", "age"} <= told:
        pairs = [(f"wb|{w}|{b}", people[w, b, ""]) for w in wards for b in bands]
        found["pair"] = _groups(pairs, figures, hidden, _known(PAIR, figures, hidden))
    if has_finest and {"ward", "age", "sex"} <= told:
        cells = [(f"wbs|{w}|{b}|{s}", people[w, b, s]) for w in wards for b in bands for s in sexes]
        found["cell"] = _groups(cells, figures, hidden, _known(CELL, figures, hidden))
    return {name: level for name, level in found.items() if level}


def _known(name: str, figures: Mapping[str, int], hidden: Sequence[str]) -> int | None:
    return None if name in hidden else figures.get(name, 0)


def _summed(population: Mapping[str, float]) -> Mapping[tuple[str, str, str], float]:
    """People by ward, band and sex; an empty word stands for all of them."""
    summed: dict[tuple[str, str, str], float] = defaultdict(float)
    for name, people in population.items():
        ward, band, sex = name.split("|")
        for group in product((ward, ""), (band, ""), (sex, "")):
            summed[group] += people
    return summed


def _level(names: Names, figures: Mapping[str, int], hidden: Sequence[str], *unknown: str) -> Entry:
    """One division of people. How many told where they belong follows from what is published, or the level is not
    told of."""
    known: int | None
    if not any(name in hidden for name, _people in names):
        known = sum(figures.get(name, 0) for name, _people in names)
    elif any(name in hidden for name in unknown) or TOTAL not in figures:
        known = None
    else:
        known = figures[TOTAL] - sum(figures.get(name, 0) for name in unknown)
    return _groups(names, figures, hidden, known)


def _groups(names: Names, figures: Mapping[str, int], hidden: Sequence[str], known: int | None) -> Entry:
    """Groups against their people. Where it is not published how many told where they belong (``known`` None), those
    that are published are compared with one another (``is_partial``)."""
    is_partial = known is None
    found = [Group(name, figures.get(name, 0), round(people)) for name, people in names if name not in hidden]
    groups = [one for one in found if one.population]
    counted = sum(one.took_part for one in groups)
    known = counted if known is None else known
    rest = round(sum(people for _name, people in names)) - sum(one.population for one in groups)
    if not known or len(groups) < 2:
        return {}
    if len(found) < len(names) and rest > 0 and not is_partial:
        groups.append(Group(REST, max(0, known - counted), rest))
    index = composition(groups)
    rows = [
        {
            "name": one.group.name,
            "count": one.group.took_part,
            "people": one.group.population,
            "ratio": round(one.ratio, 4),
            "low": round(one.interval.low, 4),
            "high": round(one.interval.high, 4),
            "p": round(one.p, 6),
            "lacking": round(one.lacking, 1),
            "ranks": list(one.ranks),
        }
        for one in who_is_missing(groups)
    ]
    return {
        "known": known,
        "is_partial": is_partial,
        "people": sum(one.population for one in groups),
        "index": round(index.index, 4),
        "by_chance": round(index.by_chance, 4),
        "groups": [row for row in rows if row["name"] != REST],
        "n_compared": len(rows),
    }
