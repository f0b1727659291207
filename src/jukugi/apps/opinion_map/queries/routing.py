"""Which statement of a topic somebody meets next: the counts for the router, kept for some seconds."""

import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from math import hypot, sqrt
from typing import Any

from django.core.cache import caches
from django.db.models import Count

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Topic
from jukugi.core.opinion_map.routing import Tally, routed_order

TALLIES_KEPT_SECONDS = 5

Tallies = dict[int, tuple[int, int, int, float]]


def next_statement(
    topic: Topic,
    keys: Sequence[int],
    *,
    answered: Collection[int],
    participant: Participant | None,
    after: int | None = None,
) -> int | None:
    """Of the statements shown, one without an answer; None where all have one. At most two queries, mostly none.

    The same for a participant while the counts stay the same; ``after`` leads to the one behind this statement. A
    visitor who is not known yet draws anew each time.
    """
    known = tallies(topic, keys)
    field = [Tally(key, *known.get(key, (0, 0, 0, 0.0))) for key in keys]
    who = participant.actor_key if participant is not None else secrets.token_hex(8)
    order = routed_order(field, seed=f"{topic.pk}:{who}", answered=answered)
    if after in order[:-1]:
        return order[order.index(after) + 1]
    return order[0] if order else None


def tallies(topic: Topic, keys: Collection[int]) -> Tallies:
    """Agrees, disagrees, passes and extremity by key of a statement, as some seconds ago. At most two queries.

    The figures are those of the map; only what is not on it (new statements, those about the voting itself) is counted.
    """
    name = f"tallies-{topic.pk}"
    kept: Tallies | None = caches["frame"].get(name)
    if kept is None:
        kept = _tallies(topic, keys)
        caches["frame"].set(name, kept, TALLIES_KEPT_SECONDS)
    return kept


def _tallies(topic: Topic, keys: Collection[int]) -> Tallies:
    live_map = LiveMap.objects.filter(topic=topic).first()
    document = live_map.document if live_map is not None and live_map.is_readable else None
    told = {int(key): row["everybody"] for key, row in document["statements"].items()} if document else {}
    extremities = _extremities(document["model"]) if document else {}
    counts = told | _counted([key for key in keys if key not in told])
    return {key: (row[0], row[1], row[2], extremities.get(key, 0.0)) for key, row in counts.items()}


def _counted(keys: Sequence[int]) -> dict[int, list[int]]:
    rows = CurrentVote.objects.filter(statement__in=keys).order_by().values_list("statement", "choice")
    counts = Counter({(statement, choice): number for statement, choice, number in rows.annotate(Count("pk"))})
    return {key: [counts[key, choice] for choice in (Choice.AGREE, Choice.DISAGREE, Choice.PASS)] for key in keys}


def _extremities(model: dict[str, Any]) -> dict[int, float]:
    """How far from the centre of the map somebody would stand who agreed to this statement alone, as Polis has it."""
    scale = sqrt(len(model["statement_ids"]))
    return {
        statement: scale * (1 - mean) * hypot(*(axis[position] for axis in model["components"]))
        for position, (statement, mean) in enumerate(zip(model["statement_ids"], model["means"], strict=True))
    }
