from dataclasses import replace
from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.actions import AgendaDraft, MeetingPlan
from jukugi.apps.meetings.enums import Hand, MeetingKind, RegistrationState
from jukugi.apps.meetings.forms.meetings import AgendaForm
from jukugi.apps.meetings.models import HandCount, Meeting
from jukugi.apps.meetings.queries.meetings import agenda_rows
from jukugi.apps.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    NoteFactory,
    QuestionFactory,
    RegistrationFactory,
    TableFactory,
    meeting_with_seats,
    officer,
)
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db

PLAN = MeetingPlan(
    kind=MeetingKind.CITIZENS,
    title="見本の会議",
    starts_at=DURING,
    ends_at=DURING + timedelta(hours=2),
    place="見本会館",
)


def test_a_meeting_is_planned_for_a_ward_by_its_officer():
    ward, process = WardFactory(), ProcessFactory()
    issue = IssueFactory(process=process)

    meeting = actions.plan_meeting(
        process=process, ward=ward, plan=replace(PLAN, issues=[issue]), actor=officer(ward), now=DURING
    )

    assert (meeting.minutes_long, list(meeting.issues.all())) == (120, [issue])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"ends_at": DURING}, errors.TimesReversed),
        ({"capacity": 20}, errors.RegistrationEndMissing),
        ({"title": " "}, WordsMissing),
        ({"place": "会" * 81}, WordsTooLong),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change, refusal):
    with pytest.raises(refusal):
        actions.plan_meeting(
            process=ProcessFactory(), ward=None, plan=replace(PLAN, **change), actor=officer(), now=DURING
        )

    assert list(Meeting.objects.all()) == []


def test_an_issue_of_another_process_and_a_finished_process_are_refused():
    plan = replace(PLAN, issues=[IssueFactory()])

    with pytest.raises(errors.IssueOfAnotherProcess):
        actions.plan_meeting(process=ProcessFactory(), ward=None, plan=plan, actor=officer(), now=DURING)
    with pytest.raises(ProcessFinished):
        actions.plan_meeting(
            process=ProcessFactory(is_finished=True), ward=None, plan=PLAN, actor=officer(), now=DURING
        )


def test_more_seats_let_the_waiting_list_move_up_in_its_order():
    meeting = meeting_with_seats(1)
    RegistrationFactory(meeting=meeting, position=1)
    waiting = [RegistrationFactory(meeting=meeting, position=p, state=RegistrationState.WAITING) for p in (2, 3, 4)]
    plan = replace(PLAN, starts_at=meeting.starts_at, ends_at=meeting.ends_at, registration_closes_at=meeting.starts_at)

    actions.change_meeting(meeting=meeting, plan=replace(plan, capacity=3), actor=officer(), now=DURING)

    for registration in waiting:
        registration.refresh_from_db()
    assert [w.state for w in waiting] == ["seated", "seated", "waiting"]
    with pytest.raises(errors.CapacityBelowSeats):
        actions.change_meeting(meeting=meeting, plan=replace(plan, capacity=2), actor=officer(), now=DURING)


def test_the_agenda_does_not_take_more_minutes_than_the_meeting():
    meeting, actor = MeetingFactory(), officer()

    with pytest.raises(errors.AgendaTooLong) as refused:
        actions.set_agenda(
            meeting=meeting, items=[AgendaDraft("説明", 60), AgendaDraft("話し合い", 61)], actor=actor, now=DURING
        )
    actions.set_agenda(
        meeting=meeting, items=[AgendaDraft("説明", 60), AgendaDraft("話し合い", 60, True)], actor=actor, now=DURING
    )

    assert refused.value.params == {"sum": 121, "length": 120, "over": 1}
    rows = agenda_rows(meeting)
    assert [(row.item.title, row.starts_at, row.item.takes_notes) for row in rows] == [
        ("説明", DURING, False),
        ("話し合い", DURING + timedelta(hours=1), True),
    ]


def test_items_under_which_notes_were_written_stay():
    meeting = MeetingFactory()
    items = [AgendaItemFactory(meeting=meeting, position=p) for p in (1, 2)]
    NoteFactory(table__meeting=meeting, agenda_item=items[1])

    with pytest.raises(errors.AgendaInUse):
        actions.set_agenda(meeting=meeting, items=[AgendaDraft("説明", 60)], actor=officer(), now=DURING)
    actions.set_agenda(
        meeting=meeting, items=[AgendaDraft("説明", 60), AgendaDraft("直した題", 10)], actor=officer(), now=DURING
    )

    assert [item.title for item in meeting.agenda.all()] == ["説明", "直した題"]


