from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings import actions
from jukugi.apps.meetings.enums import MinutesState, RegistrationState
from jukugi.apps.meetings.models import Minutes, Note, NotePhoto, Registration
from jukugi.apps.meetings.offers.desk import waiting_items
from jukugi.apps.meetings.offers.gates import all_minuted, all_voiced
from jukugi.apps.meetings.offers.home import join_a_meeting
from jukugi.apps.meetings.tests.factories import (
    MeetingFactory,
    NoteFactory,
    PublicMinutesFactory,
    QuestionFactory,
    RecommendationFactory,
    RegistrationFactory,
    TableFactory,
    meeting_with_seats,
    officer,
    registering_process,
)
from jukugi.apps.opinions.actions import mask_opinion
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def request_of(user):
    request = RequestFactory().get("/desk/")
    request.user = user
    return request


def counts(user, now, ward=None) -> list[int]:
    return [item.count for item in waiting_items(request_of(user), now, ward)]


def test_what_waits_is_counted_for_those_who_handle_it_and_ward_by_ward(now):
    ward, other = WardFactory(), WardFactory()
    for area, notes in ((ward, 2), (other, 3)):
        meeting = MeetingFactory(ward=area)
        NoteFactory.create_batch(notes, table=TableFactory(meeting=meeting))
        NoteFactory(table=TableFactory(meeting=meeting), withdrawn_at=DURING, withdrawn_reason="打ち間違い")
    writer, policy = officer(ward), officer()
    actions.draft_minutes(meeting=MeetingFactory(ward=ward), actor=writer, now=DURING)
    moved = {"state": RegistrationState.SEATED, "moved_up_at": DURING}
    RegistrationFactory(meeting__ward=ward, email="a@example.jp", **moved)
    RegistrationFactory(meeting__ward=ward, **moved)

    assert counts(policy, now) == [5, 1, 1]
    assert counts(policy, now, other) == [3, 0, 0]
    assert counts(writer, now) == [2, 0, 1]
    assert waiting_items(request_of(officer(WardFactory())), now)[0].count == 0


def test_minutes_wait_for_the_next_step_of_somebody_else(now):
    writer, other = officer(), officer()
    minutes = actions.draft_minutes(meeting=MeetingFactory(), actor=writer, now=DURING)
    stamps = {"checked_by": other.actor_key, "checked_at": DURING}

    Minutes.objects.filter(pk=minutes.pk).update(state=MinutesState.CHECKED, **stamps)
    assert (counts(writer, now)[1], counts(other, now)[1]) == (0, 1)
    Minutes.objects.filter(pk=minutes.pk).update(
        state=MinutesState.APPROVED, approved_by=other.actor_key, approved_at=DURING
    )
    assert (counts(writer, now)[1], counts(other, now)[1]) == (1, 1)


def test_home_offers_the_next_meeting_and_not_one_that_was_called_off(now):
    process = registering_process(is_main=True)
    MeetingFactory(process=process, starts_at=now + timedelta(days=1), cancelled_at=now, cancelled_reason="大雨")
    later = meeting_with_seats(2, process=process, starts_at=now + timedelta(days=2), title="次の会議")
    RegistrationFactory(meeting=later)

    action = join_a_meeting(RequestFactory().get("/"), now)[0]

    assert (action.effort, action.unit, action.foot) == ("2", "時間", "定員2人のうち、あと1人")
    assert "次の会議" in action.text


