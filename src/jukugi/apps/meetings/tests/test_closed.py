"""What a meeting does not take any more: called off, or over."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.meetings import actions, errors
from jukugi.apps.meetings.enums import Hand, NoteWay
from jukugi.apps.meetings.tests.factories import (
    MeetingFactory,
    NoteFactory,
    QuestionFactory,
    RegistrationFactory,
    TableFactory,
    officer,
)
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_a_meeting_that_was_called_off_takes_nothing_at_the_desk():
    meeting = MeetingFactory(cancelled_at=BEFORE, cancelled_reason="見本")
    done = {"actor": officer(), "now": DURING}
    note = {"agenda_item": None, "text": "見本", "photo": None, "way": NoteWay.STAFF, "client_key": "k" * 20}
    seat = {"needs": [], "needs_note": "", "email": "", "form_key": "k" * 22}

    for attempt in (
        lambda: actions.draft_minutes(meeting=meeting, **done),
        lambda: actions.take_note(table=TableFactory(meeting=meeting), **note, **done),
        lambda: actions.register_at_the_desk(meeting=meeting, **seat, **done),
        lambda: actions.check_in(registration=RegistrationFactory(meeting=meeting), **done),
    ):
        with pytest.raises(errors.MeetingCancelled):
            attempt()


def test_weeks_after_a_meeting_its_tables_write_no_more():
    note, late = NoteFactory(), DURING + timedelta(days=60)
    hands = {"question": QuestionFactory(meeting=note.table.meeting), "hand": Hand.AGREE, "count": 1}

    with pytest.raises(errors.NotesClosed):
        actions.withdraw_note(note=note, reason="見本", actor=None, now=late)
    with pytest.raises(errors.NotesClosed):
        actions.count_hands(table=note.table, client_key="k" * 20, now=late, **hands)


def test_another_ward_makes_no_voices_of_a_meeting_of_which_some_are_there():
    ward = WardFactory()
    note = NoteFactory(table__meeting__ward=ward)
    meeting, other = note.table.meeting, NoteFactory(table=note.table)
    actions.send_notes(meeting=meeting, notes=[note], actor=officer(ward), now=DURING)

    for notes in ([other], []):
        with pytest.raises(NotAllowed):
            actions.send_notes(meeting=meeting, notes=notes, actor=officer(WardFactory()), now=DURING)
