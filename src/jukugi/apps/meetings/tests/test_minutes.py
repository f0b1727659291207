from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.actions import MinutesWords
from jukugi.apps.meetings.enums import HANDOUT_BYTES_AT_MOST, MinutesState
from jukugi.apps.meetings.models import Handout, Minutes
from jukugi.apps.meetings.tests.factories import AgendaItemFactory, MeetingFactory, officer
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 sample"


def words(minutes, **fields):
    given = {
        "opened_at": minutes.opened_at,
        "closed_at": minutes.closed_at,
        "present": "市民委員A\n市民委員B",
        "absent": "",
        "public_attendance": 3,
        "summary": "話し合いました。",
        "items": {},
    } | fields
    return MinutesWords(**given)


def written(writer, **fields) -> Minutes:
    """Minutes that somebody wrote, ready to be checked."""
    minutes = actions.draft_minutes(meeting=MeetingFactory(**fields), actor=writer, now=DURING)
    actions.write_minutes(
        minutes=minutes, words=words(minutes), seen=minutes.drafted_at, actor=writer, now=DURING + timedelta(hours=1)
    )
    minutes.refresh_from_db()
    return minutes


def published(writer, checker) -> Minutes:
    minutes = written(writer)
    for step in (actions.check_minutes, actions.approve_minutes, actions.publish_minutes):
        step(minutes=minutes, actor=checker, now=DURING)
    minutes.refresh_from_db()
    return minutes


def test_a_draft_has_a_field_for_every_item_and_begins_with_the_true_times():
    meeting = MeetingFactory(opened_at=DURING + timedelta(minutes=3))
    items = [AgendaItemFactory(meeting=meeting, position=p) for p in (1, 2)]
    writer = officer()

    minutes = actions.draft_minutes(meeting=meeting, actor=writer, now=DURING)
    said = words(minutes, items={items[1].pk: ("いくつかの案が出ました。", "次の回に決める。")})
    actions.write_minutes(minutes=minutes, words=said, seen=minutes.drafted_at, actor=writer, now=DURING)

    assert minutes.opened_at == meeting.opened_at
    assert [(item.discussion, item.decision) for item in minutes.items.all()] == [
        ("", ""),
        ("いくつかの案が出ました。", "次の回に決める。"),
    ]
    with pytest.raises(errors.MinutesAtWork):
        actions.draft_minutes(meeting=meeting, actor=writer, now=DURING)


def test_minutes_are_checked_and_approved_by_somebody_else_and_then_public():
    writer, other = officer(), officer()
    minutes = written(writer)

    for step in (actions.check_minutes, actions.approve_minutes):
        with pytest.raises(errors.SamePerson):
            step(minutes=minutes, actor=writer, now=DURING)
        step(minutes=minutes, actor=other, now=DURING)
    actions.publish_minutes(minutes=minutes, actor=writer, now=DURING)

    minutes.refresh_from_db()
    assert (minutes.state, minutes.published_at) == (MinutesState.PUBLISHED, DURING)


def test_no_step_is_left_out():
    minutes, other = written(officer()), officer()

    for step in (actions.approve_minutes, actions.publish_minutes, actions.send_back_minutes):
        with pytest.raises(errors.MinutesNotInState):
            step(minutes=minutes, actor=other, now=DURING)

    assert Minutes.objects.get().state == MinutesState.DRAFTED


def test_who_corrects_a_draft_becomes_its_author():
    writer, other = officer(), officer()
    minutes = written(writer)

    actions.write_minutes(minutes=minutes, words=words(minutes), seen=minutes.drafted_at, actor=other, now=DURING)

    with pytest.raises(errors.SamePerson):
        actions.check_minutes(minutes=minutes, actor=other, now=DURING)
    actions.check_minutes(minutes=minutes, actor=writer, now=DURING)


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten():
    writer = officer()
    minutes = written(writer)

    with pytest.raises(errors.MinutesChangedMeanwhile):
        actions.write_minutes(minutes=minutes, words=words(minutes), seen=DURING, actor=officer(), now=DURING)


def test_empty_minutes_and_reversed_times_are_refused():
    writer = officer()
    minutes = actions.draft_minutes(meeting=MeetingFactory(), actor=writer, now=DURING)

    with pytest.raises(errors.MinutesEmpty):
        actions.check_minutes(minutes=minutes, actor=officer(), now=DURING)
    with pytest.raises(errors.TimesReversed):
        actions.write_minutes(
            minutes=minutes,
            words=words(minutes, closed_at=minutes.opened_at - timedelta(minutes=1)),
            seen=minutes.drafted_at,
            actor=writer,
            now=DURING,
        )


