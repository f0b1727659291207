"""One short number a day that fixes all sealed streams, to be noted down where nobody of this house can reach it.

The number hides what it fixes: a secret salt goes into it, so that nobody tries out a single vote against it.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Min
from django.utils import timezone
from django.utils.crypto import get_random_string

from jukugi.kit.audit.models import DayDigest, Seal
from jukugi.kit.audit.streams import START, Contradictions

FIGURES, GROUP = 48, 4
"""48 figures are 159 bits: two histories with one number cost 2^79 trials, another one to a given number 2^159."""
SALT_LENGTH = 43  # letters and figures: 256 bits
GRACE = timedelta(minutes=10)
"""A day is closed this long after midnight: a seal that was begun before it stands by then."""


class Compared(StrEnum):
    """What became of a number that somebody noted."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Noted:
    """What somebody wrote down: a day and 48 figures; None where the writing could not be read as that."""

    written: str
    day: date | None
    figures: str


@dataclass(frozen=True)
class Head:
    """How far a stream was sealed: the number of its last seal, all rows under its seals, and the digest."""

    stream: str
    number: int
    rows: int
    digest: str


def spoken(digest: str) -> str:
    """A digest as twelve groups of four figures, to be read aloud."""
    figures = f"{int(digest, 16) % 10**FIGURES:0{FIGURES}d}"
    return " ".join(figures[at : at + GROUP] for at in range(0, FIGURES, GROUP))


def close_days(*, now: datetime) -> int:
    """Close every day that is over and not closed yet. Returns how many; safe to run twice, and beside another."""
    last = DayDigest.objects.order_by("day").last()
    if last is not None:
        day = last.day + timedelta(days=1)
    else:
        first = Seal.objects.aggregate(first=Min("sealed_at"))["first"]
        if first is None:
            return 0
        day = timezone.localdate(first)
    closed, previous = 0, last.digest if last else START
    while (ends := _end_of(day)) + GRACE <= now:
        row, is_first = _close(day, ends, previous, now=now)
        closed, previous, day = closed + is_first, row.digest, day + timedelta(days=1)
    return closed


def _close(day: date, ends: datetime, previous: str, *, now: datetime) -> tuple[DayDigest, bool]:
    salt = get_random_string(SALT_LENGTH)
    heads = [[head.stream, head.number, head.rows, head.digest] for head in heads_before(ends)]
    digest = _digest(day, previous, salt, heads)
    fields = {"salt": salt, "heads": heads, "previous": previous, "digest": digest, "closed_at": now}
    return DayDigest.objects.get_or_create(day=day, defaults=fields)


def heads_before(moment: datetime) -> list[Head]:
    """How far each stream was sealed at a moment, by name. One query, over all seals.

    A seal stands on all before it, whatever their hours: a clock that was set back may have written these later ones.
    """
    found: dict[str, Head] = {}
    rows_until: dict[str, int] = {}
    seals = Seal.objects.order_by("stream", "number")
    for stream, number, rows, digest, at in seals.values_list(
        "stream", "number", "rows", "digest", "sealed_at"
    ).iterator():
        rows_until[stream] = rows_until.get(stream, 0) + rows
        if at < moment:
            found[stream] = Head(stream, number, rows_until[stream], digest)
    return list(found.values())


def compare(noted: Noted) -> Compared:
    """Whether a number that somebody noted is still that of its day. One query; the check of the digests says whether
    the day still fits the seals, and the verification of the streams whether these still fit their rows.
    """
    if noted.day is None:
        return Compared.UNREADABLE
    kept = DayDigest.objects.filter(day=noted.day).first()
    if kept is None:
        return Compared.MISSING
    return Compared.SAME if spoken(kept.digest).replace(" ", "") == noted.figures else Compared.DIFFERENT


def noted_from(written: str) -> Noted:
    """``2026-11-28:0123 4567 …`` as a person writes it: other spaces, hyphens and wide figures are allowed."""
    words = unicodedata.normalize("NFKC", written).strip()
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})\s*[:\s]\s*([\d\s\-]+)", words)
    figures = re.sub(r"\D", "", found[4]) if found else ""
    try:
        day = date(*(int(found[at]) for at in (1, 2, 3))) if found and len(figures) == FIGURES else None
    except ValueError:
        day = None
    return Noted(written.strip(), day, figures)


def find_contradictions() -> Contradictions:
    """Days whose digest does not follow from the seals and from the day before. Two queries."""
    days = list(DayDigest.objects.order_by("day"))
    known = _known({(stream, number) for row in days for stream, number, _rows, _digest in row.heads})
    wrong, previous, due = [], START, days[0].day if days else None
    for row in days:
        fits = row.day == due and row.previous == previous
        fits = fits and row.digest == _digest(row.day, row.previous, row.salt, row.heads)
        fits = fits and all(known.get((name, number)) == (rows, head) for name, number, rows, head in row.heads)
        if not fits:
            wrong.append(row.day.isoformat())
        previous, due = row.digest, row.day + timedelta(days=1)
    return Contradictions(len(wrong), wrong[0] if wrong else "")


def _known(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, str]]:
    """(all rows up to it, digest) of the seals that are wanted."""
    found, sums = {}, dict[str, int]()
    seals = Seal.objects.order_by("stream", "number").values_list("stream", "number", "rows", "digest")
    for stream, number, rows, digest in seals.iterator():
        sums[stream] = sums.get(stream, 0) + rows
        if (stream, number) in wanted:
            found[stream, number] = (sums[stream], digest)
    return found


def _digest(day: date, previous: str, salt: str, heads: list[list]) -> str:
    told = json.dumps([day.isoformat(), previous, salt, heads], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
