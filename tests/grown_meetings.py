"""Meetings and bodies with many rows in every list, to count what their pages ask the database."""

from datetime import date, timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.enums import Hand
from jukugi.apps.meetings.models import (
    BodyEvent,
    BodyMember,
    FollowUp,
    HandCount,
    Handout,
    Meeting,
    MinutesItem,
)
from jukugi.apps.meetings.tests.factories import (
    AgendaItemFactory,
    BodyEventFactory,
    BodyFactory,
    MeetingFactory,
    NoteFactory,
    PublicMinutesFactory,
    QuestionFactory,
    RecommendationFactory,
    RegistrationFactory,
    TableFactory,
)
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory

PUBLIC = {
    "meetings": ("/meetings/", 8),
    "past meetings": ("/meetings/?when=past", 8),
    "calendar of meetings": ("/meetings/?month=", 8),
    "meetings to subscribe to": ("/meetings/calendar.ics", 3),
    "meeting": ("/meetings/{meeting}/", 26),
    "minutes": ("/meetings/{meeting}/minutes/1/", 14),
    "bodies": ("/bodies/", 8),
    "body": ("/bodies/{body}/", 16),
    "table of a meeting": ("/tables/{table}/", 16),
    "wall of a meeting": ("/wall/meetings/{wall}/?show=hands", 12),
    "registering": ("/meetings/{coming}/register/", 10),
}
STAFF = {
    "my meetings": ("/desk/meetings/", 10),
    "desk meeting": ("/desk/meetings/{meeting}/", 14),
    "registrations": ("/desk/meetings/{meeting}/registrations/", 10),
    "table plan": ("/desk/meetings/{meeting}/tables/", 11),
    "door list": ("/desk/meetings/{meeting}/door/", 11),
    "table cards": ("/desk/meetings/{meeting}/tables/cards/", 9),
    "notes": ("/desk/meetings/{meeting}/notes/", 11),
    "desk minutes": ("/desk/meetings/{meeting}/minutes/", 13),
    "handouts": ("/desk/meetings/{meeting}/handouts/", 9),
    "desk bodies": ("/desk/meetings/bodies/", 9),
    "desk body": ("/desk/meetings/bodies/{body}/", 18),
}


def meetings(issue: Issue, rows: int) -> dict[str, int | str]:
    """A meeting with so many rows of everything, beside so many that were and that come; a body with a long story."""
    now = timezone.now()
    body = _body(issue, rows)
    meeting = MeetingFactory(
        process=issue.process,
        body=body,
        ward=WardFactory(),
        capacity=rows + 1,
        starts_at=now - timedelta(minutes=30),
        registration_closes_at=now,
    )
    meeting.issues.set([issue])
    for number in range(1, rows + 1):
        _row(meeting, issue, number)
    _minutes(meeting)
    for days in range(1, rows + 1):
        for sign in (-1, 1):
            other = MeetingFactory(
                process=issue.process,
                body=body,
                ward=WardFactory(),
                starts_at=now + sign * timedelta(days=days),
                capacity=5,
                registration_closes_at=now + timedelta(days=days),
            )
            other.issues.set([issue])
            NoteFactory(table__meeting=other)
            RegistrationFactory(meeting=other)
    coming = Meeting.objects.coming(now + timedelta(hours=5)).first()
    assert coming is not None
    table = meeting.tables.first()
    assert table is not None
    return {
        "meeting": meeting.pk,
        "coming": coming.pk,
        "body": body.pk,
        "table": table.key,
        "wall": meeting.wall_key,
    }


def _row(meeting: Meeting, issue: Issue, number: int) -> None:
    table = TableFactory(meeting=meeting, number=number)
    item = AgendaItemFactory(meeting=meeting, position=number, minutes=1, takes_notes=True)
    question = QuestionFactory(meeting=meeting, position=number)
    for hand in Hand:
        HandCount.objects.create(
            table=table, question=question, hand=hand, count=2, client_key=f"{number}-{hand}", counted_at=BEFORE
        )
    RegistrationFactory(meeting=meeting, position=number, table=table)
    NoteFactory(table=table, agenda_item=item)
    opinion = OpinionFactory(submission__process=issue.process, state=OpinionState.SHOWN)
    NoteFactory(table=table, agenda_item=item, opinion=opinion)
    IssueLinkFactory(opinion=opinion, issue=issue)
    paper = {"title": "資料", "file_name": "a.pdf", "content_type": "application/pdf", "size": 1, "content": b"%"}
    Handout.objects.create(meeting=meeting, **paper, digest="0" * 64, added_at=BEFORE, actor_key="x")


def _minutes(meeting: Meeting) -> None:
    for version in (1, 2):
        minutes = PublicMinutesFactory(meeting=meeting, version=version, reason="理由" if version > 1 else "")
        MinutesItem.objects.bulk_create(MinutesItem(minutes=minutes, agenda_item=i) for i in meeting.agenda.all())


def _body(issue: Issue, rows: int):
    body, department = BodyFactory(), DepartmentFactory()
    day = date(2026, 5, 1)
    for number in range(1, rows + 1):
        BodyEventFactory(body=body, department=department)
        successor = BodyFactory()
        BodyEvent.objects.create(
            body=body, kind="succeeded", on=day, reason="理由", successor=successor, actor_key="x", recorded_at=BEFORE
        )
        BodyEventFactory(body=successor, department=department)
        BodyMember.objects.create(body=body, seat="drawn", label=f"市民委員{number}", starts_on=day)
        for recommendation in (
            RecommendationFactory(body=body, issue=issue),
            RecommendationFactory(about=body),
        ):
            FollowUp.objects.create(
                recommendation=recommendation,
                kind="done",
                text="行いました。",
                on=day,
                department=department,
                actor_key="x",
                recorded_at=BEFORE,
            )
    return body