def test_what_is_sent_back_has_to_be_checked_anew():
    writer, other = officer(), officer()
    minutes = written(writer)
    actions.check_minutes(minutes=minutes, actor=other, now=DURING)
    actions.approve_minutes(minutes=minutes, actor=other, now=DURING)

    actions.send_back_minutes(minutes=minutes, actor=other, now=DURING)

    minutes.refresh_from_db()
    assert (minutes.state, minutes.checked_by, minutes.approved_by) == (MinutesState.DRAFTED, "", "")


def test_public_minutes_are_corrected_by_a_new_version_with_its_reason():
    writer, other = officer(), officer()
    minutes = published(writer, other)

    with pytest.raises(errors.MinutesNotInState):
        actions.write_minutes(minutes=minutes, words=words(minutes), seen=minutes.drafted_at, actor=writer, now=DURING)
    with pytest.raises(WordsMissing):
        actions.correct_minutes(meeting=minutes.meeting, reason=" ", actor=writer, now=DURING)
    again = actions.correct_minutes(meeting=minutes.meeting, reason="人数の誤り。", actor=writer, now=DURING)
    with pytest.raises(errors.MinutesAtWork):
        actions.correct_minutes(meeting=minutes.meeting, reason="もう一つ。", actor=writer, now=DURING)

    assert (again.version, again.summary, again.state) == (2, "話し合いました。", MinutesState.DRAFTED)
    assert [m.version for m in minutes.meeting.minutes.published()] == [1]


def test_without_public_minutes_there_is_nothing_to_correct():
    with pytest.raises(errors.NothingPublished):
        actions.correct_minutes(meeting=MeetingFactory(), reason="理由", actor=officer(), now=DURING)


@pytest.mark.parametrize("who", [UserFactory, lambda: officer(WardFactory())])
def test_who_does_not_handle_the_meeting_writes_and_lays_out_nothing(who):
    ward = WardFactory()
    minutes, actor = written(officer(ward), ward=ward), who()
    meeting = minutes.meeting
    handout = actions.add_handout(
        meeting=meeting, title="資料", file_name="a.pdf", content=PDF, actor=officer(ward), now=DURING
    )
    by = {"actor": actor, "now": DURING}

    attempts = [
        lambda: actions.draft_minutes(meeting=MeetingFactory(ward=ward), **by),
        lambda: actions.write_minutes(minutes=minutes, words=words(minutes), seen=minutes.drafted_at, **by),
        lambda: actions.check_minutes(minutes=minutes, **by),
        lambda: actions.approve_minutes(minutes=minutes, **by),
        lambda: actions.publish_minutes(minutes=minutes, **by),
        lambda: actions.send_back_minutes(minutes=minutes, **by),
        lambda: actions.correct_minutes(meeting=meeting, reason="理由", **by),
        lambda: actions.add_handout(meeting=meeting, title="資料", file_name="b.pdf", content=PDF, **by),
        lambda: actions.withdraw_handout(handout=handout, reason="理由", **by),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert (Minutes.objects.count(), Handout.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.exe", b"MZ", errors.HandoutOfUnknownKind),
        ("a.html", b"<script>", errors.HandoutOfUnknownKind),
        ("a.svg", b"<svg/>", errors.HandoutOfUnknownKind),
        ("a.pdf", b"<script>", errors.HandoutOfUnknownKind),
        ("a.docx", PDF, errors.HandoutOfUnknownKind),
        ("pdf", PDF, errors.HandoutOfUnknownKind),
        ("a.pdf", b"%PDF-" + b"\0" * HANDOUT_BYTES_AT_MOST, errors.HandoutTooLarge),
    ],
)
def test_a_paper_is_what_its_name_says_and_not_too_large(name, content, refusal):
    with pytest.raises(refusal):
        actions.add_handout(
            meeting=MeetingFactory(), title="資料", file_name=name, content=content, actor=officer(), now=DURING
        )

    assert list(Handout.objects.all()) == []


def test_a_paper_is_given_out_as_a_file_under_a_policy_of_its_own(client):
    handout = actions.add_handout(
        meeting=MeetingFactory(),
        title="資料1",
        file_name="資料\r\n1.PDF",
        content=PDF,
        actor=officer(),
        now=DURING,
    )

    response = client.get(f"/meetings/handouts/{handout.pk}/")

    assert response.content == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%B3%87")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_paper_that_is_taken_back_is_gone_and_its_reason_stays(client):
    handout = actions.add_handout(
        meeting=MeetingFactory(), title="資料", file_name="a.pdf", content=PDF, actor=officer(), now=DURING
    )

    actions.withdraw_handout(handout=handout, reason="連絡先が入っていたため。", actor=officer(), now=DURING)

    handout.refresh_from_db()
    assert (bytes(handout.content), client.get(f"/meetings/handouts/{handout.pk}/").status_code) == (b"", 404)
    assert "連絡先が入っていたため。" in client.get(handout.meeting.get_absolute_url()).content.decode()
