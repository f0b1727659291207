"""The sample's meetings, all of them made up: coming ones to register for, past ones with notes, hands and minutes."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings import actions, policies
from jukugi.apps.meetings.enums import (
    REGISTRATION,
    REGISTRATION_KIND,
    AccessNeed,
    Hand,
    MinutesState,
    NoteWay,
    RegistrationState,
)
from jukugi.apps.meetings.models import (
    AgendaItem,
    Body,
    HandCount,
    Meeting,
    Minutes,
    MinutesItem,
    Note,
    Question,
    Registration,
    Table,
)
from jukugi.apps.opinions import actions as opinions
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import Opening, Phase, Process
from jukugi.kit import receipts
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.meetings"
OFFICER, WRITER, CHECKER = "mihon-shisaku", "sample-writer", "sample-checker"
SEED = "mihon2026"
AGENDA = (
    ("開会とこの日の流れ", 10, False),
    ("これまでのことの説明", 20, False),
    ("いま困っていること、もうある良いもの", 40, True),
    ("まず試すこと", 40, True),
    ("テーブルの報告", 25, False),
    ("まとめ", 15, False),
)
SHORT_AGENDA = (
    ("あいさつ", 5, False),
    ("話し合い　その一", 25, True),
    ("話し合い　その二", 20, True),
    ("まとめ", 10, False),
)
QUESTIONS = {
    "nakahara": ("居場所は、新しくふやすより、いまある場所を開くことを先にする", "開く時間は、まず平日の昼から始める"),
    "ba": ("区役所が開く会議を、月に一度の同じ日にまとめる",),
}
# Hands by table and question: agree, disagree, not sure.
HANDS = {
    "nakahara": (
        ((4, 1, 1), (2, 2, 2)),
        ((5, 0, 1), (1, 3, 2)),
        ((5, 1, 0), (3, 2, 1)),
        ((4, 1, 1), (2, 3, 1)),
        ((5, 0, 1), (2, 1, 3)),
    ),
    "ba": (((2, 0, 4),), ((1, 1, 3),), ((2, 1, 2),), ((1, 0, 4),)),
}


def load_meetings(now: datetime) -> None:
    """Put the sample meetings under the sample process, where there is one."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    if process is None:
        return
    for phase in Phase.objects.filter(process=process, lane=Lane.CITIZENS):
        Opening.objects.get_or_create(phase=phase, kind=REGISTRATION)
    wards = {ward.code: ward for ward in Area.objects.wards()}
    issues = {issue.code: issue for issue in process.issues.all()}
    notes = packaged_rows(ROOM, "notes.csv")
    for row in packaged_rows(ROOM, "meetings.csv"):
        meeting = _meeting(row, process, wards, issues, now)
        _registrations(meeting, int(row["registered"]), now)
        own = [note for note in notes if note["meeting"] == row["key"]]
        _notes(meeting, own, now)
        _hands(meeting, row["key"])
        if own and issues:
            _voices(meeting, own, issues, now)
        if row["state"] in ("published", "drafted"):
            _minutes(meeting, row, now)


def _meeting(
    row: Mapping[str, str], process: Process, wards: Mapping[str, Area], issues: Mapping[str, Issue], now: datetime
) -> Meeting:
    day = timezone.localdate(now) + timedelta(days=int(row["days"]))
    starts_at = timezone.make_aware(datetime.combine(day, time(int(row["hour"]))))
    ends_at = starts_at + timedelta(minutes=int(row["minutes"]))
    is_over = ends_at <= now
    capacity = int(row["capacity"]) if row["capacity"] else None
    body_names = {"mihon-ba": "見本 くらしデザインの場", "mihon-kaigi": "見本 くらしの会議"}
    meeting = Meeting.objects.create(
        process=process,
        phase=process.phases.filter(lane=Lane.CITIZENS).running(starts_at).first(),
        kind=row["kind"],
        ward=wards.get(row["ward"]),
        body=Body.objects.filter(name=body_names.get(row["body"], "")).first(),
        title=row["title"],
        purpose=row["purpose"],
        starts_at=starts_at,
        ends_at=ends_at,
        place=row["place"],
        access=row["access"],
        capacity=capacity,
        registration_closes_at=starts_at - timedelta(hours=20) if capacity else None,
        opened_at=starts_at if is_over else None,
        closed_at=ends_at if is_over else None,
        cancelled_at=now - timedelta(days=2) if row["state"] == "cancelled" else None,
        cancelled_reason="商店街の都合で、会場が使えなくなりました。日を改めて伺います（見本）。"
        if row["state"] == "cancelled"
        else "",
        is_sample=True,
    )
    meeting.issues.set([issues[code] for code in row["issues"].split() if code in issues])
    agenda = AGENDA if meeting.minutes_long >= sum(minutes for _t, minutes, _n in AGENDA) else SHORT_AGENDA
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=title, minutes=minutes, takes_notes=takes_notes)
        for place, (title, minutes, takes_notes) in enumerate(agenda, start=1)
    )
    Question.objects.bulk_create(
        Question(meeting=meeting, position=place, text=text)
        for place, text in enumerate(QUESTIONS.get(row["key"], ()), start=1)
    )
    for number in range(1, int(row["tables"]) + 1):
        Table.objects.create(meeting=meeting, number=number)
    return meeting


