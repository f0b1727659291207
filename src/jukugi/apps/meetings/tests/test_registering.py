import threading
from datetime import timedelta

import pytest
from django.db import connection

from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.enums import AccessNeed, RegistrationState
from jukugi.apps.meetings.models import Meeting, Registration
from jukugi.apps.meetings.policies import drawn_tables
from jukugi.apps.meetings.tests.factories import (
    MeetingFactory,
    NoteFactory,
    RegistrationFactory,
    TableFactory,
    meeting_with_seats,
    officer,
)
from jukugi.apps.processes.errors import PhaseNotOpen
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS
from jukugi.kit.errors import NotAllowed


def register(meeting, key, now=DURING, **fields):
    given = {"needs": [], "needs_note": "", "email": ""} | fields
    return actions.register(meeting=meeting, form_key=key, now=now, **given)


@pytest.mark.django_db
def test_seats_go_by_order_and_then_one_waits():
    meeting = meeting_with_seats(2)

    states = [register(meeting, f"key-{n}").state for n in range(4)]

    assert states == ["seated", "seated", "waiting", "waiting"]
    assert [r.position for r in meeting.registrations.all()] == [1, 2, 3, 4]


@pytest.mark.django_db
def test_the_same_form_sent_twice_gives_the_same_number():
    meeting = meeting_with_seats(2)

    first = register(meeting, "key", needs=[AccessNeed.SIGN], needs_note=" 通訳の席の近く ")
    again = register(meeting, "key")

    assert again == first
    assert (first.needs, first.needs_note) == (["sign"], "通訳の席の近く")


@pytest.mark.django_db
def test_who_cancels_gives_the_seat_to_the_first_who_waits():
    meeting = meeting_with_seats(1)
    seated, first, second = (register(meeting, f"key-{n}", email="a@example.jp") for n in range(3))

    actions.cancel_registration(registration=seated, now=DURING)

    for each in (seated, first, second):
        each.refresh_from_db()
    assert [each.state for each in (seated, first, second)] == ["cancelled", "seated", "waiting"]
    assert (first.moved_up_at, seated.email) == (DURING, "")
    with pytest.raises(errors.AlreadyCancelled):
        actions.cancel_registration(registration=seated, now=DURING)


@pytest.mark.django_db
def test_nobody_overtakes_those_who_wait():
    meeting = meeting_with_seats(1)
    for n in range(2):
        register(meeting, f"key-{n}")
    Meeting.objects.filter(pk=meeting.pk).update(capacity=5)

    late = register(meeting, "late")

    assert late.state == RegistrationState.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "now", "refusal"),
    [
        ({"capacity": None, "registration_closes_at": None}, DURING, errors.NoRegistration),
        ({}, DURING + timedelta(days=7), errors.RegistrationClosed),
        ({}, DURING + timedelta(days=8), errors.MeetingOver),
        ({"cancelled_at": DURING, "cancelled_reason": "大雨"}, DURING, errors.MeetingCancelled),
        ({}, OPENS - timedelta(seconds=1), PhaseNotOpen),
    ],
)
def test_registering_is_refused_with_its_reason(change, now, refusal):
    meeting = meeting_with_seats(3)
    Meeting.objects.filter(pk=meeting.pk).update(**change)
    meeting.refresh_from_db()

    with pytest.raises(refusal):
        register(meeting, "key", now=now)

    assert list(Registration.objects.all()) == []


@pytest.mark.django_db
def test_registering_opens_and_closes_at_the_very_moment():
    meeting = meeting_with_seats(9, starts_at=CLOSES + timedelta(days=3))

    assert register(meeting, "first", now=OPENS).state == "seated"
    with pytest.raises(PhaseNotOpen):
        register(meeting, "last", now=CLOSES)


@pytest.mark.django_db
def test_the_desk_registers_after_the_closing_day_but_not_above_the_capacity():
    meeting, actor = meeting_with_seats(1), officer()
    late = meeting.starts_at + timedelta(minutes=5)
    given = {"meeting": meeting, "needs": [], "needs_note": "", "email": "", "actor": actor}

    states = [actions.register_at_the_desk(form_key=f"k{n}", now=late, **given).state for n in range(2)]

    assert states == ["seated", "waiting"]


@pytest.mark.django_db
def test_coming_in_is_noted_once_and_only_with_a_seat():
    meeting, actor = meeting_with_seats(1), officer()
    seated, waiting = register(meeting, "a"), register(meeting, "b")

    actions.check_in(registration=seated, actor=actor, now=DURING)
    actions.check_in(registration=seated, actor=actor, now=DURING + timedelta(hours=1))
    with pytest.raises(errors.NotSeated):
        actions.check_in(registration=waiting, actor=actor, now=DURING)

    seated.refresh_from_db()
    assert seated.checked_in_at == DURING


