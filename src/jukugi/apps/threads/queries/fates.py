"""Where many voices stand at once, as every room tells of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.threads.models import Telling
from jukugi.kit.pages.voices import FateLine, fates_of

CHUNK = 1000
UNTOLD = "threads.received"


def fates_for(kinds: Mapping[str, str], *, now: datetime) -> dict[str, list[FateLine]]:
    """What became of these numbers (number → kind of its receipt), what came furthest first; none without a line.

    As many queries as the rooms take, whatever the count.
    """
    found: dict[str, list[FateLine]] = defaultdict(list)
    for teller in fates_of:
        numbers = [number for number, kind in kinds.items() if kind in teller.kinds]
        if numbers:
            for number, lines in teller.tell(numbers, now).items():
                found[number] += lines
    return {number: sorted(found[number], key=lambda line: -line.rank) or [_received()] for number in kinds}


def counted_fates(telling: Telling, *, now: datetime) -> list[dict[str, object]]:
    """Per fate its label, to how many confirmed addresses it would be told, and one number as an example; the largest
    first. Reads in chunks: queries grow with the addresses, memory does not. For jobs.
    """
    rows: dict[str, dict[str, object]] = {}
    counts: dict[str, int] = defaultdict(int)
    confirmed = telling.owners.values_list("receipt", "kind")
    for chunk in _chunks(confirmed.iterator(chunk_size=CHUNK)):
        for number, lines in fates_for(dict(chunk), now=now).items():
            first = lines[0]
            counts[first.code] += 1
            rows.setdefault(first.code, {"code": first.code, "label": str(first.label), "example": number})
    ordered = sorted(rows.values(), key=lambda row: (-counts[str(row["code"])], str(row["code"])))
    return [{**row, "mail": counts[str(row["code"])]} for row in ordered]


def _received() -> FateLine:
    return FateLine(UNTOLD, _("届いている"), _("届いています。"), 0)


def _chunks(rows: Iterable[tuple[str, str]]) -> Iterable[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