def test_a_meeting_tells_how_to_come_and_afterwards_what_became_of_it(client, now):
    meeting = meeting_with_seats(2, process=registering_process(is_main=True), starts_at=now + timedelta(days=2))
    Phase.objects.update(opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
    before = client.get(meeting.get_absolute_url()).content.decode()
    note = NoteFactory(table__meeting=meeting, text="夜にも開けてほしい")
    actions.send_notes(meeting=meeting, notes=[note], actor=officer(), now=now)
    meeting.starts_at, meeting.ends_at = now - timedelta(hours=3), now - timedelta(hours=1)
    meeting.registration_closes_at = now - timedelta(hours=4)
    meeting.save()

    hidden = client.get(meeting.get_absolute_url()).content.decode()
    note.refresh_from_db()
    note.opinion.state = OpinionState.SHOWN
    note.opinion.save()
    shown = client.get(meeting.get_absolute_url()).content.decode()

    assert "参加を" in before
    assert "夜にも" not in hidden
    assert "夜にも" in shown


def test_the_words_of_a_note_are_on_no_page_for_everybody_before_they_are_public(client):
    note = NoteFactory(text="まだ公開していない言葉", table__meeting__process__is_main=True)
    actions.send_notes(meeting=note.table.meeting, notes=[note], actor=officer(), now=DURING)
    note.refresh_from_db()
    paths = ["/", "/meetings/", "/meetings/?when=past", note.table.meeting.get_absolute_url()]
    paths += [note.opinion.submission.get_absolute_url(), "/opinions/"]

    pages = {path: client.get(path).content.decode() for path in paths}

    assert [path for path, page in pages.items() if "まだ公開していない言葉" in page] == []


def test_hands_are_shown_with_the_minutes_and_not_below_five_people(client):
    meeting = MeetingFactory()
    question = QuestionFactory(meeting=meeting, text="昼から開ける")
    table = TableFactory(meeting=meeting)
    actions.count_hands(table=table, question=question, hand="agree", count=4, client_key="k" * 20, now=DURING)
    minutes = PublicMinutesFactory(meeting=meeting)

    page = client.get(minutes.get_absolute_url()).content.decode()

    assert "人数が<wbr>少なく" in page
    assert "賛成4人" not in page


def test_a_page_of_a_number_shows_nothing_of_the_person(client):
    registration = RegistrationFactory(number="314159266", email="somebody@example.jp", needs_note="3歳と5歳")

    page = client.get("/meetings/registrations/314159266/").content.decode()
    client.force_login(officer())
    door = client.get("/desk/meetings/check-in/314159266/").content.decode()

    assert "somebody@example.jp" not in page
    assert ("somebody@example.jp" in door, "3歳と5歳" in door) == (False, False)
    assert registration.shown in door


def test_a_note_sent_as_the_script_sends_it_is_answered_in_data(client, now):
    table = TableFactory(meeting__starts_at=now)
    sent = {"text": "電波の悪い所から", "client_key": "0123456789abcdef"}
    headers = {"Accept": "application/json"}

    answers = [client.post(f"/tables/{table.key}/notes/", sent, headers=headers) for _ in range(2)]
    refused = client.post(f"/tables/{table.key}/notes/", {"text": "  "}, headers=headers)

    assert [answer.status_code for answer in answers] == [201, 201]
    assert [answer.json()["note"] for answer in answers] == [Note.objects.get().pk] * 2
    assert (refused.status_code, refused.json()["what"]) == (409, "ふせんが空です。")


def test_what_was_typed_comes_back_with_the_refusal_where_there_is_no_script(client, now):
    table = TableFactory(meeting__starts_at=now - timedelta(days=30))

    response = client.post(f"/tables/{table.key}/notes/", {"text": "遅い一枚"})

    assert response.status_code == 409
    assert "遅い一枚</textarea>" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/tables/nobodys-key/", "/hall/nobodys-key/", "/wall/meetings/nobodys-key/", "/meetings/registrations/000000000/"],
)
def test_a_key_that_is_none_opens_nothing(client, path):
    assert client.get(path).status_code == 404


def test_a_key_opens_its_own_table_alone(client):
    note = NoteFactory()

    response = client.post(f"/tables/{TableFactory().key}/notes/{note.pk}/withdraw/")

    assert response.status_code == 404
    note.refresh_from_db()
    assert note.withdrawn_at is None


def test_meetings_are_found_by_ward_kind_time_and_month(client, now):
    ward = WardFactory(code="141330")
    coming = MeetingFactory(ward=ward, kind="visit", starts_at=now + timedelta(days=1), title="来る出張説明")
    MeetingFactory(ward=WardFactory(), starts_at=now + timedelta(days=1), title="よその区の会議")
    MeetingFactory(ward=ward, starts_at=now - timedelta(days=400), title="昔の会議")

    def titles(query: str) -> list[str]:
        page = client.get(f"/meetings/{query}").content.decode().replace("<wbr>", "")
        return [title for title in ("来る出張説明", "よその区の会議", "昔の会議") if title in page]

    assert titles("") == ["来る出張説明", "よその区の会議"]
    assert titles("?ward=141330") == ["来る出張説明"]
    assert titles("?kind=citizens") == ["よその区の会議"]
    assert titles("?when=past") == ["昔の会議"]
    month = timezone.localtime(coming.starts_at)
    assert titles(f"?month={month:%Y-%m}&ward=141330") == ["来る出張説明"]
    assert titles("?month=9999-99") != ["昔の会議"]


