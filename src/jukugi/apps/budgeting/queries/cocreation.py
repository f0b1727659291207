"""Proposals of co-creation in lists, one with its story, and what waits at the desk."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from jukugi.apps.budgeting.enums.cocreation import ANSWERS, CoAct, CoState
from jukugi.apps.budgeting.models import CoProposal, CoStep

PER_PAGE = 30
WHO_WAITS = (CoState.WAITING, CoState.SHOWN)


@dataclass(frozen=True)
class Line:
    """A proposal in a list; ``is_late``: the day of the answer has passed."""

    proposal: CoProposal
    is_late: bool


@dataclass(frozen=True)
class Told:
    """One step in words: what was done, what was said."""

    step: CoStep
    words: str
    conditions: str = ""
    department: str = ""
    investment: tuple[int, str] | None = None
    is_city: bool = False


def public_page(state: str, *, day: date, number: str) -> tuple[Page[Any], list[Line]]:
    """Public proposals, the newest first. Two queries."""
    found = CoProposal.objects.public().select_related("area", "department")
    if state in CoState:
        found = found.filter(state=state)
    page = Paginator(found.order_by("-received_at", "-pk"), PER_PAGE).get_page(number)
    return page, [Line(one, one.is_late(day)) for one in page.object_list]


def public_counts() -> dict[str, int]:
    """How many public proposals stand where, in the order of their course. One query."""
    counted = Counter(CoProposal.objects.public().order_by().values_list("state", flat=True))
    return {str(state.value): counted[state] for state in CoState if counted[state]}


def desk_page(part: str, areas: set[int | None], *, day: date, number: str) -> tuple[Page[Any], list[Line]]:
    """Proposals of one part of the desk, what is due first. Two queries."""
    kept = CoProposal.objects.in_areas(areas).select_related("area", "department")
    if part == "waiting":
        kept = kept.filter(state__in=WHO_WAITS).order_by("answer_due_on", "pk")
    elif part == "asked":
        kept = kept.filter(state=CoState.ASKED).order_by("answer_due_on", "pk")
    elif part == "trials":
        kept = kept.to_look_back(day).order_by("look_back_on", "pk")
    page = Paginator(kept, PER_PAGE).get_page(number)
    return page, [Line(one, one.is_late(day)) for one in page.object_list]


def waiting_counts(areas: set[int | None], *, day: date) -> dict[int | None, tuple[int, int, int]]:
    """By ward: those that wait for the city, of these the late ones, and trials to look back on. One query."""
    waits, late, trials = Counter[Any](), Counter[Any](), Counter[Any]()
    rows = CoProposal.objects.in_areas(areas).filter(
        Q(state__in=WHO_WAITS) | Q(state=CoState.TRIED, look_back_on__lte=day, outcome="")
    )
    for area, state, due in rows.order_by().values_list("area", "state", "answer_due_on"):
        if state == CoState.TRIED:
            trials[area] += 1
        else:
            waits[area] += 1
            late[area] += due < day
    return {area: (waits[area], late[area], trials[area]) for area in {*waits, *trials}}


def story(proposal: CoProposal, *, for_everybody: bool) -> list[Told]:
    """Every step, the oldest first; what was said before a proposal is shown is in the proposal. One query."""
    hidden = (CoAct.RECEIVED,) if for_everybody else ()
    return [_told(step) for step in proposal.steps.exclude(act__in=hidden)]


def _told(step: CoStep) -> Told:
    facts = step.facts
    department = facts.get("department")
    investment = facts.get("investment")
    return Told(
        step=step,
        words=facts.get("reason") or (facts.get("words", "") if step.act != CoAct.RECEIVED else ""),
        conditions=facts.get("conditions", ""),
        department=department[1] if department else "",
        investment=(investment[0], investment[1]) if investment else None,
        is_city=step.act in ANSWERS or step.act in (CoAct.ASKED, CoAct.SHOWN),
    )