@pytest.mark.django_db
def test_addresses_go_thirty_days_after_the_meeting():
    meeting = meeting_with_seats(1)
    registration = register(meeting, "a", email="a@example.jp")
    end = meeting.ends_at + timedelta(days=30)

    assert actions.erase_old_emails(now=end - timedelta(seconds=1)) == 0
    assert actions.erase_old_emails(now=end) == 1
    registration.refresh_from_db()
    assert registration.email == ""


@pytest.mark.django_db
@pytest.mark.parametrize("who", [UserFactory, lambda: officer(WardFactory())])
def test_who_does_not_handle_the_meeting_touches_nobody(who):
    meeting = meeting_with_seats(1, ward=WardFactory())
    registration, actor = register(meeting, "a"), who()
    given = {"needs": [], "needs_note": "", "email": "", "form_key": "k"}

    for attempt in (
        lambda: actions.register_at_the_desk(meeting=meeting, actor=actor, now=DURING, **given),
        lambda: actions.check_in(registration=registration, actor=actor, now=DURING),
        lambda: actions.mark_told(registration=registration, actor=actor, now=DURING),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    registration.refresh_from_db()
    assert (Registration.objects.count(), registration.checked_in_at, registration.told_at) == (1, None, None)


@pytest.mark.django_db(transaction=True)
def test_however_many_register_at_once_no_seat_is_given_twice():
    meeting = meeting_with_seats(3)
    start, failures = threading.Barrier(8), []

    def one(number: int) -> None:
        start.wait()
        try:
            register(Meeting.objects.get(pk=meeting.pk), f"key-{number}")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert meeting.registrations.seated().count() == 3
    assert sorted(meeting.registrations.values_list("position", flat=True)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_registering_at_once_keep_to_the_capacity():
    meeting = meeting_with_seats(3)
    seated = [register(meeting, f"first-{n}") for n in range(3)]
    for n in range(2):
        register(meeting, f"waits-{n}")
    start, failures = threading.Barrier(6), []

    def one(work) -> None:
        start.wait()
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    works = [lambda r=r: actions.cancel_registration(registration=r, now=DURING) for r in seated]
    works += [lambda n=n: register(Meeting.objects.get(pk=meeting.pk), f"late-{n}") for n in range(3)]
    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    counts = [meeting.registrations.filter(state=state).count() for state in ("seated", "waiting", "cancelled")]
    assert counts == [3, 2, 3]


def test_tables_are_drawn_by_a_published_seed_and_differ_by_one_at_most():
    drawn = drawn_tables(range(1, 32), 5, seed="mihon")
    sizes = [list(drawn.values()).count(table) for table in range(1, 6)]

    assert sorted(sizes) == [6, 6, 6, 6, 7]
    assert drawn == drawn_tables(list(reversed(range(1, 32))), 5, seed="mihon")
    assert drawn != drawn_tables(range(1, 32), 5, seed="another")


@pytest.mark.django_db
def test_the_plan_is_drawn_and_moved_by_hand():
    meeting, actor = meeting_with_seats(9), officer()
    people = [register(meeting, f"key-{n}") for n in range(5)]
    actions.set_tables(meeting=meeting, count=2, actor=actor, now=DURING)

    seed = actions.draw_tables(meeting=meeting, actor=actor, now=DURING)
    expected = drawn_tables(range(1, 6), 2, seed=seed)
    drawn = {r.position: r.table.number for r in meeting.registrations.select_related("table")}
    moved = actions.seat_by_hand(
        meeting=meeting, tables={people[0].pk: 3 - expected[1], people[1].pk: None}, actor=actor, now=DURING
    )

    meeting.refresh_from_db()
    assert (drawn, meeting.seed, moved) == (expected, seed, 2)
    assert meeting.registrations.get(position=2).table is None


@pytest.mark.django_db
def test_a_table_with_notes_stays_and_an_empty_hall_is_not_drawn():
    meeting, actor = MeetingFactory(), officer()
    NoteFactory(table=TableFactory(meeting=meeting, number=1))

    with pytest.raises(errors.TablesInUse):
        actions.set_tables(meeting=meeting, count=0, actor=actor, now=DURING)
    with pytest.raises(errors.NobodyToSeat):
        actions.draw_tables(meeting=meeting, actor=actor, now=DURING)
    RegistrationFactory(meeting=meeting)
    assert actions.draw_tables(meeting=meeting, actor=actor, now=DURING, seed="s") == "s"


@pytest.mark.django_db
def test_what_people_needed_goes_thirty_days_after_the_meeting():
    meeting = meeting_with_seats(2)
    told = register(meeting, "a", needs=[AccessNeed.values[0]], needs_note="薬を飲む場所")
    register(meeting, "b")
    end = meeting.ends_at + timedelta(days=30)

    assert actions.erase_old_needs(now=end - timedelta(seconds=1)) == 0
    assert (actions.erase_old_needs(now=end), actions.erase_old_needs(now=end)) == (1, 0)
    told.refresh_from_db()
    assert (told.needs, told.needs_note, told.number != "") == ([], "", True)
