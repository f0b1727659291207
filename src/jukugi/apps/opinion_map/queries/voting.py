"""Reads for the vote page."""

from dataclasses import dataclass
from datetime import datetime

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice
from jukugi.apps.opinion_map.models import CurrentVote, Reason, Statement, Topic
from jukugi.apps.opinion_map.queries.routing import next_statement
from jukugi.apps.processes.models import Phase


@dataclass(frozen=True)
class VoteCard:
    """One statement to answer: the participant's place in the topic, and the way back.

    ``statement`` is None when everything is answered. ``choice`` is the present answer to this statement, as the
    word of a form, or "". ``previous`` is the statement answered last before this one, with so many public reasons.
    """

    topic: Topic
    phase: Phase | None
    can_propose: bool
    statement: Statement | None
    choice: str
    answered: int
    total: int
    answered_by: int
    previous: Statement | None
    previous_reasons: int


def vote_card(
    topic: Topic,
    participant: Participant | None,
    *,
    now: datetime,
    statement: Statement | None = None,
    after: int | None = None,
) -> VoteCard:
    """The card of one statement, or of the next one without an answer. Six queries, and at times two more.

    Every participant meets the statements in an order of their own (``queries.routing``); ``after`` skips to the one
    behind this statement in that order.
    """
    keys = list(topic.statements.shown().values_list("pk", flat=True))
    votes: dict[int, int] = {}
    last: list[int] = []
    if participant is not None:
        own = CurrentVote.objects.filter(participant=participant, statement__topic=topic).order_by("-changed_at", "-pk")
        votes = dict(own.values_list("statement_id", "choice"))
        last = [pk for pk in votes if pk in set(keys)]
    wanted = (
        statement.pk
        if statement is not None
        else next_statement(topic, keys, answered=votes, participant=participant, after=after)
    )
    previous = _before(last, wanted)
    found = Statement.objects.in_bulk([pk for pk in (wanted, previous) if pk is not None])
    statement = found[wanted] if wanted is not None else None
    open_now = policies.open_phases(topic, now=now)
    answered = sum(pk in votes for pk in keys)
    choice = Choice(votes[statement.pk]).word if statement is not None and statement.pk in votes else ""
    return VoteCard(
        topic=topic,
        phase=open_now.get(VOTING),
        can_propose=PROPOSING in open_now,
        statement=statement,
        choice=choice,
        answered=answered,
        total=len(keys),
        answered_by=statement.current_votes.count() if statement is not None else 0,
        previous=found[previous] if previous is not None else None,
        previous_reasons=Reason.objects.shown().filter(statement=previous).count() if previous is not None else 0,
    )


def _before(last: list[int], statement: int | None) -> int | None:
    """Of statements answered, latest first: the one answered before this one, or the latest."""
    if statement in last:
        place = last.index(statement) + 1
        return last[place] if place < len(last) else None
    return last[0] if last else None
