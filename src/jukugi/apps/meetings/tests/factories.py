from datetime import date, datetime, timedelta

import factory

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.enums import (
    REGISTRATION,
    BodyKind,
    MeetingKind,
    MinutesState,
    NoteWay,
    RegistrationState,
)
from jukugi.apps.meetings.models import (
    AgendaItem,
    Body,
    BodyEvent,
    Meeting,
    Minutes,
    Note,
    Question,
    Recommendation,
    Registration,
    Table,
)
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING, OpeningFactory, PhaseFactory, ProcessFactory


class BodyFactory(factory.django.DjangoModelFactory):
    """A body of the whole city that works."""

    class Meta:
        model = Body

    kind = BodyKind.CITIZENS
    name = factory.Sequence(lambda n: f"見本の会議体 {n}")


class BodyEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BodyEvent

    body = factory.SubFactory(BodyFactory)
    kind = "began"
    on = date(2026, 4, 1)
    reason = "始まりました。"
    actor_key = "見本"
    recorded_at = BEFORE


class RecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recommendation

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "見本の提言"
    on = date(2026, 5, 1)
    actor_key = "見本"
    recorded_at = BEFORE


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of two hours from DURING on, to which one comes without registering."""

    class Meta:
        model = Meeting

    process = factory.SubFactory(ProcessFactory)
    kind = MeetingKind.CITIZENS
    title = factory.Sequence(lambda n: f"見本の会議 {n}")
    starts_at = DURING
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    place = "見本会館"


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "話し合い"
    minutes = 30


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "見本の問い"


class TableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Table

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    table = factory.SubFactory(TableFactory)
    client_key = factory.Sequence(lambda n: f"note-of-the-tests-{n}")
    text = factory.Sequence(lambda n: f"見本のふせん{n}です。")
    way = NoteWay.FACILITATOR
    received_at = DURING


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: f"{n:09d}")
    position = factory.Sequence(lambda n: n + 1)
    state = RegistrationState.SEATED
    sent_key = factory.Sequence(lambda n: f"{n:064x}")
    registered_at = BEFORE


class PublicMinutesFactory(factory.django.DjangoModelFactory):
    """Minutes that one person wrote, and another checked and approved."""

    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)
    opened_at = DURING
    closed_at = DURING
    drafted_by = "x"
    drafted_at = BEFORE
    state = MinutesState.PUBLISHED
    checked_by = "y"
    checked_at = BEFORE
    approved_by = "y"
    approved_at = BEFORE
    published_at = BEFORE


def registering_process(**fields) -> Process:
    """A process in which one can register for meetings from OPENS to CLOSES."""
    process = ProcessFactory(**fields)
    OpeningFactory(phase=PhaseFactory(process=process), kind=REGISTRATION)
    return process


def meeting_with_seats(capacity: int, *, starts_at: datetime = DURING + timedelta(days=7), **fields) -> Meeting:
    """A meeting a week after DURING for which one can register until it begins."""
    fields.setdefault("process", registering_process())
    return MeetingFactory(capacity=capacity, starts_at=starts_at, registration_closes_at=starts_at, **fields)


def officer(area: Area | None = None) -> User:
    """A policy officer, or the officer of a ward."""
    return RoleFactory(kind=RoleKind.WARD_OFFICER if area else RoleKind.POLICY_OFFICER, area=area).user
