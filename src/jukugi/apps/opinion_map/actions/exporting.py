"""Give a conversation away in the form of a Polis export: sums for everybody, single answers only by decision."""

import csv
import io
import random
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from jukugi.apps.opinion_map import errors
from jukugi.apps.opinion_map.actions.mapping import computed_again
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import LiveMap, Statement, Topic, Vote
from jukugi.core.text import lines
from jukugi.kit import audit

MODERATED = {StatementState.SHOWN: 1, StatementState.WAITING: 0, StatementState.HIDDEN: -1}
COMMENTS_HEADER = (
    "timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed", "comment-body",
)  # fmt: skip
NOBODY = 0
"""The author of every statement in the sums, as Polis numbers who opened the conversation."""


def exported_sums(topic: Topic, live_map: LiveMap) -> dict[str, bytes]:
    """summary.csv and comments.csv, the layout of 2024, of the shown statements: content by file name.

    The figures are those of the map: a statement that too few have answered has empty cells. Nobody's statements can be
    told from anybody else's.
    """
    told = live_map.document["statements"]
    shown = list(topic.statements.shown().order_by("number"))
    sums = {s.pk: told[str(s.pk)]["everybody"][:2] for s in shown if str(s.pk) in told}
    return {
        "summary.csv": _csv(_summary(topic, live_map)),
        "comments.csv": _comments(shown, sums, authors={}),
    }


@transaction.atomic
def export_rows(*, topic: Topic, live_map: LiveMap, reason: str, now: datetime) -> dict[str, bytes]:
    """The sums, and every answer of every participant: votes.csv and participants-votes.csv, all statements.

    Participants get new numbers by chance, in every export others; who knows some answers of a person can find the
    rest all the same. Therefore an operator decides it, and the reason goes into the log. Raises NoReasonForRows.
    """
    reason = lines(reason)
    if not reason:
        raise errors.NoReasonForRows
    again = computed_again(topic, live_map.document).computed
    log = Vote.objects.filter(statement__topic=topic, pk__lte=live_map.last_vote_pk).order_by("cast_at", "pk")
    rows = list(log.by_person().values_list("cast_at", "statement__number", "person", "choice"))
    numbers = _numbers_by_chance({row[2] for row in rows})
    labels = {
        numbers[person]: label
        for person, label in zip(again.participant_ids.tolist(), again.labels.tolist(), strict=True)
        if label >= 0 and person in numbers
    }
    votes = [(_ms(at), number - 1, numbers[person], choice) for at, number, person, choice in rows]
    statements = list(topic.statements.order_by("number"))
    current = {(person, statement): choice for _, statement, person, choice in votes}
    sums: dict[int, list[int]] = {s.pk: [0, 0] for s in statements}
    by_number = {s.number - 1: s.pk for s in statements}
    for (_, statement), choice in current.items():
        if choice:
            sums[by_number[statement]][0 if choice > 0 else 1] += 1
    authors = {s.pk: numbers[s.author_id] for s in statements if s.author_id in numbers}
    audit.record("opinion_map.rows_exported", actor=None, subject=topic, at=now, details={"reason": reason})
    return {
        "summary.csv": _csv(_summary(topic, live_map)),
        "comments.csv": _comments(statements, sums, authors),
        "votes.csv": _csv([("timestamp", "datetime", "comment-id", "voter-id", "vote"), *_dated(votes)]),
        "participants-votes.csv": _csv(_table(statements, current, labels, authors)),
    }


def _numbers_by_chance(people: set[int]) -> dict[int, int]:
    shuffled = sorted(people)
    random.SystemRandom().shuffle(shuffled)
    return {person: number for number, person in enumerate(shuffled)}


def _summary(topic: Topic, live_map: LiveMap) -> list[tuple[Any, ...]]:
    return [
        ("topic", topic.title),
        ("conversation-description", topic.description),
        ("voters", live_map.participants),
        ("comments", live_map.statements),
        ("groups", live_map.document["k"] or ""),
    ]


def _comments(statements: Iterable[Statement], sums: dict[int, list[int]], authors: dict[int, int]) -> bytes:
    rows: list[tuple[Any, ...]] = [COMMENTS_HEADER]
    for s in statements:
        flags = (str(s.is_meta).lower(), str(s.author_id is None).lower())
        rows.append(
            (_ms(s.created_at), s.number - 1, authors.get(s.pk, NOBODY), *sums.get(s.pk, ("", "")),
             MODERATED[StatementState(s.state)], *flags, s.text)
        )  # fmt: skip
    return _csv(rows)


def _dated(votes: list[tuple[int, int, int, int]]) -> Iterable[tuple[Any, ...]]:
    """The second column says the same moment in words, in other exports the server's own; ours stays empty."""
    return ((moment, "", statement, person, choice) for moment, statement, person, choice in votes)


def _table(
    statements: list[Statement],
    current: dict[tuple[int, int], int],
    labels: dict[int, int],
    authors: dict[int, int],
) -> Iterable[tuple[Any, ...]]:
    columns = [s.number - 1 for s in statements]
    yield ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *columns)
    written = list(authors.values())
    for person in sorted({person for person, _ in current}):
        cells = [current.get((person, column), "") for column in columns]
        sums = (sum(cell != "" for cell in cells), cells.count(1), cells.count(-1))
        yield (person, labels.get(person, ""), written.count(person), *sums, *cells)


def _csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
