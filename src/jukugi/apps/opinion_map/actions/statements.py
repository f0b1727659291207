from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.opinion_map import permissions, policies
from jukugi.apps.opinion_map.actions.words import KnownWords, checked
from jukugi.apps.opinion_map.enums import RECEIPT_KIND, StatementOrigin, StatementState
from jukugi.apps.opinion_map.errors import (
    NoSuchPublicOpinion,
    ReasonMissing,
    StatementUnchanged,
    TooManyWaiting,
    TopicFull,
)
from jukugi.apps.opinion_map.models import Statement, StatementReview, Topic
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit, receipts

WAITING_AT_MOST = 5
"""Per participant; but who drops a cookie is another participant."""
WAITING_IN_TOPIC_AT_MOST = 300
"""Per topic, of participants: about what one officer can read in a day, so that nobody buries the others' statements
under thousands. It is no limit per address, which does not stand here: one sender alone can fill it."""


@transaction.atomic
def propose_statement(*, topic: Topic, text: str, author: Participant, now: datetime) -> Statement:
    """Put a citizen's own statement before the staff; it is voted on once it is released.

    Raises TopicClosed, PhaseNotOpen, TooManyWaiting, TopicFull and what the words can raise (``words``).
    """
    policies.check_proposing_is_open(locked_topic(topic), now=now)
    words = checked(text)
    KnownWords(topic).add(words)
    waiting = topic.statements.waiting()
    if waiting.filter(author=author).count() >= WAITING_AT_MOST:
        raise TooManyWaiting(limit=WAITING_AT_MOST)
    if waiting.filter(origin=StatementOrigin.PARTICIPANT).count() >= WAITING_IN_TOPIC_AT_MOST:
        raise TopicFull(limit=WAITING_IN_TOPIC_AT_MOST)
    statement = Statement.objects.create(
        topic=topic,
        number=next_number(topic),
        text=words,
        origin=StatementOrigin.PARTICIPANT,
        author=author,
        receipt=receipts.issue(RECEIPT_KIND, now=now),
        state=StatementState.WAITING,
        created_at=now,
    )
    audit.record("opinion_map.statement_proposed", actor=author, subject=statement, at=now)
    return statement


@transaction.atomic
def add_statements(
    *, topic: Topic, texts: Sequence[str], actor: User, now: datetime, receipt: str = ""
) -> list[Statement]:
    """Add statements of the city, shown at once; with ``receipt`` they are made from the opinion of that number, whose
    story then tells it.

    Raises NotAllowed, ProcessFinished, NoSuchPublicOpinion and what the words can raise; takes all or none. The
    statements that stand there are read once; then one insert per statement for the audit log.
    """
    permissions.check_can_run(actor, topic)
    check_is_running(locked_topic(topic).process)
    opinion = _public_opinion(topic, receipt) if receipt else None
    known, first = KnownWords(topic), next_number(topic)
    added = []
    for number, text in enumerate(texts, start=first):
        words = checked(text)
        known.add(words)
        added.append(
            Statement(
                topic=topic,
                number=number,
                text=words,
                origin=StatementOrigin.OPINION if opinion else StatementOrigin.CITY,
                opinion=opinion,
                state=StatementState.SHOWN,
                created_at=now,
            )
        )
    Statement.objects.bulk_create(added)
    for statement in added:
        audit.record("opinion_map.statement_added", actor=actor, subject=statement, at=now)
    return added


def _public_opinion(topic: Topic, receipt: str) -> Opinion:
    """The first public opinion that came in under this number, in the topic's process. Raises NoSuchPublicOpinion."""
    found = Opinion.objects.shown().filter(submission__receipt=receipt, submission__process=topic.process_id).first()
    if found is None:
        raise NoSuchPublicOpinion(number=receipts.shown(receipt))
    return found


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


def locked_topic(topic: Topic) -> Topic:
    """The topic as it is now. One writer of statements at a time, so that numbers follow and no text comes twice."""
    return Topic.objects.select_for_update(of=("self",)).select_related("process", "area").get(pk=topic.pk)


def next_number(topic: Topic) -> int:
    return (topic.statements.aggregate(last=Max("number"))["last"] or 0) + 1