def _registrations(meeting: Meeting, count: int, now: datetime) -> None:
    """So many people, a few of whom need something; those past the capacity wait. The tables of past ones are drawn."""
    if not count or meeting.capacity is None:
        return
    at = min(now, meeting.starts_at) - timedelta(days=3)
    needs = {3: [AccessNeed.CHILDCARE], 8: [AccessNeed.SIGN], 12: [AccessNeed.WHEELCHAIR], 19: [AccessNeed.LANGUAGE]}
    numbers = receipts.issue_many(REGISTRATION_KIND, count, now=at)
    people = [
        Registration(
            meeting=meeting,
            number=number,
            position=position,
            state=RegistrationState.SEATED if position <= meeting.capacity else RegistrationState.WAITING,
            needs=[str(need) for need in needs.get(position, [])],
            sent_key=_key(meeting, f"registration-{position}") * 2,
            registered_at=at,
            checked_in_at=meeting.starts_at if meeting.closed_at and position <= count * 0.95 else None,
        )
        for position, number in enumerate(numbers, start=1)
    ]
    tables = list(meeting.tables.all())
    if tables and meeting.closed_at is not None:
        seated = [person.position for person in people if person.state == RegistrationState.SEATED]
        drawn = policies.drawn_tables(seated, len(tables), seed=SEED)
        for person in people:
            person.table = tables[drawn[person.position] - 1] if person.position in drawn else None
        meeting.seed = SEED
        meeting.save(update_fields=["seed"])
    Registration.objects.bulk_create(people)


def _notes(meeting: Meeting, rows: list[dict[str, str]], now: datetime) -> None:
    tables = {str(table.number): table for table in meeting.tables.all()}
    items = {str(item.position): item for item in meeting.agenda.all()}
    for place, row in enumerate(rows):
        Note.objects.create(
            table=tables[row["table"]],
            agenda_item=items.get(row["agenda"]),
            client_key=_key(meeting, f"note-{place}"),
            text=row["text"],
            way=NoteWay.FACILITATOR if place % 5 else NoteWay.PARTICIPANT,
            received_at=min(now, meeting.starts_at + timedelta(minutes=35 + 2 * place)),
        )


def _hands(meeting: Meeting, key: str) -> None:
    questions = list(meeting.questions.all())
    for table, counted in zip(meeting.tables.all(), HANDS.get(key, ()), strict=False):
        for question, counts in zip(questions, counted, strict=True):
            for hand, count in zip(Hand, counts, strict=True):
                HandCount.objects.create(
                    table=table,
                    question=question,
                    hand=hand,
                    count=count,
                    client_key=_key(meeting, f"hand-{table.number}-{question.position}-{hand}"),
                    counted_at=meeting.ends_at - timedelta(minutes=20),
                )


def _voices(meeting: Meeting, rows: list[dict[str, str]], issues: Mapping[str, Issue], now: datetime) -> None:
    """What an officer of the sample did with the notes: made voices, read, linked; some still wait."""
    actor = User.objects.filter(username=OFFICER).first()
    fates = {row["text"]: row for row in rows if row["fate"] != "unsent"}
    notes = [note for note in Note.objects.filter(table__meeting=meeting) if note.text in fates]
    if actor is None or not notes:
        return
    at = min(now, meeting.ends_at + timedelta(days=1))
    actions.send_notes(meeting=meeting, notes=notes, actor=actor, now=at)
    for note in Note.objects.filter(pk__in=[note.pk for note in notes]).select_related("opinion__submission__process"):
        row = fates[note.text]
        if note.opinion is None or row["fate"] == "waiting":
            continue
        issue = issues.get(row["issue"])
        reason = f"会議のテーブルで、「{note.text[:14]}」と書かれたふせんです"
        links = [opinions.LinkDraft(issue, LinkKind.ABOUT, reason)] if issue and row["fate"] == "linked" else []
        opinions.review_opinion(
            opinion=note.opinion,
            state=OpinionState.SHOWN,
            links=links,
            actor=actor,
            now=min(now, at + timedelta(days=2)),
        )


def _minutes(meeting: Meeting, row: Mapping[str, str], now: datetime) -> None:
    is_public = row["state"] == "published"
    at = min(now, meeting.ends_at + timedelta(days=6))
    stamps = (
        {
            "state": MinutesState.PUBLISHED,
            "checked_by": CHECKER,
            "checked_at": at,
            "approved_by": CHECKER,
            "approved_at": at,
            "published_at": at,
        }
        if is_public
        else {}
    )
    here = meeting.registrations.filter(checked_in_at__isnull=False).count()
    present = (
        f"申し込みの人 {here}人、進行役 {meeting.tables.count()}人、区と市の担当課"
        if here
        else "委員7人（市民委員A〜D、学識委員A〜C）、市の担当課"
    )
    minutes = Minutes.objects.create(
        meeting=meeting,
        opened_at=meeting.starts_at,
        closed_at=meeting.ends_at,
        present=present,
        absent="" if here else "市民委員E",
        public_attendance=3 if meeting.capacity is None else None,
        summary=row["summary"],
        drafted_by=WRITER,
        drafted_at=at,
        **stamps,
    )
    items = list(meeting.agenda.all())
    MinutesItem.objects.bulk_create(
        MinutesItem(
            minutes=minutes,
            agenda_item=item,
            discussion="テーブルごとに話し、ふせんに書きました。書かれた言葉は、この会議のページで読めます。"
            if item.takes_notes
            else "",
            decision=row["decision"] if item == items[-1] else "",
        )
        for item in items
    )


def _key(meeting: Meeting, name: str) -> str:
    return hashlib.sha256(f"{meeting.title}:{name}".encode()).hexdigest()[:32]
