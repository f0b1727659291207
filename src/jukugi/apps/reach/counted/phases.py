"""How many took part in each phase, as far as that may be published beside the whole and after earlier editions.

Of a phase only the sum of each way is told, never who they were. Somebody who knows a sum for each stretch of time
learns nothing of any ward or age by it: whatever the whole allows can be dealt out to stretches with these sums. What
could be told are the sums themselves. So they are parts of a published total: small ones stay empty, with as many
others as these need (`core.disclosure.flows`), what was empty stays empty, and from one edition to the next each part
that is told, and all others together, change by nobody or by enough people; else the way keeps what it told before.

Where all who took part in a way did so in one phase, the figures of the whole are those of the phase.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from jukugi.apps.processes.enums import Lane, PublishedGroups, participation_sources
from jukugi.apps.processes.models import Phase, Process
from jukugi.apps.reach.enums import K
from jukugi.core.disclosure.flows import hidden_parts, may_follow

Document = dict[str, Any]
Totals = dict[int, int | None]


def phases_of(process: Process, *, now: datetime) -> list[Phase]:
    """Phases in which citizens take part and that have begun, one after the other; of two that overlap the first."""
    found: list[Phase] = []
    for phase in process.phases.filter(lane=Lane.CITIZENS, opens_at__lte=now).order_by("opens_at", "pk"):
        if not found or phase.opens_at >= found[-1].closes_at:
            found.append(phase)
    return found


def phases_part(
    phases: Sequence[Phase], sources: Mapping[str, Document], live: Document, *, before: Document | None, number: int
) -> list[Document]:
    """A row for each phase: its name and period, and by way how many took part (None: not told), and since which
    edition. ``sources`` are the public figures of the whole, ``live`` the counts of staff."""
    counted = {scope["pk"]: scope["sources"] for scope in live["scopes"]}
    old = {row["pk"]: row for row in (before or {}).get("phases", [])}
    rows: list[Document] = [
        {
            "pk": phase.pk,
            "title": phase.title,
            "from": phase.opens_at.isoformat(),
            "to": phase.closes_at.isoformat(),
            "totals": {},
            "since": {},
        }
        for phase in phases
    ]
    for way, one in sources.items():
        total = one["figures"].get("total")
        parts = {pk: _in_phase(way, phases, pk, counted) for pk in (phase.pk for phase in phases)}
        was = {pk: old[pk]["totals"].get(way) for pk in parts if way in old.get(pk, {}).get("totals", {})}
        before_total = ((before or {}).get("sources", {}).get(way) or {}).get("figures", {}).get("total")
        is_kept = one["since"] != number
        told = _told(parts, total, was, before_total) if not is_kept else None
        for row in rows:
            pk = row["pk"]
            if told is not None:
                row["totals"][way], row["since"][way] = told[pk], number
            else:
                row["totals"][way] = was.get(pk)
                row["since"][way] = old.get(pk, {}).get("since", {}).get(way, number)
    return rows


def _in_phase(way: str, phases: Sequence[Phase], pk: int, counted: Mapping[int, Mapping[str, Document]]) -> int:
    source = participation_sources[way]
    phase = next(one for one in phases if one.pk == pk)
    if source.published is not None:
        return _of_results(source.published(phase.process, None), phase)
    return int(counted.get(pk, {}).get(way, {}).get("figures", {}).get("total", 0))


def _of_results(published: PublishedGroups | None, phase: Phase) -> int:
    """Of results whose whole period lies in the phase: they are public themselves."""
    return sum(
        total
        for (since, until), total in (published.parts if published is not None else ())
        if phase.opens_at <= since and until <= phase.closes_at
    )


def _told(parts: Mapping[int, int], total: int | None, was: Totals, before_total: int | None) -> Totals | None:
    """What may be told of these parts of a published total; None where the earlier figures stay."""
    keys = list(parts)
    rest = (total or 0) - sum(parts.values())
    if total is None or rest < 0:
        return dict.fromkeys(keys) if not was else None
    numbers = [*parts.values(), rest]
    gone = hidden_parts(numbers, minimum=K, hidden=[keys.index(pk) for pk, number in was.items() if number is None])
    told: Totals = {pk: None if place in gone else parts[pk] for place, pk in enumerate(keys)}
    if was and before_total is not None and not _may_follow(told, total, was, before_total):
        return None
    return told


def _may_follow(told: Totals, total: int, was: Totals, before_total: int) -> bool:
    """Whether each part that both tell, and all the others together, changed by nobody or by enough."""
    both = [pk for pk in told if told[pk] is not None and was.get(pk, 0) is not None]
    now, then = _numbers(told, both), _numbers(was, both)
    return may_follow([*then, before_total - sum(then)], [*now, total - sum(now)], minimum=K)


def _numbers(totals: Totals, keys: Iterable[int]) -> list[int]:
    return [totals.get(pk) or 0 for pk in keys]
