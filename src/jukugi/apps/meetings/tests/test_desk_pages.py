"""The desk of meetings as its pages send their forms."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings import actions
from jukugi.apps.meetings.enums import MinutesState
from jukugi.apps.meetings.models import Body, Meeting, Minutes, Note
from jukugi.apps.meetings.tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    NoteFactory,
    RecommendationFactory,
    RegistrationFactory,
    TableFactory,
    meeting_with_seats,
    officer,
)
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

pytestmark = pytest.mark.django_db

PLAN = {
    "kind": "citizens",
    "title": "見本の会議",
    "starts_at": "2026-12-05T14:00",
    "ends_at": "2026-12-05T16:30",
    "place": "見本会館",
}


@pytest.fixture
def desk(client):
    """A browser of a policy officer."""
    client.force_login(officer())
    return client


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found is not None
    return found[1]


def test_a_meeting_is_planned_and_its_agenda_written(desk):
    issue = IssueFactory(process=ProcessFactory(is_main=True))

    sent = desk.post("/desk/meetings/new/", {**PLAN, "issues": [issue.pk]})
    meeting = Meeting.objects.get()
    too_long = desk.post(sent.headers["Location"], {"agenda": "5分　あいさつ\n150分　話し合い", "questions": ""})
    kept = desk.post(
        sent.headers["Location"], {"agenda": "30分　話し合い［ふせん］", "questions": "まず昼から\n\n次に夜も"}
    )

    assert (meeting.minutes_long, list(meeting.issues.all())) == (150, [issue])
    assert timezone.localtime(meeting.starts_at).hour == 14
    assert (too_long.status_code, "会議の150分を5分こえています" in words(too_long)) == (400, True)
    assert kept.status_code == 302
    assert [q.text for q in meeting.questions.all()] == ["まず昼から", "次に夜も"]
    assert "30分　話し合い［ふせん］" in words(desk.get(sent.headers["Location"]))


def test_what_is_wrong_in_a_plan_is_told_at_its_field(desk):
    ProcessFactory(is_main=True)

    reversed_times = desk.post("/desk/meetings/new/", {**PLAN, "ends_at": "2026-12-05T13:00"})
    without_end = desk.post("/desk/meetings/new/", {**PLAN, "capacity": "20"})

    assert 'id="id_ends_at_error"' in words(reversed_times)
    assert 'id="id_registration_closes_at_error"' in words(without_end)
    assert list(Meeting.objects.all()) == []


def test_minutes_are_saved_from_the_page_and_a_second_writer_is_told(desk):
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting)
    path = f"/desk/meetings/{meeting.pk}/minutes/"
    desk.post(f"{path}begin/")
    fields = {
        "opened_at": "2026-11-01T12:00",
        "closed_at": "2026-11-01T14:00",
        "summary": "まとめ",
        "public_attendance": "3",
        f"discussion-{item.pk}": "要点",
        "seen": hidden(desk.get(path), "seen"),
    }

    first, second = desk.post(path, fields), desk.post(path, {**fields, "summary": "二人目のまとめ"})
    third = desk.post(path, {**fields, "summary": "二人目のまとめ", "seen": hidden(second, "seen")})

    assert [first.status_code, second.status_code, third.status_code] == [302, 400, 302]
    assert "ほかの人が会議録を直しました" in words(second)
    minutes = Minutes.objects.get()
    assert (minutes.summary, minutes.public_attendance) == ("二人目のまとめ", 3)
    assert minutes.items.get().discussion == "要点"


def test_minutes_go_through_two_people_from_page_to_page(desk, client):
    meeting = MeetingFactory()
    minutes = actions.draft_minutes(meeting=meeting, actor=officer(), now=DURING)
    Minutes.objects.update(summary="まとめ")
    path = f"/desk/meetings/{meeting.pk}/minutes/"

    places = [desk.post(f"/desk/meetings/minutes/{minutes.pk}/{step}/") for step in ("check", "approve", "publish")]
    corrected = desk.post(f"{path}correct/", {"reason": "人数の誤り。"})
    own = desk.post(f"/desk/meetings/minutes/{Minutes.objects.get(version=2).pk}/check/")

    assert {place.headers["Location"] for place in places} == {path}
    assert corrected.status_code == 302
    assert (own.status_code, "確かめたり承認したりできません" in words(own)) == (409, True)
    assert Minutes.objects.get(version=1).state == MinutesState.PUBLISHED
    assert "まとめ" in words(client.get(minutes.get_absolute_url()))


def test_sticky_notes_are_typed_in_and_made_voices_by_table(desk):
    meeting = MeetingFactory()
    for number in (1, 2):
        TableFactory(meeting=meeting, number=number)
    path = f"/desk/meetings/{meeting.pk}/notes/"

    for table, text in ((1, "一枚目"), (1, "二枚目"), (2, "三枚目")):
        key = hidden(desk.get(path), "client_key")
        sent = {"table": table, "text": text, "client_key": key}
        assert desk.post(f"{path}type/", sent).headers["Location"] == f"{path}?table={table}#type"
        desk.post(f"{path}type/", sent)
    desk.post(f"{path}send/", {"table": 1})
    left = list(Note.objects.unsent())
    desk.post(f"{path}send/", {"note": left[0].pk})
    nothing = desk.post(f"{path}send/")

    assert ([note.text for note in left], Note.objects.count()) == (["三枚目"], 3)
    assert (nothing.status_code, "声にするふせんがありません" in words(nothing)) == (409, True)


def test_people_are_moved_by_hand_and_told_of_a_free_seat(desk):
    meeting = meeting_with_seats(3)
    tables = [TableFactory(meeting=meeting, number=number) for number in (1, 2)]
    person = RegistrationFactory(meeting=meeting, table=tables[0], moved_up_at=DURING, email="a@example.jp")

    desk.post(f"/desk/meetings/{meeting.pk}/tables/", {"what": "hand", f"at-{person.pk}": "2"})
    desk.post(f"/desk/meetings/registrations/{person.pk}/told/")
    fewer = desk.post(f"/desk/meetings/{meeting.pk}/tables/", {"what": "set", "count": "1"})

    person.refresh_from_db()
    assert (fewer.status_code, person.table, person.told_at is not None) == (302, None, True)


def test_the_door_takes_numbers_as_people_say_them_and_explains_others(desk):
    meeting = meeting_with_seats(3, starts_at=timezone.now() + timedelta(hours=1))
    person = RegistrationFactory(meeting=meeting, number="314159266")
    path = f"/desk/meetings/{meeting.pk}/check-in/"

    come = desk.post(path, {"no": "３１４１－５９２６－６"})
    slip, other = desk.post(path, {"no": "3141-5926-5"}), desk.post(path, {"no": "0000-0000-0"})

    assert come.headers["Location"] == f"{path}?last={person.pk}"
    assert "番号の形が違います" in words(slip)
    assert "この会議の申し込みにありません" in words(other)


def test_a_body_is_added_told_of_and_followed_up_from_its_page(desk):
    ward = WardFactory()
    sent = desk.post(
        "/desk/meetings/bodies/new/", {"kind": "ward", "name": "見本の会", "area": ward.pk, "began_on": "2026-04-01"}
    )
    path, body = sent.headers["Location"], Body.objects.get()
    other, recommendation = BodyFactory(), RecommendationFactory(body=body)
    told = {"on": "2026-05-01", "source": "", "when": ""}

    missing = desk.post(f"{path}tell/", {**told, "kind": "succeeded", "reason": "理由"})
    answers = [
        desk.post(f"{path}tell/", {**told, "kind": "paused", "reason": "委員がそろわないため。"}),
        desk.post(f"{path}tell/", {**told, "kind": "succeeded", "reason": "続けるため。", "successor": other.pk}),
        desk.post(
            f"/desk/meetings/recommendations/{recommendation.pk}/follow-up/",
            {**told, "kind": "done", "text": "行いました。"},
        ),
        desk.post(
            f"{path}members/", {"role": "chair", "seat": "drawn", "label": "市民委員A", "starts_on": "2026-04-01"}
        ),
        desk.post(path, {"kind": "ward", "name": "見本の会", "mandate": "役目"}),
    ]
    nameless = desk.post(
        f"{path}members/",
        {"role": "chair", "seat": "drawn", "label": "B", "public_name": "見本 花子", "starts_on": "2026-04-01"},
    )

    assert "引き継ぐ会議体が選ばれていません" in words(missing)
    assert [answer.status_code for answer in answers] == [302] * 5
    assert "名前を公開する同意の日がありません" in words(nameless)
    body.refresh_from_db()
    assert (body.state, body.mandate, body.members.count()) == ("paused", "役目", 1)


def test_a_paper_of_the_wrong_kind_is_told_at_its_field(desk):
    meeting = MeetingFactory()
    path = f"/desk/meetings/{meeting.pk}/handouts/"

    wrong = desk.post(path, {"title": "資料", "file": SimpleUploadedFile("資料.html", b"<script>")})
    right = desk.post(path, {"title": "資料", "file": SimpleUploadedFile("資料.pdf", b"%PDF-1.7")})

    assert (wrong.status_code, 'id="id_file_error"' in words(wrong), right.status_code) == (400, True, 302)


def test_a_note_with_a_photo_is_seen_by_those_who_may(desk, client):
    from jukugi.apps.meetings.models import NotePhoto

    note = NoteFactory(photo=NotePhoto.objects.create(content=b"\xff\xd8\xff", width=1, height=1))

    seen = desk.get(f"/meetings/photos/{note.pk}/")
    desk.logout()

    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert seen.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/meetings/photos/{note.pk}/").status_code == 404
    assert client.get(f"/tables/{note.table.key}/photos/{note.pk}/").status_code == 200
    assert client.get(f"/tables/{TableFactory().key}/photos/{note.pk}/").status_code == 404
