"""What changed: what opened, closed, was shifted, renamed, paused, passed; newest first, each with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import phase_kinds
from jukugi.apps.processes.models import (
    FormerName,
    GatePassing,
    Move,
    Pause,
    Phase,
    Process,
    Shift,
    WardException,
)
from jukugi.apps.processes.spans import last_day, spread, told


@dataclass(frozen=True)
class MovedDate:
    """What one move did, in words."""

    title: str
    before: str
    after: str
    is_cause: bool


@dataclass(frozen=True)
class Change:
    """One thing that changed. ``key`` names it for ever; ``reason`` is the public one; ``by`` the department."""

    key: str
    at: datetime
    kind: str
    title: str
    reason: str
    url: str
    process: str
    by: str = ""
    moves: tuple[MovedDate, ...] = ()


def changes(processes: Sequence[Process], *, now: datetime) -> list[Change]:
    """Everything that changed in these processes until now, newest first. Nine queries."""
    by_key = {process.pk: process for process in processes}
    found = [
        *_shifts(by_key),
        *_names(by_key),
        *_pauses(by_key),
        *_passings(by_key),
        *_exceptions(by_key),
        *_openings(by_key),
    ]
    return sorted((one for one in found if one.at <= now), key=lambda one: (one.at, one.key), reverse=True)


def _shifts(by_key: dict[int, Process]) -> Iterable[Change]:
    shifts = Shift.objects.filter(process__in=by_key).select_related("department")
    related = ("moves__phase", "moves__milestone", "moves__ward_exception__ward", "moves__ward_exception__phase")
    for shift in shifts.prefetch_related(*related):
        process = by_key[shift.process_id]
        moves = tuple(moved_date(move) for move in shift.moves.all())
        cause = next((move for move in moves if move.is_cause), moves[0])
        title = _("「%(title)s」の時期を、%(before)sから%(after)sに変えました") % {
            "title": cause.title,
            "before": cause.before,
            "after": cause.after,
        }
        yield Change(
            f"shift-{shift.pk}",
            shift.shifted_at,
            _("予定の変更"),
            title,
            shift.reason,
            f"{process.get_absolute_url()}#change-shift-{shift.pk}",
            process.title,
            shift.department.name if shift.department else "",
            moves,
        )


def moved_date(move: Move) -> MovedDate:
    """A move in words. No query where its thing is loaded."""
    if move.milestone is not None:
        before = spread(timezone.localdate(move.before_from), move.before_precision).words
        after = spread(timezone.localdate(move.after_from), move.after_precision).words
        return MovedDate(move.milestone.title, before, after, move.is_cause)
    before = told(timezone.localdate(move.before_from), last_day(move.before_to), move.before_precision)
    after = told(timezone.localdate(move.after_from), last_day(move.after_to), move.after_precision)
    if move.ward_exception is not None:
        one = move.ward_exception
        title = _("%(title)s（%(ward)s）") % {"title": one.phase.title, "ward": one.ward.name}
        return MovedDate(title, before, after, move.is_cause)
    return MovedDate(move.phase.title if move.phase else "", before, after, move.is_cause)


def _names(by_key: dict[int, Process]) -> Iterable[Change]:
    names = FormerName.objects.filter(process__in=by_key).select_related("phase", "milestone", "department")
    for name in names:
        process = by_key[name.process_id]
        thing = name.phase or name.milestone
        if thing is not None:
            thing.process = process
        title = _("「%(old)s」の名前を変えました（いまの名前は「%(new)s」）") % {
            "old": name.title,
            "new": thing.title if thing else process.title,
        }
        url = thing.get_absolute_url() if thing else process.get_absolute_url()
        by = name.department.name if name.department else ""
        yield Change(f"name-{name.pk}", name.renamed_at, _("名前"), title, name.reason, url, process.title, by)


def _pauses(by_key: dict[int, Process]) -> Iterable[Change]:
    for pause in Pause.objects.filter(process__in=by_key).select_related("phase", "department"):
        process = by_key[pause.process_id]
        name = pause.phase.title if pause.phase else process.title
        by, url = pause.department.name if pause.department else "", process.get_absolute_url()
        title = _("「%(name)s」を、いったん止めました") % {"name": name}
        yield Change(f"pause-{pause.pk}", pause.paused_at, _("中断"), title, pause.reason, url, process.title, by)
        if pause.resumed_at is not None:
            title = _("「%(name)s」を再開しました") % {"name": name}
            yield Change(
                f"resume-{pause.pk}", pause.resumed_at, _("再開"), title, pause.resumed_reason, url, process.title
            )


def _passings(by_key: dict[int, Process]) -> Iterable[Change]:
    for passing in GatePassing.objects.filter(gate__process__in=by_key).select_related("gate", "department"):
        gate, process = passing.gate, by_key[passing.gate.process_id]
        gate.process = process
        words = (
            _("関門「%(gate)s」を、そろわないものを残して通りました")
            if passing.is_override
            else _("関門「%(gate)s」を通りました")
        )
        by = passing.department.name if passing.department else ""
        yield Change(
            f"gate-{passing.pk}",
            passing.passed_at,
            _("関門"),
            words % {"gate": gate.title},
            passing.reason,
            gate.get_absolute_url(),
            process.title,
            by,
        )
        if passing.withdrawn_at is not None:
            title = _("関門「%(gate)s」を通ったことを取り消しました") % {"gate": gate.title}
            yield Change(
                f"ungate-{passing.pk}",
                passing.withdrawn_at,
                _("関門"),
                title,
                passing.withdrawn_reason,
                gate.get_absolute_url(),
                process.title,
            )


def _exceptions(by_key: dict[int, Process]) -> Iterable[Change]:
    exceptions = WardException.objects.filter(phase__process__in=by_key)
    for one in exceptions.select_related("phase", "ward", "department"):
        process = by_key[one.phase.process_id]
        one.phase.process = process
        names = {"ward": one.ward.name, "title": one.phase.title}
        by, url = one.department.name if one.department else "", one.phase.get_absolute_url()
        title = _("%(ward)sの「%(title)s」を、市とは別の時期にしました") % names
        yield Change(f"ward-{one.pk}", one.made_at, _("区の例外"), title, one.reason, url, process.title, by)
        if one.ended_at is not None:
            title = _("%(ward)sの「%(title)s」を、市と同じ時期に戻しました") % names
            yield Change(f"unward-{one.pk}", one.ended_at, _("区の例外"), title, one.ended_reason, url, process.title)


def _openings(by_key: dict[int, Process]) -> Iterable[Change]:
    """What opened and closed by the course itself."""
    phases = Phase.objects.filter(process__in=by_key, openings__isnull=False).distinct().prefetch_related("openings")
    for phase in phases:
        process = by_key[phase.process_id]
        phase.process = process
        kinds = "・".join(str(phase_kinds[one.kind]) for one in phase.openings.all() if one.kind in phase_kinds)
        values, url = {"title": phase.title, "kinds": kinds}, phase.get_absolute_url()
        opened = _("「%(title)s」が始まりました（%(kinds)s）") % values
        closed = _("「%(title)s」が終わりました（%(kinds)s）") % values
        yield Change(f"open-{phase.key}", phase.opens_at, _("始まり"), opened, "", url, process.title)
        yield Change(f"close-{phase.key}", phase.closes_at, _("終わり"), closed, "", url, process.title)
