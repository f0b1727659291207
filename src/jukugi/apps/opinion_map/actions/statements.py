import unicodedata
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.opinion_map import permissions, policies
from jukugi.apps.opinion_map.enums import StatementOrigin, StatementState
from jukugi.apps.opinion_map.errors import (
    ReasonMissing,
    StatementEmpty,
    StatementExists,
    StatementTooLong,
    StatementUnchanged,
    TooManyWaiting,
)
from jukugi.apps.opinion_map.models import TEXT_LIMIT, Statement, StatementReview, Topic
from jukugi.kit import audit, receipts

WAITING_AT_MOST = 5


@transaction.atomic
def propose_statement(*, topic: Topic, text: str, author: Participant, now: datetime) -> Statement:
    """Put a citizen's own statement before the staff; it is voted on once it is released.

    Raises TopicClosed, PhaseNotOpen, StatementEmpty, StatementTooLong, StatementExists or TooManyWaiting.
    """
    policies.check_proposing_is_open(topic, now=now)
    _lock(topic)
    words = _checked(topic, text)
    if topic.statements.waiting().filter(author=author).count() >= WAITING_AT_MOST:
        raise TooManyWaiting(limit=WAITING_AT_MOST)
    statement = Statement.objects.create(
        topic=topic,
        number=_next_number(topic),
        text=words,
        origin=StatementOrigin.PARTICIPANT,
        author=author,
        receipt=_free_receipt(),
        state=StatementState.WAITING,
        created_at=now,
    )
    audit.record("opinion_map.statement_proposed", actor=author, subject=statement, at=now)
    return statement


@transaction.atomic
def add_statements(*, topic: Topic, texts: Sequence[str], actor: User, now: datetime) -> list[Statement]:
    """Add statements of the city, shown at once. Raises NotAllowed and what the words can raise; takes all or none."""
    permissions.check_can_run(actor, topic)
    _lock(topic)
    added = []
    for text in texts:
        words = _checked(topic, text)
        statement = Statement.objects.create(
            topic=topic,
            number=_next_number(topic),
            text=words,
            origin=StatementOrigin.CITY,
            state=StatementState.SHOWN,
            created_at=now,
        )
        audit.record("opinion_map.statement_added", actor=actor, subject=statement, at=now)
        added.append(statement)
    return added


@transaction.atomic
def review_statement(
    *, statement: Statement, state: StatementState, reason: str, actor: User, now: datetime
) -> StatementReview:
    """Show or hide a statement. The words and the votes stay; the reason is public.

    Raises NotAllowed, ReasonMissing or StatementUnchanged.
    """
    permissions.check_can_run(actor, statement.topic)
    current = Statement.objects.select_for_update().get(pk=statement.pk)
    if current.state == state:
        raise StatementUnchanged(state=StatementState(state).label)
    if state == StatementState.HIDDEN and not reason.strip():
        raise ReasonMissing
    review = StatementReview.objects.create(
        statement=statement, state=state, reason=reason.strip(), actor_key=actor.actor_key, decided_at=now
    )
    statement.state = state
    statement.save(update_fields=["state"])
    audit.record("opinion_map.statement_reviewed", actor=actor, subject=statement, at=now, details={"state": state})
    return review


def _lock(topic: Topic) -> None:
    """One writer of statements per topic at a time, so that numbers follow each other and no text comes twice."""
    Topic.objects.select_for_update().get(pk=topic.pk)


def _next_number(topic: Topic) -> int:
    return (topic.statements.aggregate(last=Max("number"))["last"] or 0) + 1


def _checked(topic: Topic, text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise StatementEmpty
    if len(words) > TEXT_LIMIT:
        raise StatementTooLong(length=len(words), limit=TEXT_LIMIT)
    folded = _folded(words)
    for pk, other in topic.statements.exclude(state=StatementState.HIDDEN).values_list("pk", "text"):
        if _folded(other) == folded:
            raise StatementExists(statement_pk=pk)
    return words


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "").rstrip("。.")


def _free_receipt() -> str:
    while True:
        number = receipts.new_number()
        if not Statement.objects.filter(receipt=number).exists():
            return number
