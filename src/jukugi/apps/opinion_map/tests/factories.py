from collections.abc import Iterable

import factory

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.apps.opinion_map.enums import (
    PROPOSING,
    REASON_RECEIPT,
    VOTING,
    Choice,
    ReasonSide,
    StatementOrigin,
    StatementState,
)
from jukugi.apps.opinion_map.models import CurrentVote, Reason, Statement, Topic, Vote
from jukugi.apps.processes.tests.factories import DURING, OpeningFactory, PhaseFactory, ProcessFactory
from jukugi.kit import receipts


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic of a process that opens nothing."""

    class Meta:
        model = Topic

    process = factory.SubFactory(ProcessFactory)
    title = factory.Sequence(lambda n: f"問い {n}")
    created_at = BEFORE


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    topic = factory.SubFactory(TopicFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"見本の意見文{n}がよい。")
    origin = StatementOrigin.CITY
    state = StatementState.SHOWN
    created_at = BEFORE


def open_topic(**fields) -> Topic:
    """A topic that can be voted on, and added to, from OPENS to CLOSES."""
    topic = TopicFactory(**fields)
    phase = PhaseFactory(process=topic.process)
    OpeningFactory(phase=phase, kind=VOTING)
    OpeningFactory(phase=phase, kind=PROPOSING)
    return topic


def cast_at_once(answers: Iterable[tuple[Statement, Participant, Choice]]) -> None:
    """What is left by as many calls of ``cast_vote``: first answers, on the web, in this order."""
    given = list(answers)
    Vote.objects.bulk_create(
        Vote(statement=statement, participant=voter, choice=choice, channel=Channel.WEB, cast_at=DURING)
        for statement, voter, choice in given
    )
    CurrentVote.objects.bulk_create(
        CurrentVote(statement=statement, participant=voter, choice=choice, changed_at=DURING)
        for statement, voter, choice in given
    )


def divided_topic(*, people: int, n_statements: int) -> tuple[Topic, list[Statement]]:
    """Two camps that agree on the first two statements and are divided by the others; everybody has answered all."""
    topic = open_topic()
    statements = StatementFactory.create_batch(n_statements, topic=topic)
    cast_at_once(
        (statement, voter, Choice.AGREE if place < 2 or (place + number) % 2 == 0 else Choice.DISAGREE)
        for number, voter in enumerate(ParticipantFactory.create_batch(people))
        for place, statement in enumerate(statements)
    )
    return topic, statements


class ReasonFactory(factory.django.DjangoModelFactory):
    """A public reason for a statement, by nobody known; nobody has weighed it."""

    class Meta:
        model = Reason

    statement = factory.SubFactory(StatementFactory)
    side = ReasonSide.FOR
    text = factory.Sequence(lambda n: f"見本の理由{n}。近所で助かったからです。")
    receipt = factory.LazyFunction(lambda: receipts.issue(REASON_RECEIPT, now=BEFORE))
    state = StatementState.SHOWN
    created_at = BEFORE
