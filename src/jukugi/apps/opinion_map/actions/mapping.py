"""Compute the map of a topic and keep it for the page. The mathematics is loaded here, in jobs, not with the pages."""

import hashlib
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from jukugi import __version__
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import pictures, policies
from jukugi.apps.opinion_map.actions import joining
from jukugi.apps.opinion_map.actions.pacing import Pace
from jukugi.apps.opinion_map.actions.standing import weigh_reasons
from jukugi.apps.opinion_map.models import DOCUMENT_FORM, HelpfulMark, LiveMap, Topic, Vote
from jukugi.kit.appends import settled_key

if TYPE_CHECKING:
    from jukugi.core.disclosure.steps import IntArray, Step
    from jukugi.core.opinion_map import MapSettings, OpinionMap, VoteTable

CODE_VERSION = f"{__version__}/{DOCUMENT_FORM}"


def refresh_due_maps(*, now: datetime, everything: bool = False, pace: Pace | None = None) -> int:
    """Compute every map on which enough people have answered since. Returns how many; safe to run twice.

    ``pace`` leaves out topics that must still rest.
    """
    pace = pace or Pace(lambda: 0.0)
    due = [t for t in Topic.objects.with_figures() if pace.may_go(t.pk) and (everything or is_due(t))]
    for topic in due:
        with pace.measuring(topic.pk):
            refresh_map(topic=topic, now=now)
    return len(due)


def is_due(topic: Topic) -> bool:
    """Whether so many people have answered, or found reasons helpful, since the last map that a new one can show more.
    Two queries at most.

    A map whose document has an older form is always due.
    """
    live_map = getattr(topic, "live_map", None)
    if live_map is not None and not live_map.is_readable:
        return True
    since = Vote.objects.filter(statement__topic=topic, pk__gt=live_map.last_vote_pk if live_map else 0)
    marks = HelpfulMark.objects.filter(reason__statement__topic=topic)
    if live_map is not None:
        marks = marks.filter(changed_at__gt=live_map.computed_at)
    people = (since.by_person().values("person"), marks.values("participant"))
    return any(len(rows.distinct()[: policies.PEOPLE_PER_STEP]) == policies.PEOPLE_PER_STEP for rows in people)


def refresh_map(*, topic: Topic, now: datetime) -> LiveMap:
    """Compute the map from the log of votes, as far as its figures may change. Returns the map that then stands.

    Everything the map shows is computed from one set of answers: those of each statement up to the key noted for it in
    the document (``counted_through``), which moves on when the answers of enough people to that statement differ. Only
    the sums of participants, statements and votes count every answer.

    The log is read up to a key below which nothing can be added any more, so the votes are one snapshot however long
    the reading takes. Nothing is locked while the map is computed: when another map has come to stand meanwhile, this
    one, a step from the map before that, is dropped. Cost: as ``compute_map``, and one pass over the log.
    """
    from jukugi.core.disclosure.steps import next_step

    before = LiveMap.objects.filter(topic=topic).first()
    through = settled_key(Vote)
    joined = joining.next_joined(topic, before)
    rows = _rows(_log(topic, through))
    usable, hidden = _statements(topic)
    step = next_step(
        joining.by_person(rows, joined.counted),
        before=_counted_through(before),
        renewable=usable,
        through=through,
        minimum=policies.PEOPLE_PER_STEP,
    )
    made = computed_from(topic, step, rows, through=through, hidden=hidden, joined=joined)
    weigh_reasons(topic, made.computed)
    stands = {"computed_at": now, "last_vote_pk": through, "code_version": CODE_VERSION, "document": made.document}
    return _put(topic, before, stands | made.sums)


@dataclass(frozen=True)
class Computed:
    """A map, the document that pages show of it, and the sums over every answer."""

    computed: "OpinionMap"
    document: dict[str, Any]
    sums: dict[str, int]


def computed_again(topic: Topic, document: dict[str, Any]) -> Computed:
    """Compute a map anew from the log, of what its document says that it counted. Changes nothing."""
    from jukugi.core.disclosure.steps import counted_answers

    inputs = document["inputs"]
    rows = _rows(_log(topic, inputs["through"]))
    counted = {int(statement): key for statement, key in document["counted_through"].items()}
    joined = joining.Joined.of(document)
    step = counted_answers(joining.by_person(rows, joined.counted), counted)
    return computed_from(
        topic,
        step,
        rows,
        through=inputs["through"],
        hidden=set(inputs["hidden"]),
        joined=joined,
        settings=_settings(inputs["settings"]),
    )