def test_an_issue_leads_to_its_meetings_and_recommendations(client):
    issue = IssueFactory()
    MeetingFactory(process=issue.process, title="論点の会議").issues.set([issue])
    RecommendationFactory(issue=issue, title="論点への提言")

    page = client.get(issue.get_absolute_url()).content.decode().replace("<wbr>", "")

    assert ("論点の会議" in page, "論点への提言" in page) == (True, True)


def test_the_form_pressed_twice_registers_once(client, now):
    meeting = meeting_with_seats(2, process=registering_process(), starts_at=now + timedelta(days=2))
    Phase.objects.update(opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))

    places = [
        client.post(f"/meetings/{meeting.pk}/register/", {"form_key": "one-page", "needs": ["sign"]}).headers[
            "Location"
        ]
        for _ in range(2)
    ]

    assert places == [f"/meetings/registrations/{Registration.objects.get().number}/"] * 2


def test_a_calendar_holds_meetings_with_their_hours_and_tells_of_those_called_off(client, now):
    from icalendar import Calendar

    ward = WardFactory(code="141330")
    held = MeetingFactory(ward=ward, starts_at=now + timedelta(days=1), title="来る会議", purpose="一行目\n二行目")
    MeetingFactory(starts_at=now + timedelta(days=2), title="大雨の会議", cancelled_at=now, cancelled_reason="大雨")
    MeetingFactory(ward=WardFactory(), starts_at=now + timedelta(days=3), title="よその区の会議")
    MeetingFactory(starts_at=now - timedelta(days=120), title="昔の会議")

    response = client.get("/meetings/calendar.ics?ward=141330")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    one = Calendar.from_ical(client.get(f"/meetings/{held.pk}/calendar.ics").content).walk("VEVENT")

    assert [(str(e["summary"]), str(e["status"])) for e in events] == [
        ("来る会議", "CONFIRMED"),
        ("大雨の会議", "CANCELLED"),
    ]
    assert events[0].decoded("dtstart") == held.starts_at.replace(microsecond=0)
    assert str(events[0]["url"]) == f"http://testserver{held.get_absolute_url()}"
    assert [str(e["description"]) for e in one] == ["一行目\n二行目"]


def test_a_gate_waits_for_minutes_and_for_notes_to_become_voices(now):
    over = MeetingFactory(starts_at=now - timedelta(days=2))
    MeetingFactory(process=over.process, starts_at=now - timedelta(days=2), cancelled_at=now, cancelled_reason="大雨")
    MeetingFactory(process=over.process, starts_at=now + timedelta(days=2))
    note = NoteFactory(table__meeting=over)

    before = [all_minuted(over.process, now), all_voiced(over.process, now)]
    PublicMinutesFactory(meeting=over)
    actions.send_notes(meeting=over, notes=[note], actor=officer(), now=now)

    assert [(state.is_met, state.said) for state in before] == [
        (False, "会議録のない会議は1件"),
        (False, "声になっていないふせんは1枚"),
    ]
    assert [all_minuted(over.process, now).is_met, all_voiced(over.process, now).is_met] == [True, True]


def test_a_masked_note_is_told_as_it_is_read_now_and_its_photo_is_no_longer_public(client, now):
    meeting = MeetingFactory(starts_at=now - timedelta(days=2))
    photo = NotePhoto.objects.create(content=b"\xff\xd8\xff", width=1, height=1)
    note = NoteFactory(table=TableFactory(meeting=meeting), text="山田さんに聞いて。", photo=photo)
    note.opinion = OpinionFactory(
        submission__process=meeting.process, submission__channel="meeting", text=note.text, state=OpinionState.SHOWN
    )
    note.save()
    address = f"/meetings/photos/{note.pk}/"
    assert client.get(address).status_code == 200

    mask_opinion(opinion=note.opinion, words=["山田"], reason="人の名前", actor=officer(), now=now)

    page = client.get(meeting.get_absolute_url()).content.decode().replace("<wbr>", "")
    assert "■■■さんに聞いて。" in page
    assert "山田" not in page
    assert address not in page
    assert client.get(address).status_code == 404
