"""Seal what was appended since the last seal, and check every seal.

A seal covers the rows with after_pk < pk ≤ last_pk, up to a key below which nothing can be added any more
(``kit.appends``), so that no row slips behind it. Nobody waits while the rows are digested: they stand for good, and
of two sealers at once the later finds its number taken.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Sum

from jukugi.kit.appends import settled_key
from jukugi.kit.audit.models import Seal
from jukugi.kit.audit.streams import START, Stream, digest_of, streams


@dataclass(frozen=True)
class Broken:
    """The first seal of a stream that no longer fits its rows."""

    stream: str
    number: int
    first_pk: int
    last_pk: int
    expected_rows: int
    found_rows: int


@dataclass(frozen=True)
class Verdict:
    """What verification found in one stream. ``head`` is the last digest: keep it elsewhere to detect truncation.

    ``outside`` counts rows with a key below 1: no seal covers them, and the application makes none.
    """

    stream: str
    seals: int
    sealed_rows: int
    unsealed_rows: int
    head: str
    broken: Broken | None
    outside: int = 0

    @property
    def is_whole(self) -> bool:
        return self.broken is None and not self.outside


def seal_all(*, now: datetime) -> int:
    """Seal the tail of every stream. Returns the number of rows sealed; safe to run twice."""
    return sum(seal_stream(name, stream, now=now) for name, stream in streams.items())


def seal_stream(name: str, stream: Stream, *, now: datetime) -> int:
    """Seal the tail of one stream in one batch. Returns the number of rows sealed: 0 when another sealer was first."""
    through = settled_key(stream.model)
    before = Seal.objects.filter(stream=name).order_by("number").last()
    after = before.last_pk if before else 0
    if through <= after:
        return 0
    digest, rows = digest_of(
        stream.rows(after=after, through=through).iterator(), previous=before.digest if before else START
    )
    _seal, is_first = Seal.objects.get_or_create(
        stream=name,
        number=before.number + 1 if before else 1,
        defaults={"after_pk": after, "last_pk": through, "rows": rows, "digest": digest, "sealed_at": now},
    )
    return rows if is_first else 0


def sealed_and_not() -> dict[str, tuple[int, int]]:
    """Stream → rows under a seal, rows that wait for one. Two queries, and one for each stream; nothing is verified."""
    found = Seal.objects.values("stream").annotate(total=Sum("rows"), last=Max("last_pk"))
    sealed = {row["stream"]: (row["total"], row["last"]) for row in found}
    return {
        name: (
            sealed.get(name, (0, 0))[0],
            stream.model._default_manager.filter(pk__gt=sealed.get(name, (0, 0))[1]).count(),
        )
        for name, stream in streams.items()
    }


def verify_all() -> list[Verdict]:
    """Recompute every seal of every stream; the tail that is not sealed yet is counted."""
    return [verify_stream(name, stream) for name, stream in streams.items()]


def verify_stream(name: str, stream: Stream) -> Verdict:
    """Recompute the seals of one stream until one does not fit."""
    previous, after, sealed, seals = START, 0, 0, 0
    broken = None
    for seal in Seal.objects.filter(stream=name).order_by("number"):
        digest, rows = digest_of(stream.rows(after=after, through=seal.last_pk).iterator(), previous=previous)
        if digest != seal.digest or rows != seal.rows or seal.after_pk != after or seal.number != seals + 1:
            broken = Broken(name, seal.number, after + 1, seal.last_pk, seal.rows, rows)
            break
        previous, after, sealed, seals = digest, seal.last_pk, sealed + rows, seals + 1
    tail = stream.model._default_manager.filter(pk__gt=after).count() if broken is None else 0
    outside = stream.model._default_manager.filter(pk__lt=1).count()
    return Verdict(name, seals, sealed, tail, previous, broken, outside)
