"""Compute the map of a topic and keep it for the page. The mathematics is loaded here, in jobs, not with the pages."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from jukugi import __version__
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import pictures, policies
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Topic, Vote


def refresh_due_maps(*, now: datetime, everything: bool = False) -> int:
    """Compute every map on which enough people have answered since. Returns how many; safe to run twice."""
    due = [topic for topic in Topic.objects.with_figures() if everything or is_due(topic)]
    for topic in due:
        refresh_map(topic=topic, now=now)
    return len(due)


def is_due(topic: Topic) -> bool:
    """Whether so many people have answered since the last map that a new one does not give one of them away."""
    live_map = getattr(topic, "live_map", None)
    since = Vote.objects.filter(statement__topic=topic, pk__gt=live_map.last_vote_pk if live_map else 0)
    people = since.values("participant").distinct()[: policies.PEOPLE_PER_STEP]
    return len(people) == policies.PEOPLE_PER_STEP


def refresh_map(*, topic: Topic, now: datetime) -> LiveMap:
    """Compute the map from the current votes. Cost: as ``compute_map``, and one pass over the votes."""
    from jukugi.core.opinion_map import VoteTable, compute_map

    log = Vote.objects.filter(statement__topic=topic).aggregate(
        last=Max("pk"), first=Min("cast_at"), end=Max("cast_at")
    )
    participants, statements, choices = _current_votes(topic)
    out = topic.statements.exclude(state=StatementState.SHOWN).values_list("pk", flat=True)
    meta = topic.statements.filter(is_meta=True).values_list("pk", flat=True)
    computed = compute_map(VoteTable.from_columns(participants, statements, choices), hidden={*out, *meta})
    document: dict[str, Any] = pictures.map_document(computed, channels=_channels(topic))
    document["first_at"], document["last_at"] = (log[key].isoformat() if log[key] else "" for key in ("first", "end"))
    with transaction.atomic():
        live_map, _created = LiveMap.objects.update_or_create(
            topic=topic,
            defaults={
                "computed_at": now,
                "last_vote_pk": log["last"] or 0,
                "code_version": __version__,
                "participants": computed.participants,
                "statements": computed.statements,
                "votes": computed.votes,
                "document": document,
            },
        )
    return live_map


def _channels(topic: Topic) -> dict[int, str]:
    people = Participant.objects.filter(current_votes__statement__topic=topic).distinct()
    return dict(people.values_list("pk", "channel"))


def _current_votes(topic: Topic) -> tuple[Any, Any, Any]:
    import numpy as np

    rows = CurrentVote.objects.filter(statement__topic=topic).values_list("participant_id", "statement_id", "choice")
    columns = np.array(list(rows.iterator(chunk_size=50_000)), dtype=np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]
