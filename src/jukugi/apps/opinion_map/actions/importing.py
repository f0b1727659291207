"""Take in a Polis export: a process, a topic, statements, participants without names, the whole log of votes."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.actions.mapping import refresh_map
from jukugi.apps.opinion_map.enums import VOTING, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, Statement, StatementReview, Topic, Vote
from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Opening, Phase, Process
from jukugi.kit import audit
from jukugi.kit.bulk import insert_rows

BATCH = 2000
MOMENT = timedelta(milliseconds=1)
CLOCKS_DIFFER = timedelta(days=1)
"""So far ahead of us may the clock of Polis be."""
ACTOR = "import"


def import_polis(
    *, files: Mapping[str, bytes], attribution: str, now: datetime, has_api_sign: bool = False
) -> tuple[Topic, bool]:
    """Import a Polis export, whole or not at all, and compute its map. The same files twice are one import.

    The voting is over: its phase ran from the first vote to the last. Every row of the log is kept in the order of
    time; the latest counts. Returns the topic and whether it is new. Raises PolisExportError, which lists all faults;
    a moment more than a day after ``now`` is one. ``has_api_sign``: see ``parse_polis_export``.
    """
    from jukugi.core.opinion_map import parse_polis_export

    digest = _digest(files, has_api_sign)
    known = Topic.objects.filter(source_digest=digest).first()
    if known is not None:
        return known, False
    export = parse_polis_export(
        files, latest_ms=int((now + CLOCKS_DIFFER).timestamp() * 1000), has_api_sign=has_api_sign
    )
    with transaction.atomic():
        topic = _topic(export, digest, attribution, now)
        statements = _statements(topic, export, now)
        _votes(export, statements, now)
        audit.record("opinion_map.polis_imported", actor=None, subject=topic, at=now, details={"digest": digest})
        refresh_map(topic=topic, now=now)
    return topic, True


def _digest(files: Mapping[str, bytes], has_api_sign: bool) -> str:
    total = hashlib.sha256(b"api sign\n" if has_api_sign else b"")
    for name in sorted(files):
        total.update(f"{name} {len(files[name])}\n".encode() + files[name])
    return total.hexdigest()


def _topic(export: Any, digest: str, attribution: str, now: datetime) -> Topic:
    moments = export.votes.timestamp_ms
    is_timed = export.votes.has_moments and len(moments) > 0
    # The phase is over now, also where the clock of Polis was ahead of ours or the export tells no moments.
    closes_at = min(_at(int(moments.max())) + MOMENT, now) if is_timed else now
    opens_at = min(_at(int(moments.min())), closes_at - MOMENT) if is_timed else closes_at - MOMENT
    title = (export.topic or "Polis")[:120]
    credit = "\n".join(filter(None, [attribution, export.url]))
    process = Process.objects.create(
        slug=f"polis-{digest[:12]}",
        title=title,
        summary=export.description,
        starts_on=opens_at.date(),
        ends_on=closes_at.date(),
        attribution=credit,
    )
    phase = Phase.objects.create(
        process=process, lane=Lane.CITIZENS, title="賛否の投票", opens_at=opens_at, closes_at=closes_at,
        precision=Precision.DAY,
    )  # fmt: skip
    Opening.objects.create(phase=phase, kind=VOTING)
    return Topic.objects.create(
        process=process, title=(export.topic or "Polis")[:200], description=export.description, attribution=credit,
        source_digest=digest, created_at=now,
    )  # fmt: skip


def _statements(topic: Topic, export: Any, now: datetime) -> dict[int, int]:
    """Create the statements; those moderated out are hidden with that reason. Returns our key by Polis' id."""
    rows = [
        Statement(
            topic=topic,
            number=row.id + 1,
            text=row.text or "（本文なし）",
            origin=StatementOrigin.IMPORT,
            state=StatementState.HIDDEN if row.moderated < 0 else StatementState.SHOWN,
            is_meta=row.is_meta,
            created_at=_at(row.created_ms) if row.created_ms else now,
        )
        for row in sorted(export.statements, key=lambda row: row.id)
    ]
    created = Statement.objects.bulk_create(rows, batch_size=BATCH)
    reviews = [
        StatementReview(
            statement=s, state=s.state, reason="取り込み元で公開されていません。", actor_key=ACTOR, decided_at=now
        )
        for s in created
        if s.state == StatementState.HIDDEN
    ]
    StatementReview.objects.bulk_create(reviews, batch_size=BATCH)
    return {s.number - 1: s.pk for s in created}


def _votes(export: Any, statements: dict[int, int], now: datetime) -> None:
    import numpy as np

    from jukugi.core.opinion_map import latest_votes

    raw = export.votes
    ids = np.unique(raw.participant).tolist()
    people = Participant.objects.bulk_create(
        [Participant(channel=Channel.IMPORT, created_at=now) for _ in ids], batch_size=BATCH
    )
    key = dict(zip(ids, (person.pk for person in people), strict=True))
    order = np.lexsort((raw.choice, raw.timestamp_ms))
    columns = (column[order].tolist() for column in (raw.timestamp_ms, raw.participant, raw.statement, raw.choice))
    insert_rows(
        Vote,
        ("statement_id", "participant_id", "choice", "channel", "cast_at"),
        (
            (statements[s], key[p], c, Channel.IMPORT.value, _at(ms) if raw.has_moments else now)
            for ms, p, s, c in zip(*columns, strict=True)
        ),
    )
    latest = latest_votes(raw.participant, raw.statement, raw.choice, raw.timestamp_ms)
    insert_rows(
        CurrentVote,
        ("participant_id", "statement_id", "choice", "changed_at"),
        ((key[p], statements[s], c, now) for p, s, c in zip(*(column.tolist() for column in latest), strict=True)),
    )


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
