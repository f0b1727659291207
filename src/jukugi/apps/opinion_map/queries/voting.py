"""Reads for the vote page."""

import random
from dataclasses import dataclass
from datetime import datetime

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice
from jukugi.apps.opinion_map.models import CurrentVote, Statement, Topic
from jukugi.apps.processes.models import Phase


@dataclass(frozen=True)
class VoteCard:
    """One statement to answer: the participant's place in the topic, and the way back.

    ``statement`` is None when everything is answered. ``choice`` is the present answer to this statement, as the
    word of a form, or "". ``previous`` is the statement answered last before this one.
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


def vote_card(
    topic: Topic,
    participant: Participant | None,
    *,
    now: datetime,
    statement: Statement | None = None,
    after: int | None = None,
) -> VoteCard:
    """The card of one statement, or of the next one without an answer. Five queries.

    Every participant meets the statements in an order of their own, so that no statement suffers from standing
    last; ``after`` skips to the one behind this statement in that order.
    """
    keys = list(topic.statements.shown().values_list("pk", flat=True))
    votes: dict[int, int] = {}
    last: list[int] = []
    if participant is not None:
        own = CurrentVote.objects.filter(participant=participant, statement__topic=topic).order_by("-changed_at", "-pk")
        votes = dict(own.values_list("statement_id", "choice"))
        last = [pk for pk in votes if pk in set(keys)]
    wanted = statement.pk if statement is not None else _next_statement(keys, votes, participant, after)
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
    )


def _next_statement(
    keys: list[int], votes: dict[int, int], participant: Participant | None, after: int | None
) -> int | None:
    order = sorted(keys)
    random.Random(participant.actor_key if participant else None).shuffle(order)  # noqa: S311 - an order, no secret
    if after in order:
        place = order.index(after)
        order = order[place + 1 :] + order[: place + 1]
    return next((pk for pk in order if pk not in votes), None)


def _before(last: list[int], statement: int | None) -> int | None:
    """Of statements answered, latest first: the one answered before this one, or the latest."""
    if statement in last:
        place = last.index(statement) + 1
        return last[place] if place < len(last) else None
    return last[0] if last else None
