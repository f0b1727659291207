import io
import threading
from datetime import timedelta

import pytest
from django.db import connection
from PIL import Image

from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.actions.photos import photo_of
from jukugi.apps.meetings.enums import Hand, NoteWay, Verdict
from jukugi.apps.meetings.models import HandCount, Note, NotePhoto, Table
from jukugi.apps.meetings.policies import verdict
from jukugi.apps.meetings.queries.meetings import results, voices_of
from jukugi.apps.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    NoteFactory,
    QuestionFactory,
    TableFactory,
    officer,
)
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsHaveControls, WordsTooLong
from jukugi.kit.photos import PHOTO_BYTES_AT_MOST, PhotoTooLarge, PhotoUnreadable

KEY = "a-key-of-a-device-1"


def take(table, text="見本のふせん", key=KEY, now=DURING, way=NoteWay.FACILITATOR, **fields):
    given = {"agenda_item": None, "photo": None} | fields
    return actions.take_note(table=table, text=text, way=way, client_key=key, now=now, **given)


def picture(size=(40, 20), form="JPEG", **options) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#c74700").save(drawn, form, **options)
    return drawn.getvalue()


@pytest.mark.django_db
def test_a_note_keeps_its_words_table_and_item():
    table = TableFactory()
    item = AgendaItemFactory(meeting=table.meeting)

    note = take(table, "  雨の日に\r\n行く所がない ", agenda_item=item)

    assert (note.text, note.agenda_item, note.table) == ("雨の日に\n行く所がない", item, table)


@pytest.mark.django_db
def test_a_note_that_comes_again_under_its_key_is_the_one_that_is_there():
    table = TableFactory()

    first, again = take(table), take(table, "あとから来た別の言葉")

    assert (again, again.text, Note.objects.count()) == (first, "見本のふせん", 1)


@pytest.mark.django_db
def test_what_was_kept_once_is_not_refused_when_it_comes_again_too_late():
    table = TableFactory()
    note = take(table)

    assert take(table, now=DURING + timedelta(days=30)) == note


@pytest.mark.django_db(transaction=True)
def test_the_same_note_sent_at_the_same_moment_is_kept_once():
    table = TableFactory()
    start, kept, failures = threading.Barrier(6), [], []

    def one() -> None:
        start.wait()
        try:
            at = Table.objects.select_related("meeting__process").get(pk=table.pk)
            kept.append(take(at).pk)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert (len(kept), len(set(kept)), Note.objects.count()) == (6, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "moment", "is_taken"),
    [
        (NoteWay.FACILITATOR, timedelta(hours=-2, seconds=-1), False),
        (NoteWay.FACILITATOR, timedelta(hours=-2), True),
        (NoteWay.FACILITATOR, timedelta(days=7, hours=2, seconds=-1), True),
        (NoteWay.FACILITATOR, timedelta(days=7, hours=2), False),
        (NoteWay.PARTICIPANT, timedelta(hours=3, seconds=-1), True),
        (NoteWay.PARTICIPANT, timedelta(hours=3), False),
    ],
)
def test_notes_are_taken_around_the_meeting_and_longer_of_facilitators(way, moment, is_taken):
    table = TableFactory()

    if is_taken:
        take(table, way=way, now=DURING + moment)
    else:
        with pytest.raises(errors.NotesClosed):
            take(table, way=way, now=DURING + moment)

    assert Note.objects.exists() == is_taken


@pytest.mark.django_db
def test_staff_type_notes_in_whenever_they_handle_the_meeting():
    table = TableFactory(meeting__ward=WardFactory())
    late = DURING + timedelta(days=60)

    for actor in (UserFactory(), officer(WardFactory())):
        with pytest.raises(NotAllowed):
            take(table, way=NoteWay.STAFF, actor=actor, now=late)
    note = take(table, way=NoteWay.STAFF, actor=officer(table.meeting.ward), now=late)

    assert note.way == NoteWay.STAFF


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "refusal"),
    [("  ", errors.NoteEmpty), ("あ" * 401, WordsTooLong), ("あ\x00", WordsHaveControls)],
)
def test_words_that_cannot_be_kept_are_refused(text, refusal):
    with pytest.raises(refusal):
        take(TableFactory(), text)


@pytest.mark.django_db
def test_the_record_of_a_finished_process_takes_no_note():
    with pytest.raises(ProcessFinished):
        take(TableFactory(meeting__process__is_finished=True))


@pytest.mark.django_db
def test_a_table_takes_only_so_many_notes(monkeypatch):
    table = TableFactory()
    monkeypatch.setattr("jukugi.apps.meetings.policies.NOTES_AT_A_TABLE", 1)
    take(table)

    with pytest.raises(errors.TooManyNotes):
        take(table, key="a-key-of-a-device-2")


def test_a_photo_is_drawn_anew_upright_and_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of somebody", 6
    exif.get_ifd(0x8825)[1] = "N"

    photo = photo_of(picture((3000, 200), exif=exif))

    kept = Image.open(io.BytesIO(photo.content))
    assert (photo.width, photo.height) == (107, 1600)
    assert (kept.format, dict(kept.getexif()), kept.info.get("exif")) == ("JPEG", {}, None)
    assert b"Camera of somebody" not in photo.content


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_photos_become_jpeg(form):
    assert photo_of(picture(form=form)).content.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:200], picture(form="GIF")],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(PhotoUnreadable):
        photo_of(content)


def test_a_photo_too_large_is_refused_before_it_is_read():
    with pytest.raises(PhotoTooLarge):
        photo_of(b"\0" * (PHOTO_BYTES_AT_MOST + 1))


