"""What a gate asks for, and what is there of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import ConditionState, gate_conditions
from jukugi.apps.processes.models import Condition, Gate, GatePassing, Process
from jukugi.kit.pages.wording import jdate


@dataclass(frozen=True)
class CheckedCondition:
    """A condition with what stands there now. ``url``: where staff do it; ``evidence_url``: what shows it."""

    condition: Condition
    words: str
    is_met: bool
    said: str
    url: str = ""
    evidence_url: str = ""


@dataclass(frozen=True)
class GateState:
    """A gate, whether it is passed, and what it asks for: as it is now, or as it was found when it was passed."""

    gate: Gate
    passing: GatePassing | None
    conditions: tuple[CheckedCondition, ...]
    withdrawn: tuple[GatePassing, ...] = ()

    @property
    def missing(self) -> list[CheckedCondition]:
        return [one for one in self.conditions if not one.is_met]


def conditions_of(gate: Gate, *, now: datetime) -> list[CheckedCondition]:
    """What a gate asks for as it is now. One query, and those of the rooms."""
    return _checked(gate.process, gate.conditions.all(), {}, now)


def gate_states(process: Process, *, now: datetime) -> list[GateState]:
    """Every gate of a process in order. At most four queries, and those of each room that is asked, once."""
    asked: dict[str, ConditionState] = {}
    states = []
    for gate in process.gates.select_related("phase").prefetch_related("conditions", "passings__department"):
        gate.process = process
        passings = list(gate.passings.all())
        passing = next((one for one in passings if one.withdrawn_at is None or one.withdrawn_at > now), None)
        conditions = () if passing else tuple(_checked(process, gate.conditions.all(), asked, now))
        states.append(GateState(gate, passing, conditions, tuple(one for one in passings if one is not passing)))
    return states


def next_gate(*, now: datetime, process: Process | None = None) -> GateState | None:
    """The first gate that is not passed: of this process, else of those that run, the main one first.

    Two queries, and those of the rooms that are asked.
    """
    running = Gate.objects.ahead(now).filter(process__is_draft=False, process__is_finished=False)
    found = running.filter(process=process) if process is not None else running
    gate = found.select_related("phase", "process").order_by("-process__is_main", "phase__opens_at", "pk").first()
    return GateState(gate, None, tuple(conditions_of(gate, now=now))) if gate is not None else None


def _checked(
    process: Process, conditions: Iterable[Condition], asked: dict[str, ConditionState], now: datetime
) -> list[CheckedCondition]:
    """Each condition with what stands there; a room is asked once, however many gates ask for it."""
    found = []
    for condition in conditions:
        if not condition.kind:
            found.append(_by_hand(condition))
            continue
        if condition.kind not in gate_conditions:
            words = _("確かめ方が分からない条件（%(kind)s）") % {"kind": condition.kind}
            found.append(CheckedCondition(condition, words, False, _("この条件を数える部屋がありません")))
            continue
        kind = gate_conditions[condition.kind]
        if condition.kind not in asked:
            asked[condition.kind] = kind.check(process, now)
        state = asked[condition.kind]
        found.append(CheckedCondition(condition, str(kind.words), state.is_met, state.said, state.url))
    return found


def _by_hand(condition: Condition) -> CheckedCondition:
    if condition.met_on is None:
        return CheckedCondition(condition, condition.title, False, condition.evidence or _("まだです"))
    said = _("%(day)s。%(evidence)s") % {"day": jdate(condition.met_on), "evidence": condition.evidence}
    return CheckedCondition(condition, condition.title, True, said, evidence_url=condition.evidence_url)
