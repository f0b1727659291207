"""Move dates, with what depends on them, for a reason that the public reads."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import checked_reason, department, key_of_actor, locked, stretch
from jukugi.apps.processes.errors import EndsBeforeItStarts, NothingMoves, PreviewOutdated
from jukugi.apps.processes.models import Milestone, Move, Phase, Process, Shift
from jukugi.apps.processes.queries.slips import Course, Thing, course, proposal
from jukugi.apps.processes.shifting import Piece
from jukugi.kit import audit


@transaction.atomic
def shift(
    *,
    process: Process,
    root: Piece,
    also: Collection[str],
    reason: str,
    seen: str,
    actor: User | None,
    now: datetime,
) -> Shift:
    """Move one thing to the dates of ``root``, and of what would follow it those that were chosen (``also``).

    ``seen`` is what the preview was made from. Raises NotAllowed, ProcessFinished, ReasonMissing, EndsBeforeItStarts,
    NothingMoves, PreviewOutdated.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    reason = checked_reason(reason)
    found = course(of)
    if found.seen != seen or root.key not in found.pieces:
        raise PreviewOutdated
    if root.ends < root.begins or (root.ends == root.begins and not root.is_moment):
        raise EndsBeforeItStarts(title=root.title)
    moves = proposal(found, root, process=of, now=now, taken=also).moves
    if not moves:
        raise NothingMoves
    made = Shift.objects.create(
        process=of, reason=reason, shifted_at=now, actor_key=key_of_actor(actor), department=department(actor, now)
    )
    Move.objects.bulk_create([_move(made, found, piece, is_cause=piece.key == root.key) for piece in moves])
    for piece in moves:
        _put(found.things[piece.key], piece, now)
    stretch(of)
    audit.record("processes.shifted", actor=actor, subject=made, at=now, details={"moves": len(moves)})
    return made


def _move(made: Shift, found: Course, piece: Piece, *, is_cause: bool) -> Move:
    old, thing = found.pieces[piece.key], found.things[piece.key]
    name = "phase" if isinstance(thing, Phase) else "milestone" if isinstance(thing, Milestone) else "ward_exception"
    return Move(
        shift=made,
        **{name: thing},
        is_cause=is_cause,
        before_from=old.begins,
        before_to=old.ends,
        before_precision=old.precision,
        after_from=piece.begins,
        after_to=piece.ends,
        after_precision=piece.precision,
    )


def _put(thing: Thing, piece: Piece, now: datetime) -> None:
    """Write the new dates; calendars learn of it."""
    if isinstance(thing, Milestone):
        thing.on = timezone.localdate(piece.begins)
    else:
        thing.opens_at, thing.closes_at = piece.begins, piece.ends
    if isinstance(thing, Phase | Milestone):
        thing.precision = piece.precision
        # Words for the old time would now be wrong.
        thing.when = ""
        thing.edition += 1
        thing.changed_at = now
    thing.save()