@pytest.mark.django_db
def test_a_note_may_be_a_photo_alone_whose_words_are_written_down_later():
    table, actor = TableFactory(), officer()
    note = take(table, "", photo=picture())

    actions.read_photo(note=note, text="写真の言葉", actor=actor, now=DURING)
    with pytest.raises(errors.NoteIsOpinion):
        actions.read_photo(note=note, text="ほかの言葉", actor=actor, now=DURING)

    note.refresh_from_db()
    assert (note.text, NotePhoto.objects.count()) == ("写真の言葉", 1)


@pytest.mark.django_db
def test_a_note_is_taken_back_with_a_reason_and_stays():
    note = NoteFactory()

    actions.withdraw_note(note=note, reason="打ち間違い", actor=None, now=DURING)
    with pytest.raises(errors.NoteWithdrawn):
        actions.withdraw_note(note=note, reason="打ち間違い", actor=None, now=DURING)

    note.refresh_from_db()
    assert (note.withdrawn_reason, Note.objects.standing().exists()) == ("打ち間違い", False)


@pytest.mark.django_db
def test_notes_become_voices_of_the_meeting_once_each():
    ward = WardFactory()
    meeting = MeetingFactory(ward=ward)
    issue = IssueFactory(process=meeting.process)
    meeting.issues.set([issue])
    notes = [NoteFactory(table=TableFactory(meeting=meeting, number=n)) for n in (1, 2)]
    NoteFactory(table=notes[0].table, withdrawn_at=DURING, withdrawn_reason="打ち間違い")
    NoteFactory(table=notes[0].table, text="◎！")
    actor, later = officer(ward), DURING + timedelta(days=2)

    sent = actions.send_notes(meeting=meeting, notes=list(Note.objects.all()), actor=actor, now=later)

    meeting.refresh_from_db()
    told = [(s.channel, s.place, s.ward, s.about, s.call, s.received_at) for s in sent]
    assert told == [("meeting", f"見本会館　テーブル{n}", ward, issue, meeting.call, DURING) for n in (1, 2)]
    assert [o.text for o in Opinion.objects.order_by("pk")] == [note.text for note in notes]
    assert len({s.receipt for s in sent}) == 2
    with pytest.raises(errors.NothingToSend):
        actions.send_notes(meeting=meeting, notes=notes, actor=actor, now=later)
    assert (voices_of(meeting).notes, voices_of(meeting).opinions) == (3, 2)


@pytest.mark.django_db
def test_what_is_typed_in_after_weeks_came_in_at_the_meeting():
    meeting, actor = MeetingFactory(), officer()
    table, late = TableFactory(meeting=meeting), DURING + timedelta(days=40)
    note = take(table, way=NoteWay.STAFF, actor=actor, now=late)

    sent = actions.send_notes(meeting=meeting, notes=[note], actor=actor, now=late)

    assert [s.received_at for s in sent] == [meeting.ends_at]


@pytest.mark.django_db
def test_a_voice_is_not_taken_back_as_a_note():
    note, actor = NoteFactory(), officer()
    actions.send_notes(meeting=note.table.meeting, notes=[note], actor=actor, now=DURING)

    with pytest.raises(errors.NoteIsOpinion):
        actions.withdraw_note(note=note, reason="理由", actor=actor, now=DURING)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [UserFactory, lambda: officer(WardFactory())])
def test_who_does_not_handle_the_meeting_makes_no_voices(who):
    note, actor = NoteFactory(table__meeting__ward=WardFactory()), who()
    by = {"actor": actor, "now": DURING}

    for attempt in (
        lambda: actions.send_notes(meeting=note.table.meeting, notes=[note], **by),
        lambda: actions.read_photo(note=note, text="言葉", **by),
        lambda: actions.withdraw_note(note=note, reason="理由", **by),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    note.refresh_from_db()
    assert (list(Submission.objects.all()), note.withdrawn_at) == ([], None)


@pytest.mark.django_db
def test_the_last_count_of_raised_hands_holds_and_all_tables_are_summed():
    meeting = MeetingFactory()
    question = QuestionFactory(meeting=meeting)
    tables = [TableFactory(meeting=meeting, number=n) for n in (1, 2)]
    taps = [(0, Hand.AGREE, 2), (0, Hand.AGREE, 5), (1, Hand.AGREE, 4), (0, Hand.DISAGREE, 1), (1, Hand.UNSURE, 2)]

    for number, (table, hand, count) in enumerate(taps):
        key = f"hands-of-the-test-{number}"
        for _ in range(2):
            actions.count_hands(
                table=tables[table], question=question, hand=hand, count=count, client_key=key, now=DURING
            )

    result = results(meeting)[0]
    assert (result.counts, result.tables) == ({"agree": 9, "disagree": 1, "unsure": 2}, 2)
    assert (result.verdict, HandCount.objects.count()) == (Verdict.AGREED, 5)
    with pytest.raises(errors.QuestionOfAnotherMeeting):
        actions.count_hands(
            table=TableFactory(), question=question, hand=Hand.AGREE, count=1, client_key="x" * 20, now=DURING
        )


@pytest.mark.parametrize(
    ("agree", "disagree", "unsure", "said"),
    [
        (3, 1, 0, Verdict.TOO_FEW),
        (0, 0, 0, Verdict.TOO_FEW),
        (3, 1, 1, Verdict.AGREED),
        (1, 3, 1, Verdict.OPPOSED),
        (5, 2, 0, Verdict.SPLIT),
        (0, 0, 5, Verdict.CANNOT_JUDGE),
        (5, 0, 5, Verdict.CANNOT_JUDGE),
        (6, 0, 5, Verdict.AGREED),
    ],
)
def test_raised_hands_say_by_a_fixed_rule_whether_people_agree(agree, disagree, unsure, said):
    assert verdict({"agree": agree, "disagree": disagree, "unsure": unsure}) == said
