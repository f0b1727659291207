"""What is published before and after a public draw, and whether it agrees: from these files alone.

Before: ``pool.csv`` (pseudonym, household tag, features), ``quotas.csv``, ``table.csv`` (a panel in each row) and a
commitment with their SHA-256. After: the number of the row that dice or a public number chose.
"""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jukugi.core.sortition.document import canonical
from jukugi.core.sortition.lottery import Certificate
from jukugi.core.sortition.pool import Pool, Quota, Volunteer, features_of
from jukugi.core.sortition.table import LotteryTable

FORMAT = "jukugi-lottery-1"
POOL, QUOTAS, TABLE, COMMITMENT = "pool.csv", "quotas.csv", "table.csv", "commitment.json"
# Chances are published to so many places.
PLACES = 9


@dataclass(frozen=True)
class Finding:
    """Something that does not agree: ``code``, the ``file``, and the row of the table or the person it concerns."""

    code: str
    file: str
    row: int | None = None
    who: str = ""


def published_files(
    pool: Pool, quotas: Sequence[Quota], size: int, table: LotteryTable, *, chances: Mapping[str, float],
    certificate: Certificate, version: str,
) -> dict[str, bytes]:  # fmt: skip
    """The files to publish before the draw, by name. Households are numbered anew: only who shares one can be seen."""
    number: dict[str, str] = {}
    for person in sorted(pool.volunteers, key=lambda person: person.key):
        if person.household is not None:
            number.setdefault(person.household, str(len(number) + 1))
    people = [
        [p.key, number.get(p.household or "", ""), f"{chances[p.key]:.{PLACES}f}", *p.values]
        for p in sorted(pool.volunteers, key=lambda person: person.key)
    ]
    files = {
        POOL: _csv([["id", "household", "probability", *pool.features], *people]),
        QUOTAS: _csv([["feature", "value", "min", "max"], *([q.feature, q.value, q.low, q.high] for q in quotas)]),
        TABLE: _csv([["row", *range(1, size + 1)], *([row, *keys] for row, keys in enumerate(table.panels))]),
    }
    commitment = {
        "format": FORMAT,
        "version": version,
        "size": size,
        "rows": len(table.panels),
        "method": certificate.method.value,
        "minimum_probability": round(certificate.minimum, PLACES),
        "proven": certificate.is_proven,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return files | {COMMITMENT: canonical(commitment)}


def verify_files(files: Mapping[str, bytes], *, row: int | None = None, panel: Sequence[str] = ()) -> list[Finding]:
    """What does not agree in published files; nothing where all of it does.

    Parameters
    ----------
    files : by the names of ``published_files``, as they were downloaded.
    row : that was drawn, from 0; ``panel``, the people who were said to be drawn: they are those of that row.
    """
    missing = [Finding("missing", name) for name in (POOL, QUOTAS, TABLE, COMMITMENT) if name not in files]
    if missing:
        return missing
    try:
        told: dict[str, Any] = json.loads(files[COMMITMENT])
        hashes: dict[str, str] = dict(told["sha256"])
        size, rows = int(told["size"]), int(told["rows"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return [Finding("unreadable", COMMITMENT)]
    findings = [
        Finding("hash_differs", name)
        for name in (POOL, QUOTAS, TABLE)
        if hashlib.sha256(files[name]).hexdigest() != hashes.get(name)
    ]
    try:
        findings += _inside(files, size, rows, row, panel)
    except (ValueError, KeyError, TypeError, StopIteration, csv.Error):
        findings.append(Finding("unreadable", TABLE))
    return findings


def panel_of(files: Mapping[str, bytes], row: int) -> list[str]:
    """The people of one row of published files that agree (``verify_files``)."""
    return list(csv.reader(io.StringIO(files[TABLE].decode("utf-8-sig")), strict=True))[row + 1][1:]


def _inside(files: Mapping[str, bytes], size: int, rows: int, row: int | None, panel: Sequence[str]) -> list[Finding]:
    """What the tables say against each other."""
    pool, chances, quotas, table = _read(files)
    findings = [] if len(table) == rows else [Finding("rows_differ", TABLE)]
    for number, keys in enumerate(table):
        findings += _panel_findings(pool, quotas, size, number, keys)
    taken = Counter(key for keys in table for key in keys)
    within = 1 / max(len(table), 1) + 10**-PLACES
    findings += [
        Finding("share_differs", TABLE, who=key)
        for key, chance in chances.items()
        if abs(taken[key] / max(len(table), 1) - chance) > within
    ]
    if row is not None and not 0 <= row < len(table):
        findings.append(Finding("no_such_row", TABLE, row))
    elif row is not None and panel and sorted(panel) != sorted(table[row]):
        findings.append(Finding("panel_differs", TABLE, row))
    return findings


def _panel_findings(pool: Pool, quotas: Sequence[Quota], size: int, number: int, keys: Sequence[str]) -> list[Finding]:
    strangers = [key for key in keys if key not in pool.place_of]
    if strangers or len(set(keys)) != size or len(keys) != size:
        return [Finding("no_panel", TABLE, number, who="、".join(strangers))]
    people = [pool.volunteers[pool.place_of[key]] for key in keys]
    has = Counter(each for person in people for each in zip(pool.features, person.values, strict=True))
    broken = [q for q in quotas if not q.low <= has[q.feature, q.value] <= q.high]
    homes = [person.household for person in people if person.household is not None]
    findings = [Finding("quota_broken", TABLE, number, who=f"{q.feature}：{q.value}") for q in broken]
    return findings + ([Finding("household_twice", TABLE, number)] if len(set(homes)) < len(homes) else [])


def _read(files: Mapping[str, bytes]) -> tuple[Pool, dict[str, float], list[Quota], list[list[str]]]:
    quotas = [
        Quota(line["feature"], line["value"], int(line["min"]), int(line["max"]))
        for line in csv.DictReader(io.StringIO(files[QUOTAS].decode("utf-8-sig")), strict=True)
    ]
    lines = list(csv.DictReader(io.StringIO(files[POOL].decode("utf-8-sig")), strict=True))
    features = features_of(quotas)
    people = tuple(
        Volunteer(line["id"], tuple(line[feature] for feature in features), line["household"] or None) for line in lines
    )
    table = list(csv.reader(io.StringIO(files[TABLE].decode("utf-8-sig")), strict=True))[1:]
    chances = {line["id"]: float(line["probability"]) for line in lines}
    return Pool(features, people), chances, quotas, [keys for _row, *keys in table]


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
