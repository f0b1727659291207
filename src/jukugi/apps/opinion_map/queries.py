"""Reads for the vote page, the list of topics and the staff's page. The map's reads stand in ``map_page.py``."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import PROPOSING, VOTING, Choice, StatementState
from jukugi.apps.opinion_map.models import CurrentVote, LiveMap, Statement, Topic
from jukugi.apps.processes.models import Phase
from jukugi.kit.pages.wording import jday, jtime


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


@dataclass(frozen=True)
class TopicRow:
    """A topic in the list: whether it takes answers, until when, how many took part at the last map."""

    topic: Topic
    is_open: bool
    closes_at: datetime | None
    statements: int
    live_map: LiveMap | None

    @property
    def until(self) -> str:
        """The last moment to answer, as people say it: an end at midnight is the day before."""
        if self.closes_at is None:
            return ""
        moment = timezone.localtime(self.closes_at)
        if moment.time() == time.min:
            return f"{jday(moment - timedelta(days=1))}まで"
        return f"{jday(moment)}{jtime(moment)}まで"


def topic_rows(*, now: datetime) -> list[TopicRow]:
    """All topics, those that take answers first. Three queries."""
    topics = list(
        Topic.objects.with_figures().annotate(
            shown=Count("statements", filter=Q(statements__state=StatementState.SHOWN))
        )
    )
    running = Phase.objects.running(now).filter(openings__kind=VOTING, process__in={t.process_id for t in topics})
    closes: dict[int, datetime] = {}
    for phase in running:
        closes[phase.process_id] = max(phase.closes_at, closes.get(phase.process_id, phase.closes_at))
    rows = []
    for topic in topics:
        closes_at = None if topic.closed_at is not None and topic.closed_at <= now else closes.get(topic.process_id)
        live_map = getattr(topic, "live_map", None)
        rows.append(TopicRow(topic, closes_at is not None, closes_at, topic.shown, live_map))
    return sorted(rows, key=lambda row: not row.is_open)


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


def topics_run_by(areas: set[int | None]) -> QuerySet[Topic]:
    """Topics that somebody with roles in these areas runs; None among them stands for the whole city."""
    topics = Topic.objects.with_figures()
    if None not in areas:
        topics = topics.filter(area__in=[pk for pk in areas if pk is not None])
    waiting = Count("statements", filter=Q(statements__state=StatementState.WAITING))
    return topics.annotate(waiting=waiting).order_by("-waiting", "-created_at")


def statements_for_staff(topic: Topic) -> list[Statement]:
    """Every statement with its latest review; what waits comes first. Two queries."""
    order = {StatementState.WAITING: 0, StatementState.SHOWN: 1, StatementState.HIDDEN: 2}
    statements = list(topic.statements.prefetch_related("reviews"))
    return sorted(statements, key=lambda s: (order[StatementState(s.state)], s.number))
