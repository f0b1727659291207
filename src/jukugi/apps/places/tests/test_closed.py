"""What a place that is no more, or not yet, does not take; and a way in that is closed, or of another place."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import MonthDraft, PhotoDraft, WalkDraft
from jukugi.apps.places.enums import NoteKind
from jukugi.apps.places.enums.walks import CheckItem, Walker
from jukugi.apps.places.models import PlacePhoto
from jukugi.apps.places.tests.factories import NOW, draft, listed, proposed
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 7)
MONTH = MonthDraft(month=date(2026, 3, 1), opened_days=4, visits=30)
PHOTO = PhotoDraft(content=b"", alt="見本", licence="here", people="nobody", consent="見本")


@pytest.fixture
def officer():
    return RoleFactory().user


def test_a_closed_place_takes_no_way_in_no_month_no_photo_and_no_correction(officer):
    place = actions.close_place(place=listed(), reason="見本", actor=officer, now=NOW)
    done = {"actor": officer, "now": NOW}

    for attempt in (
        lambda: actions.give_entry(place=place, mail="", **done),
        lambda: actions.enter_month(place=place, draft=MONTH, channel=Channel.CARD, **done),
        lambda: actions.add_photo(place=place, draft=PHOTO, **done),
        lambda: actions.correct_place(place=place, draft=draft(place.ward), reason="見本", **done),
    ):
        with pytest.raises(errors.AlreadyAnswered):
            attempt()


def test_of_a_place_that_nobody_looked_at_no_note_is_typed_in(officer):
    note = {"kind": NoteKind.HOURS, "text": "見本", "channel": Channel.PHONE, "received_at": NOW}

    with pytest.raises(errors.AlreadyAnswered):
        actions.enter_note(place=proposed(), actor=officer, now=NOW, **note)


def test_a_way_in_that_is_closed_or_of_another_place_does_nothing(officer):
    place, other = listed(), listed()
    entry, _secret = actions.give_entry(place=place, mail="", actor=officer, now=NOW)
    strange, _secret = actions.give_entry(place=other, mail="", actor=officer, now=NOW)
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    shown = replace(PHOTO, content=drawn.getvalue())
    photo = actions.add_photo(place=place, draft=shown, actor=officer, now=NOW)
    actions.close_entry(place=place, actor=officer, now=NOW)
    entry.refresh_from_db()

    for attempt in (
        lambda: actions.tell_month(entry=entry, draft=MONTH, now=NOW),
        lambda: actions.send_photo(entry=entry, draft=PHOTO, now=NOW),
        lambda: actions.remove_photo(photo=photo, reason="見本", actor=entry, now=NOW),
        lambda: actions.remove_photo(photo=photo, reason="見本", actor=strange, now=NOW),
    ):
        with pytest.raises(errors.EntryClosed):
            attempt()

    assert PlacePhoto.objects.get().state == "shown"


def test_a_sheet_of_a_walk_is_typed_in_until_two_months_after(officer):
    place = listed()
    days = {"begins_on": TODAY - timedelta(days=99), "ends_on": TODAY - timedelta(days=90)}
    walk = actions.open_walk(
        draft=WalkDraft(title="見本", ward=place.ward, items=tuple(CheckItem.values), **days), actor=officer, now=NOW
    )

    with pytest.raises(errors.WalkNotOpen):
        actions.enter_check(
            walk=walk,
            place=place,
            answers={"is_free": "yes"},
            walker=Walker.LIVES,
            channel=Channel.CARD,
            client_key="a" * 32,
            looked_on=TODAY - timedelta(days=91),
            actor=officer,
            now=NOW,
        )


def test_a_place_of_another_ward_is_not_moved_into_ones_own():
    place, own = listed(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user
    moved = replace(actions.draft_of(place), ward=own)

    with pytest.raises(NotAllowed):
        actions.correct_place(place=place, draft=moved, reason="見本", actor=officer, now=NOW)
