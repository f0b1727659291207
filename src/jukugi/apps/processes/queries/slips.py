"""A course as pieces that can slip, and what a slip would do."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import phase_kinds
from jukugi.apps.processes.models import Dependency, Milestone, Phase, Process, WardException
from jukugi.apps.processes.shifting import Break, Piece, Trouble, breaks, moved
from jukugi.apps.processes.spans import last_day, midnight, spread, told

Thing = Phase | Milestone | WardException


@dataclass(frozen=True)
class Course:
    """All that has a date in a process. ``seen`` changes with every date: two people do not move the same thing."""

    things: dict[str, Thing]
    pieces: dict[str, Piece]
    links: list[tuple[str, str]]
    along: dict[str, str]

    @property
    def seen(self) -> str:
        told = [f"{key} {piece.begins.isoformat()} {piece.ends.isoformat()}" for key, piece in self.pieces.items()]
        return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ProposedMove:
    """One row of a preview: what, from when, to when; ``is_taken``: it would move; ``troubles``: what that breaks."""

    key: str
    title: str
    lane: str
    before: str
    after: str
    is_cause: bool
    is_taken: bool
    troubles: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """What a slip would do: every row, what would be out of order among the others, and the moves that were chosen."""

    moves: tuple[Piece, ...]
    rows: tuple[ProposedMove, ...]
    others: tuple[str, ...]
    seen: str
    extends_to: str

    @property
    def has_troubles(self) -> bool:
        return bool(self.others) or any(row.troubles for row in self.rows)


def key_of(thing: Thing) -> str:
    """By which a form names it."""
    return f"{type(thing).__name__.lower()}-{thing.pk}"


def course(process: Process) -> Course:
    """The course as it stands. Five queries."""
    things: dict[str, Thing] = {}
    pieces: dict[str, Piece] = {}
    along: dict[str, str] = {}
    for phase in process.phases.prefetch_related("openings"):
        key = key_of(phase)
        opens = tuple(opening.kind for opening in phase.openings.all())
        things[key] = phase
        pieces[key] = Piece(
            key,
            phase.title,
            phase.opens_at,
            phase.closes_at,
            phase.precision,
            has_happened=phase.ended_on is not None,
            min_days=phase.min_days,
            opens=opens,
        )
    for milestone in process.milestones.all():
        key = key_of(milestone)
        day = midnight(milestone.on)
        happened = milestone.began_on is not None
        things[key] = milestone
        pieces[key] = Piece(key, milestone.title, day, day, milestone.precision, is_moment=True, has_happened=happened)
    exceptions = WardException.objects.in_force().filter(phase__process=process).select_related("ward", "phase")
    for one in exceptions:
        key = key_of(one)
        title = _("%(title)s（%(ward)sの例外）") % {"title": one.phase.title, "ward": one.ward.name}
        things[key] = one
        pieces[key] = Piece(key, title, one.opens_at, one.closes_at, one.phase.precision)
        along[key] = f"phase-{one.phase_id}"
    links = [(_end_of(link, "before"), _end_of(link, "after")) for link in Dependency.objects.filter(process=process)]
    return Course(things, pieces, links, along)


def proposal(
    found: Course,
    root: Piece,
    *,
    process: Process,
    now: datetime,
    taken: Collection[str] | None = None,
) -> Proposal:
    """What moves with the root and what that breaks; ``taken`` None takes all, else the root and these. No query."""
    all_moves = moved(found.pieces, found.links, root, along=found.along)
    chosen = [move for move in all_moves if taken is None or move.key == root.key or move.key in taken]
    kept = {move.key for move in chosen}
    troubles = breaks(found.pieces, found.links, chosen, now=now)
    rows = [
        ProposedMove(
            key=move.key,
            title=move.title,
            lane=_lane(found.things[move.key]),
            before=words(found.pieces[move.key]),
            after=words(move),
            is_cause=move.key == root.key,
            is_taken=move.key in kept,
            troubles=tuple(_trouble(found, one) for one in troubles if one.key == move.key),
        )
        for move in all_moves
    ]
    shown = {move.key for move in all_moves}
    others = tuple(_trouble(found, one) for one in troubles if one.key not in shown)
    last = max((final_day(move) for move in chosen), default=process.ends_on)
    extends_to = f"{last.year}年{last.month}月{last.day}日" if last > process.ends_on else ""
    return Proposal(tuple(chosen), tuple(rows), others, found.seen, extends_to)


def as_given(piece: Piece, begins: datetime, ends: datetime, precision: str) -> Piece:
    """The piece with the dates that somebody gave."""
    return replace(piece, begins=begins, ends=ends, precision=precision)


def words(piece: Piece) -> str:
    """The period of a piece as exactly as it is known."""
    day = timezone.localdate(piece.begins)
    if piece.is_moment:
        return spread(day, piece.precision).words
    return told(day, last_day(piece.ends), piece.precision)


def final_day(piece: Piece) -> date:
    """The last day that it touches."""
    return timezone.localdate(piece.begins) if piece.is_moment else last_day(piece.ends)


def _end_of(link: Dependency, side: str) -> str:
    phase = getattr(link, f"{side}_phase_id")
    return f"phase-{phase}" if phase is not None else f"milestone-{getattr(link, f'{side}_milestone_id')}"


def _lane(thing: Thing) -> str:
    return str((thing.phase if isinstance(thing, WardException) else thing).get_lane_display())


def _trouble(found: Course, one: Break) -> str:
    """A trouble in a sentence: what, where, what to do."""
    piece, other = found.pieces[one.key], found.pieces.get(one.other)
    kinds = "・".join(str(phase_kinds[kind]) for kind in piece.opens if kind in phase_kinds)
    values = {
        "title": piece.title,
        "other": other.title if other else "",
        "days": one.days,
        "least": piece.min_days,
        "kinds": kinds,
    }
    sentences = {
        Trouble.TOO_SHORT: _("期間が%(days)s日になり、決めてある%(least)s日より短くなります。"),
        Trouble.OUT_OF_ORDER: _("「%(title)s」が、先に終わるはずの「%(other)s」より%(days)s日早く始まります。"),
        Trouble.CLOSES_NOW: _("いま開いている「%(kinds)s」が、すぐに閉じます。"),
        Trouble.OPENS_NOW: _("「%(kinds)s」が、すぐに開きます。"),
        Trouble.IN_THE_PAST: _("始まりの日が、もう過ぎた日になります。"),
        Trouble.OTHER_FISCAL_YEAR: _("%(days)s年度にかかります。予算と議会の日程を確かめてください。"),
    }
    return sentences[one.trouble] % values
