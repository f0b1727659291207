import factory

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.opinion_map.enums import (
    PROPOSING,
    REASON_RECEIPT,
    VOTING,
    ReasonSide,
    StatementOrigin,
    StatementState,
)
from jukugi.apps.opinion_map.models import Reason, Statement, Topic
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory, ProcessFactory
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
