from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.errors import StatementNotOpen
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Vote


@transaction.atomic
def cast_vote(
    *,
    statement: Statement,
    voter: Participant,
    choice: Choice,
    now: datetime,
    channel: Channel = Channel.WEB,
    after_reasons: bool = False,
) -> bool:
    """Answer a statement, or answer it anew.

    ``after_reasons``: given where others' reasons stand. The same answer twice is one answer: nothing is
    appended for the second. Returns whether the answer is new. Raises StatementNotOpen, TopicClosed or
    PhaseNotOpen, by what stands in the database now and not by what the caller has loaded. Nothing is locked,
    so that people who answer one statement do not wait for each other: on PostgreSQL an answer whose
    transaction has read the statement before it is hidden still counts, some milliseconds late. On SQLite there
    is one writer at a time.
    """
    current = _as_it_is_now(statement)
    policies.check_voting_is_open(current.topic, now=now)
    if current.state != StatementState.SHOWN:
        raise StatementNotOpen
    is_new = CurrentVote.objects.put(statement=current, participant=voter, choice=choice, now=now)
    if is_new:
        Vote.objects.create(
            statement=current,
            participant=voter,
            choice=choice,
            channel=channel,
            after_reasons=after_reasons,
            cast_at=now,
        )
    return is_new


def _as_it_is_now(statement: Statement) -> Statement:
    """What decides on an answer, read afresh. One query."""
    process = ("topic__process__title", "topic__process__is_finished", "topic__process__is_draft")
    area = ("topic__area__level", "topic__area__parent")
    known = Statement.objects.select_related("topic__process", "topic__area")
    return known.only("state", "topic__title", "topic__closed_at", *process, *area).get(pk=statement.pk)
