"""How the sentences of an edition were answered: support and doubts of each group, as a published map tells them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.apps.drafts.models import Edition, SentenceVote, VisionTopic
from jukugi.apps.opinion_map.enums import ReasonSide
from jukugi.apps.opinion_map.models import MapEdition, Reason, Topic
from jukugi.apps.opinion_map.policies import CELL_MINIMUM
from jukugi.apps.opinion_map.queries.figures import Answers, GroupAnswers, Told, groups_told, told_of

DOUBTS_SHOWN = 3
Part = dict[str, Any]


@dataclass(frozen=True)
class Doubt:
    """A reason against a sentence. ``words`` are empty where it is no longer public; ``helped`` None below a cell."""

    reason_pk: int
    words: str
    helped: int | None


@dataclass(frozen=True)
class Asked:
    """A sentence as it was put to the vote, and how it was answered; None where the map does not tell of it."""

    statement_pk: int
    words: str
    asked_at: datetime
    everybody: Answers | None
    groups: tuple[GroupAnswers, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Support:
    """``now``: asked in the words that stand there; ``earlier``: in words that stood there before."""

    now: Asked | None
    earlier: tuple[Asked, ...]


@dataclass(frozen=True)
class MapTold:
    """The published map whose figures are shown: who answered, and when. ``stability`` is that of its groups, 0..1."""

    topic_pk: int
    number: int
    published_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    participants: int
    group_count: int
    stability: float | None


@dataclass(frozen=True)
class SupportTold:
    """The answers to the sentences of an edition, by the number of the clause."""

    topic: Topic | None
    told_by: MapTold | None
    sentences: dict[int, Support]


def support_told(edition: Edition) -> SupportTold:
    """Of a public edition what was frozen with it, of one at work what the newest published map tells.

    At most six queries, whatever the number of clauses.
    """
    part = json.loads(edition.frozen).get("support") if edition.is_public else support_part(edition)
    if not part:
        return SupportTold(None, None, {})
    topic = Topic.objects.filter(pk=part["topic"]).first()
    words = _words_of(_doubts_in(part["sentences"].values()))
    sentences = {int(serial): _support(told, words) for serial, told in part["sentences"].items()}
    return SupportTold(topic, _map_told(part), sentences)


def support_part(edition: Edition) -> Part | None:
    """The same as plain values, to be frozen; without the words of any citizen. None where nothing was asked.

    The map is the newest that was published, and of an approved edition the newest when it was approved: what people
    approved is what comes out. At most five queries.
    """
    vision = VisionTopic.objects.filter(document=edition.document_id).first()
    if vision is None:
        return None
    votes = SentenceVote.objects.filter(clause__document=edition.document_id).select_related("clause", "statement")
    digests = {text.clause_id: text.digest for text in edition.texts.all()}
    asked = [vote for vote in votes if vote.clause_id in digests]
    found = map_of(vision.topic_id, edition)
    doubts = _doubts([vote.statement_id for vote in asked])
    sentences: dict[str, Part] = {}
    for vote in asked:
        told = told_of(found.document, vote.statement_id) if found is not None else None
        place = sentences.setdefault(str(vote.clause.serial), {"now": None, "earlier": []})
        row = _row(vote, told, doubts.get(vote.statement_id, []))
        if vote.digest == digests[vote.clause_id]:
            place["now"] = row
        else:
            place["earlier"].append(row)
    return {"topic": vision.topic_id, "map": _map_part(found), "sentences": sentences}


def map_of(topic_pk: int, edition: Edition) -> MapEdition | None:
    """The published map that tells of an edition. One query."""
    published = MapEdition.objects.filter(topic=topic_pk)
    if edition.approved_at is not None:
        published = published.filter(published_at__lte=edition.approved_at)
    return published.order_by("-number").first()


def _row(vote: SentenceVote, told: Told | None, doubts: list[Reason]) -> Part:
    return {
        "statement": vote.statement_id,
        "words": vote.statement.text,
        "asked_at": vote.asked_at.isoformat(),
        "everybody": _cell(told.everybody) if told is not None else None,
        "groups": [_cell(group.answers) for group in told.groups] if told is not None else [],
        "doubts": [
            {"reason": doubt.pk, "helped": doubt.helped if doubt.helped >= CELL_MINIMUM else None} for doubt in doubts
        ],
    }


def _cell(answers: Answers | None) -> list[int] | None:
    return [answers.agree, answers.disagree, answers.unsure] if answers is not None else None


def _map_part(found: MapEdition | None) -> Part | None:
    if found is None:
        return None
    document = found.document
    return {
        "number": found.number,
        "digest": found.document_digest,
        "published_at": found.published_at.isoformat(),
        "first_at": document["first_at"],
        "last_at": document["last_at"],
        "participants": found.participants,
        "groups": len(document["groups"]),
        "stability": document["stability"],
    }


def _doubts(statements: list[int]) -> dict[int, list[Reason]]:
    """Of each statement the public reasons against it that help across groups most. One query."""
    shown = Reason.objects.shown().filter(statement__in=statements, side=ReasonSide.AGAINST)
    found: dict[int, list[Reason]] = {}
    for reason in sorted(shown, key=lambda reason: (-(reason.standing or 0.0), reason.pk)):
        best = found.setdefault(reason.statement_id, [])
        if len(best) < DOUBTS_SHOWN:
            best.append(reason)
    return found


def _doubts_in(sentences: Iterable[Part]) -> list[int]:
    rows = [row for told in sentences for row in [told["now"], *told["earlier"]] if row]
    return [doubt["reason"] for row in rows for doubt in row["doubts"]]


def _words_of(reasons: list[int]) -> dict[int, str]:
    return dict(Reason.objects.shown().filter(pk__in=reasons).values_list("pk", "text"))


def _support(told: Part, words: dict[int, str]) -> Support:
    now = _asked(told["now"], words) if told["now"] else None
    return Support(now, tuple(_asked(row, words) for row in told["earlier"]))


def _asked(row: Part, words: dict[int, str]) -> Asked:
    return Asked(
        row["statement"],
        row["words"],
        datetime.fromisoformat(row["asked_at"]),
        Answers(*row["everybody"]) if row["everybody"] else None,
        groups_told(row["groups"]),
        tuple(Doubt(one["reason"], words.get(one["reason"], ""), one["helped"]) for one in row["doubts"]),
    )


def _map_told(part: Part) -> MapTold | None:
    told = part["map"]
    if told is None:
        return None
    return MapTold(
        part["topic"],
        told["number"],
        datetime.fromisoformat(told["published_at"]),
        datetime.fromisoformat(told["first_at"]) if told["first_at"] else None,
        datetime.fromisoformat(told["last_at"]) if told["last_at"] else None,
        told["participants"],
        told["groups"],
        told["stability"],
    )
