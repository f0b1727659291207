from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.opinion_map import errors, permissions, policies
from jukugi.apps.opinion_map.actions.statements import locked_topic, next_number
from jukugi.apps.opinion_map.actions.words import KnownWords
from jukugi.apps.opinion_map.actions.words import checked as checked_statement
from jukugi.apps.opinion_map.enums import REASON_RECEIPT, ReasonSide, StatementOrigin, StatementState
from jukugi.apps.opinion_map.models import REASON_LIMIT, HelpfulMark, Reason, ReasonReply, ReasonReview, Statement
from jukugi.apps.organizations.queries import department_of
from jukugi.core.text import folded, has_letters, lines, one_line
from jukugi.kit import audit, receipts

WAITING_AT_MOST = 3
"""Per participant and topic; but who drops a cookie is another participant."""
WAITING_IN_TOPIC_AT_MOST = 300
"""Per topic: about what one officer can read in a day."""
REPLY_LIMIT = 600


@transaction.atomic
def give_reason(*, statement: Statement, side: ReasonSide, text: str, author: Participant, now: datetime) -> Reason:
    """Put a citizen's reason before the staff; others read it once it is released.

    Raises StatementNotOpen, TopicClosed, PhaseNotOpen, ReasonEmpty, ReasonTooLong, ReasonExists, TooManyReasonsWaiting
    or ReasonsFull.
    """
    topic = locked_topic(statement.topic)
    policies.check_voting_is_open(topic, now=now)
    if Statement.objects.get(pk=statement.pk).state != StatementState.SHOWN:
        raise errors.StatementNotOpen
    words = _checked(text)
    known = statement.reasons.exclude(state=StatementState.HIDDEN).filter(side=side).values_list("text", flat=True)
    if folded(words) in {folded(one) for one in known}:
        raise errors.ReasonExists
    waiting = Reason.objects.waiting().filter(statement__topic=topic)
    if waiting.filter(author=author).count() >= WAITING_AT_MOST:
        raise errors.TooManyReasonsWaiting(limit=WAITING_AT_MOST)
    if waiting.count() >= WAITING_IN_TOPIC_AT_MOST:
        raise errors.ReasonsFull(limit=WAITING_IN_TOPIC_AT_MOST)
    reason = Reason.objects.create(
        statement=statement,
        side=side,
        text=words,
        author=author,
        receipt=receipts.issue(REASON_RECEIPT, now=now),
        state=StatementState.WAITING,
        created_at=now,
    )
    audit.record("opinion_map.reason_given", actor=author, subject=reason, at=now, details={"side": str(side)})
    return reason


@transaction.atomic
def mark_helpful(*, reason: Reason, participant: Participant, is_on: bool, now: datetime) -> None:
    """Say that a reason helped, or no longer, whichever way one answered; said twice it is said once.

    Raises ReasonNotShown, OwnReason, TopicClosed or PhaseNotOpen, by what stands in the database now.
    """
    current = Reason.objects.select_related("statement__topic__process", "statement__topic__area").get(pk=reason.pk)
    policies.check_voting_is_open(current.statement.topic, now=now)
    if current.state != StatementState.SHOWN or current.statement.state != StatementState.SHOWN:
        raise errors.ReasonNotShown
    if current.author_id == participant.pk:
        raise errors.OwnReason
    HelpfulMark.objects.bulk_create(
        [HelpfulMark(reason=current, participant=participant, is_on=is_on, changed_at=now)],
        update_conflicts=True,
        unique_fields=["participant", "reason"],
        update_fields=["is_on", "changed_at"],
    )


@transaction.atomic
def review_reason(*, reason: Reason, state: StatementState, note: str, actor: User, now: datetime) -> ReasonReview:
    """Show or hide a reason. Its words and marks stay; the note is public. Raises NotAllowed, ReasonMissing or
    ReasonUnchanged."""
    permissions.check_can_run(actor, reason.statement.topic)
    current = Reason.objects.select_for_update(of=("self",)).get(pk=reason.pk)
    if current.state == state or state == StatementState.WAITING:
        raise errors.ReasonUnchanged(state=StatementState(current.state).label)
    if state == StatementState.HIDDEN and not note.strip():
        raise errors.ReasonMissing
    review = ReasonReview.objects.create(
        reason=reason, state=state, note=note.strip(), actor_key=actor.actor_key, decided_at=now
    )
    reason.state = state
    reason.save(update_fields=["state"])
    audit.record("opinion_map.reason_reviewed", actor=actor, subject=reason, at=now, details={"state": str(state)})
    return review


@transaction.atomic
def reply_to_reason(*, reason: Reason, text: str, actor: User, now: datetime) -> ReasonReply:
    """Answer a public reason in the name of the city. Raises NotAllowed, ReasonNotShown, ReplyEmpty or ReplyTooLong."""
    permissions.check_can_run(actor, reason.statement.topic)
    if Reason.objects.select_for_update(of=("self",)).get(pk=reason.pk).state != StatementState.SHOWN:
        raise errors.ReasonNotShown
    words = lines(text)
    if not has_letters(words):
        raise errors.ReplyEmpty
    if len(words) > REPLY_LIMIT:
        raise errors.ReplyTooLong(length=len(words), limit=REPLY_LIMIT)
    reply = ReasonReply.objects.create(
        reason=reason,
        text=words,
        department=department_of(actor, day=timezone.localdate(now)),
        actor_key=actor.actor_key,
        replied_at=now,
    )
    audit.record("opinion_map.reason_replied", actor=actor, subject=reply, at=now)
    return reply


@transaction.atomic
def withdraw_reply(*, reply: ReasonReply, actor: User, now: datetime) -> None:
    """Take a reply back; that there was one stays. Raises NotAllowed."""
    permissions.check_can_run(actor, reply.reason.statement.topic)
    if ReasonReply.objects.filter(pk=reply.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        audit.record("opinion_map.reply_withdrawn", actor=actor, subject=reply, at=now)


@transaction.atomic
def statement_of_condition(*, condition: Reason, text: str, actor: User, now: datetime) -> Statement:
    """Make a condition that many share a statement, in the city's wording, shown at once. The condition stays.

    Raises NotAllowed, NotACondition, TopicClosed or PhaseNotOpen, and what the words can raise (``words``).
    """
    topic = locked_topic(condition.statement.topic)
    permissions.check_can_run(actor, topic)
    policies.check_voting_is_open(topic, now=now)
    current = Reason.objects.get(pk=condition.pk)
    if current.side != ReasonSide.CONDITION or current.state != StatementState.SHOWN:
        raise errors.NotACondition
    words = checked_statement(text)
    KnownWords(topic).add(words)
    statement = Statement.objects.create(
        topic=topic,
        number=next_number(topic),
        text=words,
        origin=StatementOrigin.CONDITION,
        condition=current,
        state=StatementState.SHOWN,
        created_at=now,
    )
    audit.record("opinion_map.statement_added", actor=actor, subject=statement, at=now)
    return statement


def _checked(text: str) -> str:
    """The words in one line, without what cannot be seen. Raises ReasonEmpty or ReasonTooLong."""
    words = one_line(text)
    if not has_letters(words):
        raise errors.ReasonEmpty
    if len(words) > REASON_LIMIT:
        raise errors.ReasonTooLong(length=len(words), limit=REASON_LIMIT)
    return words
