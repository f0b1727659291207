"""Set gates before phases, say what is there, and pass them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import checked_reason, checked_title, department, key_of_actor, locked
from jukugi.apps.processes.enums import gate_conditions
from jukugi.apps.processes.errors import CheckedByRooms, GateNotMet, GateNotPassed, GatePassed
from jukugi.apps.processes.models import Condition, Gate, GatePassing, Phase, Process
from jukugi.apps.processes.queries.gates import conditions_of
from jukugi.core.text.tidying import has_letters, lines, one_line
from jukugi.kit import audit


@transaction.atomic
def save_gate(
    *,
    process: Process,
    gate: Gate | None,
    phase: Phase,
    title: str,
    note: str,
    holds: bool,
    kinds: Collection[str],
    by_hand: Collection[str],
    actor: User | None,
    now: datetime,
) -> Gate:
    """Set a gate before a phase, or correct it: what rooms check (``kinds``) and what people tick (titles).

    Evidence of conditions that stay is kept. Raises NotAllowed, ProcessFinished, TitleMissing, GatePassed.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    saved = Gate.objects.get(pk=gate.pk) if gate else Gate(process=of)
    if gate is not None:
        _check_is_ahead(saved, now)
    saved.phase, saved.title, saved.note, saved.holds = phase, checked_title(title), lines(note), holds
    saved.save()
    wanted_kinds = [kind for kind in gate_conditions.names() if kind in kinds]
    titles = list(dict.fromkeys(title for text in by_hand if has_letters(title := one_line(text))))
    saved.conditions.filter(title="").exclude(kind__in=wanted_kinds).delete()
    saved.conditions.filter(kind="").exclude(title__in=titles).delete()
    known = set(saved.conditions.values_list("kind", "title"))
    wanted = [*((kind, "") for kind in wanted_kinds), *(("", title[:120]) for title in titles)]
    Condition.objects.bulk_create(
        Condition(gate=saved, kind=kind, title=title) for kind, title in wanted if (kind, title) not in known
    )
    audit.record("processes.gate_saved", actor=actor, subject=saved, at=now, details={"conditions": len(wanted)})
    return saved


@transaction.atomic
def tick_condition(
    *, condition: Condition, met_on: date | None, evidence: str, url: str, actor: User, now: datetime
) -> None:
    """Say since when something is there, and what shows it; without a day, that it is not there yet.

    Raises NotAllowed, ProcessFinished, CheckedByRooms, GatePassed, ReasonMissing (without evidence).
    """
    permissions.check_can_edit(actor)
    locked(condition.gate.process)
    if condition.kind:
        raise CheckedByRooms(title=gate_conditions[condition.kind].words)
    _check_is_ahead(condition.gate, now)
    ticked = Condition.objects.select_for_update().get(pk=condition.pk)
    is_met = met_on is not None
    ticked.met_on, ticked.ticked_at, ticked.ticked_by = met_on, now if is_met else None, key_of_actor(actor)
    ticked.evidence = checked_reason(evidence) if is_met else lines(evidence)
    ticked.evidence_url = url.strip()
    ticked.save()
    audit.record("processes.condition_ticked", actor=actor, subject=ticked, at=now, details={"is_met": is_met})


@transaction.atomic
def pass_gate(*, gate: Gate, reason: str, actor: User, now: datetime) -> GatePassing:
    """Let the course go on. What every condition says now is kept with it; one that is not met needs a public reason.

    Raises NotAllowed, ProcessFinished, GatePassed, GateNotMet.
    """
    permissions.check_can_edit(actor)
    locked(gate.process)
    _check_is_ahead(gate, now)
    found = conditions_of(gate, now=now)
    missing = [one for one in found if not one.is_met]
    if missing and not has_letters(reason):
        raise GateNotMet(gate=gate.title, count=len(missing))
    passing = GatePassing.objects.create(
        gate=gate,
        passed_at=now,
        is_override=bool(missing),
        reason=lines(reason),
        found=[{"words": one.words, "is_met": one.is_met, "said": one.said} for one in found],
        actor_key=key_of_actor(actor),
        department=department(actor, now),
    )
    audit.record(
        "processes.gate_passed", actor=actor, subject=gate, at=now, details={"is_override": passing.is_override}
    )
    return passing


@transaction.atomic
def withdraw_passing(*, gate: Gate, reason: str, actor: User, now: datetime) -> None:
    """Take back that a gate is passed; the record stays, with the reason.

    Raises NotAllowed, ProcessFinished, ReasonMissing, GateNotPassed.
    """
    permissions.check_can_edit(actor)
    locked(gate.process)
    reason = checked_reason(reason)
    passing = GatePassing.objects.select_for_update().at(now).filter(gate=gate).first()
    if passing is None:
        raise GateNotPassed(gate=gate.title)
    passing.withdrawn_at, passing.withdrawn_reason, passing.withdrawn_by = now, reason, key_of_actor(actor)
    passing.save()
    audit.record("processes.passing_withdrawn", actor=actor, subject=gate, at=now)


def _check_is_ahead(gate: Gate, now: datetime) -> None:
    if GatePassing.objects.at(now).filter(gate=gate).exists():
        raise GatePassed(gate=gate.title)