def computed_from(
    topic: Topic,
    step: "Step",
    rows: "IntArray",
    *,
    through: int,
    hidden: set[int],
    joined: joining.Joined,
    settings: "MapSettings | None" = None,
) -> Computed:
    """The one way from answers to a document. The same answers and settings are the same document, byte for byte.

    ``inputs`` in the document say what is needed to compute it again: the last key of the log, the statements left out,
    the settings, and a digest of the answers; ``joined``, which devices were taken as one person.
    """
    from jukugi.core.opinion_map import MapSettings, VoteTable, compute_map

    settings = settings or MapSettings()
    table = VoteTable.from_columns(step.participant, step.statement, step.choice)
    computed = compute_map(table, hidden=hidden, settings=settings)
    document: dict[str, Any] = pictures.map_document(computed, channels=_channels(topic))
    document["patterns"] = _patterns(table, computed, document["bridging"])
    document["counted_through"] = {str(statement): key for statement, key in sorted(step.counted_through.items())}
    document["inputs"] = {
        "through": through,
        "hidden": sorted(hidden),
        "settings": asdict(settings),
        "digest": _digest(step),
    }
    moments = _log(topic, through).aggregate(first_at=Min("cast_at"), last_at=Max("cast_at"))
    document |= {name: moment.isoformat() if moment else "" for name, moment in moments.items()}
    document["joined"] = asdict(joined)
    return Computed(computed, document, _sums(joining.by_person(rows, joined.summed)))


def _patterns(table: "VoteTable", computed: "OpinionMap", bridging: list[dict[str, Any]]) -> dict[str, Any]:
    """How many people answered in a way to look at, and what the map is without them: how many groups, and how many of
    the statements that join it still do. None of it where they are few: the difference would show their answers.
    """
    import numpy as np

    from jukugi.core.opinion_map import compute_map, suspicious_patterns, without_patterns

    hidden = computed.hidden_ids
    found = suspicious_patterns(table.with_statements(~np.isin(table.statement_ids, hidden)))
    if len(found.participants) < policies.CELL_MINIMUM:
        return {"people": None}
    other = compute_map(without_patterns(table, found), hidden=hidden, settings=computed.settings)
    joining = {b["statement"] for b in bridging if b["score"] >= policies.MAJORITY}
    still = {b.statement for b in other.bridging if b.score >= policies.MAJORITY}
    return {"people": len(found.participants), "k": other.k, "joining": len(joining), "still": len(joining & still)}


def _settings(noted: dict[str, Any]) -> "MapSettings":
    """The settings as they were noted; one that has come since has its default of today."""
    from jukugi.core.opinion_map import MapSettings

    known = {field.name for field in fields(MapSettings)}
    return MapSettings(**{name: value for name, value in noted.items() if name in known})


def _log(topic: Topic, through: int) -> QuerySet[Vote]:
    return Vote.objects.filter(statement__topic=topic, pk__lte=through)


def _digest(step: "Step") -> str:
    """SHA-256 of the answers: participant, statement and choice as 64-bit numbers, lowest byte first, row by row."""
    import numpy as np

    columns = np.stack((step.participant, step.statement, step.choice), axis=1)
    order = np.lexsort((step.statement, step.participant))
    return hashlib.sha256(columns[order].astype("<i8").tobytes()).hexdigest()


@transaction.atomic
def _put(topic: Topic, before: LiveMap | None, fields: dict[str, Any]) -> LiveMap:
    """Put the map in place, if the one it was computed from still stands; else return the one that does."""
    Topic.objects.select_for_update().get(pk=topic.pk)
    standing = LiveMap.objects.filter(topic=topic).first()
    if standing is not None and _mark(standing) != _mark(before):
        return standing
    live_map, _created = LiveMap.objects.update_or_create(topic=topic, defaults=fields)
    return live_map


def _mark(live_map: LiveMap | None) -> tuple[datetime, int, dict[int, int]] | None:
    """What tells one map of a topic from the next."""
    return (live_map.computed_at, live_map.last_vote_pk, _counted_through(live_map)) if live_map else None


def _counted_through(live_map: LiveMap | None) -> dict[int, int]:
    noted = live_map.document.get("counted_through", {}) if live_map else {}
    return {int(statement): key for statement, key in noted.items()}


def _rows(log: Any) -> "IntArray":
    """Key, participant, statement, choice; shape (rows, 4)."""
    import numpy as np

    rows = log.values_list("pk", "participant_id", "statement_id", "choice")
    return np.array(list(rows.iterator(chunk_size=50_000)), dtype=np.int64).reshape(-1, 4)


def _sums(rows: "IntArray") -> dict[str, int]:
    """How many took part, in how many statements, with how many current answers."""
    import numpy as np

    (people, who), (statements, what) = (np.unique(rows[:, n], return_inverse=True) for n in (1, 2))
    pairs = np.unique(who * len(statements) + what)
    return {"participants": len(people), "statements": len(statements), "votes": len(pairs)}


def _statements(topic: Topic) -> tuple[set[int], set[int]]:
    """The statements that the map is made of, and the others."""
    usable = set(topic.statements.shown().filter(is_meta=False).values_list("pk", flat=True))
    return usable, set(topic.statements.exclude(pk__in=usable).values_list("pk", flat=True))


def _channels(topic: Topic) -> dict[int, str]:
    """How people took part; it never changes."""
    people = Participant.objects.filter(current_votes__statement__topic=topic).distinct()
    joined = Participant.objects.filter(merged_into__isnull=False)
    return dict([*joined.values_list("pk", "channel"), *people.values_list("pk", "channel")])
