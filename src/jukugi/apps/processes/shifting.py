"""What a slip moves along, and what it breaks. Pure: periods and links in, proposals and warnings out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from jukugi.apps.processes.enums import UNSETTLED
from jukugi.apps.processes.spans import add_months, midnight


@dataclass(frozen=True)
class Piece:
    """A phase, a milestone or a ward's exception with its half-open period; of a milestone the day at midnight twice.

    ``has_happened``: it stands in the record of what was, and does not move any more.
    """

    key: str
    title: str
    begins: datetime
    ends: datetime
    precision: str
    is_moment: bool = False
    has_happened: bool = False
    min_days: int | None = None
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amount:
    """How far: whole months first, then days."""

    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.months or self.days)

    def applied(self, moment: datetime) -> datetime:
        """So much later by the calendar of Japan; the time of day stays."""
        local = timezone.localtime(moment)
        day = add_months(local.date(), self.months) + timedelta(days=self.days)
        return midnight(day) + (moment - midnight(local.date()))


class Trouble(StrEnum):
    """What a slip breaks."""

    TOO_SHORT = "too_short"
    OUT_OF_ORDER = "out_of_order"
    CLOSES_NOW = "closes_now"
    OPENS_NOW = "opens_now"
    IN_THE_PAST = "in_the_past"
    OTHER_FISCAL_YEAR = "other_fiscal_year"


@dataclass(frozen=True)
class Break:
    """One trouble of one piece; ``other`` is the piece it concerns, ``days`` how long or how far."""

    trouble: Trouble
    key: str
    other: str = ""
    days: int = 0


def amount_between(before: datetime, after: datetime) -> Amount:
    """How far something moved: whole months where the day of the month stays, else days."""
    old, new = timezone.localtime(before), timezone.localtime(after)
    if old.day == new.day:
        return Amount(months=(new.year - old.year) * 12 + new.month - old.month)
    return Amount(days=(new.date() - old.date()).days)


def followers(links: Collection[tuple[str, str]], root: str) -> list[str]:
    """All that depends on the root, near ones first; a circle ends where it began."""
    found: list[str] = []
    waiting = [root]
    while waiting:
        key = waiting.pop(0)
        for before, after in links:
            if before == key and after != root and after not in found:
                found.append(after)
                waiting.append(after)
    return found


def moved(
    pieces: Mapping[str, Piece], links: Collection[tuple[str, str]], root: Piece, *, along: Mapping[str, str]
) -> list[Piece]:
    """What moves when the root stands as given: the root first, then what depends on its end, by as much.

    ``along`` ties pieces to another that takes them with it (a ward's exception to its phase). What has happened stays.
    """
    old = pieces[root.key]
    by_end, by_begin = amount_between(old.ends, root.ends), amount_between(old.begins, root.begins)
    result = [root]
    for key in followers(links, root.key) if by_end else []:
        if not pieces[key].has_happened:
            result.append(_later(pieces[key], by_end, by_end))
    for key, holder in along.items():
        if holder == root.key:
            result.append(_later(pieces[key], by_begin, by_end))
        elif by_end and any(piece.key == holder for piece in result):
            result.append(_later(pieces[key], by_end, by_end))
    return [piece for piece in result if piece != pieces[piece.key]]


def _later(piece: Piece, begin: Amount, end: Amount) -> Piece:
    begins, ends = begin.applied(piece.begins), end.applied(piece.ends)
    return replace(piece, begins=begins, ends=max(ends, begins + timedelta(days=0 if piece.is_moment else 1)))


def breaks(
    pieces: Mapping[str, Piece], links: Iterable[tuple[str, str]], moves: Sequence[Piece], *, now: datetime
) -> list[Break]:
    """What would be wrong if all these moves were made."""
    after = {**pieces, **{piece.key: piece for piece in moves}}
    touched = {piece.key for piece in moves}
    found = [trouble for piece in moves for trouble in _of_one(pieces[piece.key], piece, now)]
    for before, then in links:
        begin = _latest_begin(after[then])
        if touched & {before, then} and begin < _end(after[before]) and not after[then].has_happened:
            late = (_end(after[before]) - begin) / timedelta(days=1)
            found.append(Break(Trouble.OUT_OF_ORDER, then, before, max(1, round(late))))
    return found


def _end(piece: Piece) -> datetime:
    """From when what depends on it may begin: a milestone is over when its day is; known to the month, at its start."""
    return piece.begins if piece.is_moment else piece.ends


def _latest_begin(piece: Piece) -> datetime:
    """By when it begins at the latest: what has no settled month may begin anywhere in its span."""
    return piece.ends if piece.precision in UNSETTLED else piece.begins


def _of_one(old: Piece, new: Piece, now: datetime) -> Iterable[Break]:
    days = (timezone.localtime(new.ends).date() - timezone.localtime(new.begins).date()).days
    if new.min_days and days < new.min_days:
        yield Break(Trouble.TOO_SHORT, new.key, days=days)
    was_open, is_open = old.begins <= now < old.ends, new.begins <= now < new.ends
    if new.opens and was_open and not is_open:
        yield Break(Trouble.CLOSES_NOW, new.key)
    if new.opens and is_open and not was_open:
        yield Break(Trouble.OPENS_NOW, new.key)
    if new.begins < now <= old.begins and not is_open:
        yield Break(Trouble.IN_THE_PAST, new.key)
    if _fiscal_year(old.ends) != _fiscal_year(new.ends):
        yield Break(Trouble.OTHER_FISCAL_YEAR, new.key, days=_fiscal_year(new.ends))


def _fiscal_year(ends: datetime) -> int:
    day = timezone.localtime(ends - timedelta(microseconds=1)).date()
    return day.year - (day.month < 4)