def test_a_question_that_was_counted_keeps_its_words():
    meeting = MeetingFactory()
    question = QuestionFactory(meeting=meeting, position=1, text="はじめの問い")
    table = TableFactory(meeting=meeting)
    HandCount.objects.create(
        table=table, question=question, hand=Hand.AGREE, count=3, client_key="k" * 20, counted_at=DURING
    )

    with pytest.raises(errors.QuestionsInUse):
        actions.set_questions(meeting=meeting, texts=["別の問い"], actor=officer(), now=DURING)
    actions.set_questions(meeting=meeting, texts=["はじめの問い", "次の問い"], actor=officer(), now=DURING)

    assert [q.text for q in meeting.questions.all()] == ["はじめの問い", "次の問い"]


@pytest.mark.parametrize(
    ("line", "draft"),
    [
        ("30分　話し合い［ふせん］", AgendaDraft("話し合い", 30, True)),
        ("5 分: あいさつ", AgendaDraft("あいさつ", 5, False)),
        ("１０分　質問（ふせん）", AgendaDraft("質問", 10, True)),
    ],
)
def test_a_line_of_the_agenda_is_read_as_people_write_it(line, draft):
    form = AgendaForm({"agenda": line, "questions": ""})

    assert form.is_valid()
    assert form.drafts() == [draft]


@pytest.mark.parametrize("line", ["話し合い", "0分　あいさつ", "30分"])
def test_a_line_without_its_minutes_is_told_by_its_number(line):
    form = AgendaForm({"agenda": f"5分　あいさつ\n{line}", "questions": ""})
    assert form.is_valid()

    with pytest.raises(errors.AgendaUnreadable) as refused:
        form.drafts()

    assert refused.value.params["row"] == 2


def test_a_meeting_is_called_off_once_with_a_reason_and_not_after_its_end():
    meeting, actor = MeetingFactory(), officer()

    with pytest.raises(WordsMissing):
        actions.cancel_meeting(meeting=meeting, reason=" ", actor=actor, now=DURING)
    actions.cancel_meeting(meeting=meeting, reason="大雨のため。", actor=actor, now=DURING)
    with pytest.raises(errors.MeetingCancelled):
        actions.cancel_meeting(meeting=meeting, reason="大雨のため。", actor=actor, now=DURING)
    with pytest.raises(errors.MeetingOver):
        actions.cancel_meeting(meeting=MeetingFactory(), reason="遅い。", actor=actor, now=DURING + timedelta(hours=2))


def test_the_clock_runs_from_the_true_opening():
    meeting, actor = MeetingFactory(), officer()
    AgendaItemFactory(meeting=meeting)
    later = DURING + timedelta(minutes=7)

    actions.open_meeting(meeting=meeting, actor=actor, now=later)
    actions.open_meeting(meeting=meeting, actor=actor, now=later + timedelta(minutes=5))
    actions.close_meeting(meeting=meeting, actor=actor, now=later + timedelta(hours=1))

    assert agenda_rows(meeting)[0].starts_at == later
    assert (meeting.opened_at, meeting.closed_at) == (later, later + timedelta(hours=1))


@pytest.mark.parametrize("who", ["nobody", "operator", "other_ward"])
def test_who_does_not_handle_a_meeting_changes_nothing(who):
    meeting = MeetingFactory(ward=WardFactory())
    actor = {
        "nobody": lambda: UserFactory(),
        "operator": lambda: RoleFactory(kind=RoleKind.OPERATOR).user,
        "other_ward": lambda: officer(WardFactory()),
    }[who]()
    by = {"actor": actor, "now": DURING}

    attempts = [
        lambda: actions.plan_meeting(process=meeting.process, ward=meeting.ward, plan=PLAN, **by),
        lambda: actions.change_meeting(meeting=meeting, plan=PLAN, **by),
        lambda: actions.set_agenda(meeting=meeting, items=[], **by),
        lambda: actions.set_questions(meeting=meeting, texts=["問い"], **by),
        lambda: actions.cancel_meeting(meeting=meeting, reason="理由", **by),
        lambda: actions.open_meeting(meeting=meeting, **by),
        lambda: actions.close_meeting(meeting=meeting, **by),
        lambda: actions.set_tables(meeting=meeting, count=3, **by),
        lambda: actions.draw_tables(meeting=meeting, **by),
        lambda: actions.seat_by_hand(meeting=meeting, tables={}, **by),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    meeting.refresh_from_db()
    assert (meeting.opened_at, meeting.cancelled_at, meeting.tables.count()) == (None, None, 0)
