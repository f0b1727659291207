from datetime import UTC, date, datetime

import factory

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import Condition, Gate, Milestone, Opening, Phase, Process, WardException

OPENS = datetime(2026, 10, 1, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, tzinfo=UTC)
DURING = datetime(2026, 11, 1, 3, tzinfo=UTC)


class ProcessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Process

    slug = factory.Sequence(lambda n: f"process-{n}")
    title = factory.Sequence(lambda n: f"見本の検討 {n}")
    starts_on = date(2026, 4, 1)
    ends_on = date(2027, 3, 31)


class PhaseFactory(factory.django.DjangoModelFactory):
    """A phase from OPENS to CLOSES that opens nothing."""

    class Meta:
        model = Phase

    process = factory.SubFactory(ProcessFactory)
    lane = Lane.CITIZENS
    title = "意見聴取"
    opens_at = OPENS
    closes_at = CLOSES


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening

    phase = factory.SubFactory(PhaseFactory)


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    process = factory.SubFactory(ProcessFactory)
    lane = Lane.INTERNAL
    title = "素案"
    on = date(2026, 11, 1)


class GateFactory(factory.django.DjangoModelFactory):
    """A gate before a phase, not passed, that holds it."""

    class Meta:
        model = Gate

    phase = factory.SubFactory(PhaseFactory)
    process = factory.SelfAttribute("phase.process")
    title = "素案を公表する前に"


class ConditionFactory(factory.django.DjangoModelFactory):
    """A condition that somebody ticks by hand."""

    class Meta:
        model = Condition

    gate = factory.SubFactory(GateFactory)
    title = "文書がある"


class WardExceptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WardException

    phase = factory.SubFactory(PhaseFactory)
    ward = factory.SubFactory(WardFactory)
    opens_at = OPENS
    closes_at = CLOSES
    reason = "区の会場の都合"
    made_at = OPENS
    actor_key = "x"
