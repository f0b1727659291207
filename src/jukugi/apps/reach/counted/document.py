"""The documents: what staff sees, and what may be published after the edition before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jukugi import __version__
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Population, population_by, wards
from jukugi.apps.processes.enums import ParticipationSource, PublishedGroups, participation_sources
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.counted.figures import Cells, cells_of, figures_of, published_figures
from jukugi.apps.reach.counted.measuring import measures
from jukugi.apps.reach.counted.phases import phases_of, phases_part
from jukugi.apps.reach.counted.protecting import Shown, shown_figures
from jukugi.apps.reach.counted.tries import tries_part
from jukugi.apps.reach.enums import BANDS, FORM, K
from jukugi.apps.reach.queries.outreach import tried

CODE_VERSION = f"{__version__}/{FORM}"
Document = dict[str, Any]


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(document)).hexdigest()


def canonical(document: Mapping[str, Any]) -> bytes:
    """One document, one sequence of bytes: UTF-8, keys in order, no spaces."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def counted_cells(process: Process, period: tuple[datetime, datetime] | None = None) -> dict[str, Cells]:
    """The finest counts of every way to take part. As many queries as the ways take."""
    codes = dict(Area.objects.values_list("pk", "code"))
    return {name: cells_of(source.count(process, period), codes) for name, source in participation_sources.items()}


def population_part(population: Population) -> Document:
    """The population as a document tells it: by code of the ward, band and sex."""
    codes = {ward.pk: ward.code for ward in wards()}
    counts = {
        f"{codes[ward]}|{band}|{sex}": round(people, 3)
        for (ward, band, sex), people in sorted(population.counts.items())
        if ward in codes
    }
    return {
        "counts": counts,
        "as_of": population.as_of.isoformat() if isinstance(population.as_of, date) else "",
        "source": population.source,
        "is_sample": population.is_sample,
        "is_divided": population.is_divided,
    }


def live_document(process: Process, *, now: datetime) -> tuple[Document, dict[str, Cells]]:
    """All counts, of the whole and of each phase that has begun; and the finest counts of the whole. For staff."""
    people = population_part(population_by(BANDS))
    whole = counted_cells(process)
    scopes = [{"pk": 0, "title": "", "sources": _live(whole, people)}]
    for phase in process.phases.filter(opens_at__lte=now).order_by("opens_at", "pk"):
        cells = counted_cells(process, (phase.opens_at, phase.closes_at))
        if any(one["people"] for one in cells.values()):
            scopes.append({"pk": phase.pk, "title": phase.title, "sources": _live(cells, people)})
    return {"form": FORM, "scopes": scopes, **_frame(people)}, whole


def _live(cells: Mapping[str, Cells], people: Document) -> Document:
    found = {}
    for name, source in participation_sources.items():
        counts = {k: v for part in figures_of(cells[name], source.told) for k, v in part.counts.items()}
        found[name] = entry_of(source, counts, (), people["counts"])
    return found


def public_document(
    process: Process, whole: Mapping[str, Cells], live: Document, *, before: Any, now: datetime
) -> tuple[Document, dict[str, Any]]:
    """What may be published, and the counts behind it. ``before``: the edition before, or None.

    A way to take part whose figures stay says since which edition (``since``) and as of when (``as_of``).
    """
    frame = frame_of(live)
    number = before.number + 1 if before else 1
    sources: Document = {}
    behind: dict[str, Any] = {}
    for name, source in participation_sources.items():
        old = (before.content["sources"].get(name) if before else None) or {}
        if source.published is not None:
            behind[name] = {}
            sources[name] = _of_the_room(source, source.published(process, None), old, frame, number=number, now=now)
            continue
        old_cells = before.cells.get(name) if before and old and not old.get("is_few") else None
        shown = shown_figures(
            whole[name],
            source.told,
            listed=source.listed,
            before=old_cells,
            hidden=tuple(old.get("hidden", ())) if old_cells else (),
        )
        behind[name] = shown.cells
        sources[name] = _published(source, shown, old, frame, number=number, now=now)
    last = before.content if before else None
    more = {
        "phases": phases_part(phases_of(process, now=now), sources, live, before=last, number=number),
        "tries": tries_part(tried(process), last),
    }
    return {"form": FORM, "edition": number, "k": K, "sources": sources, **more, **frame}, behind


def _published(
    source: ParticipationSource, shown: Shown, old: Document, frame: Document, *, number: int, now: datetime
) -> Document:
    since, as_of = (old["since"], old["as_of"]) if shown.is_kept and old else (number, now.isoformat())
    entry = entry_of(source, shown.figures, shown.hidden, frame["population"]["counts"])
    return {**entry, "is_few": shown.is_few, "since": since, "as_of": as_of}


def _of_the_room(
    source: ParticipationSource,
    published: PublishedGroups | None,
    old: Document,
    frame: Document,
    *,
    number: int,
    now: datetime,
) -> Document:
    """What the room has published itself of the same people, and nothing else."""
    figures, hidden = published_figures(published) if published is not None else ({}, ())
    entry = entry_of(source, figures, hidden, frame["population"]["counts"], has_finest=False)
    is_same = bool(old) and (old["figures"], old["hidden"]) == (entry["figures"], entry["hidden"])
    since, as_of = (old["since"], old["as_of"]) if is_same else (number, now.isoformat())
    editions = list(published.editions) if published is not None else []
    if published is not None and not is_same:
        as_of = published.as_of.isoformat()
    return {**entry, "is_few": not figures, "since": since, "as_of": as_of, "editions": editions}


def entry_of(
    source: ParticipationSource,
    figures: Mapping[str, int],
    hidden: tuple[str, ...],
    people: Any,
    *,
    has_finest: bool = True,
) -> Document:
    return {
        "name": str(source.name),
        "unit": str(source.unit),
        "note": str(source.note),
        "told": sorted(source.told),
        "figures": dict(sorted(figures.items())),
        "hidden": list(hidden),
        "measures": measures(figures, hidden, people, source.told, has_finest=has_finest) if figures else {},
    }


def _frame(people: Document) -> Document:
    return {"population": people, "wards": [[ward.code, ward.name] for ward in wards()]}


def frame_of(live: Document) -> Document:
    """The part that both documents have in common."""
    return {name: live[name] for name in ("population", "wards")}
