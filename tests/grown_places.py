"""Places with many rows in every list, to count what their pages ask the database."""

from datetime import time, timedelta

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.actions import import_ward_boundaries
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import HoursDraft, MonthDraft, PhotoDraft, PlaceDraft, WalkDraft
from jukugi.apps.places.enums import NoteKind, PlaceKind
from jukugi.apps.places.enums.photos import PHOTOS_AT_MOST
from jukugi.apps.places.enums.walks import Walker
from jukugi.apps.places.models import Place
from tests import boundaries
from tests.places_for_all_roles import picture

PUBLIC = {
    "places": ("/places/", 17),
    "places narrowed": ("/places/?ward={place_ward}&day=now&step_free=on", 17),
    "places nearby": ("/places/near.json", 6),
    "places as a table": ("/places/places.csv", 6),
    "places as points": ("/places/places.geojson", 5),
    "place": ("/places/{place}/", 15),
    "tell of a place": ("/places/new/", 14),
    "tell of a change": ("/places/{place}/changed/", 13),
    "coverage": ("/places/coverage/", 14),
    "outlines of wards": ("/places/wards.geojson", 4),
    "visits": ("/places/visits/", 14),
    "walks": ("/places/walks/", 11),
    "walk": ("/places/walks/{walk_key}/", 15),
    "walk on paper": ("/places/walks/{walk_key}/paper/", 15),
    "way in of those who keep a place": ("/places/keep/{keep_secret}/", 16),
    "months of those who keep a place": ("/places/keep/{keep_secret}/month/", 12),
    "place in threads": ("/threads/{place_receipt}/", 30),
    "note in threads": ("/threads/{note_receipt}/", 30),
}
STAFF = {
    "desk places": ("/desk/places/", 11),
    "desk notes of places": ("/desk/places/?part=notes", 11),
    "desk old places": ("/desk/places/?part=old", 11),
    "desk all places": ("/desk/places/?part=all", 12),
    "desk place": ("/desk/places/{place}/", 14),
    "desk walks": ("/desk/places/walks/", 11),
    "desk walk": ("/desk/places/walks/{walk}/", 14),
    "type in a sheet of a walk": ("/desk/places/walks/{walk}/enter/{place}/", 10),
    "desk photos": ("/desk/places/{place}/photos/", 11),
    "desk months": ("/desk/places/{place}/months/", 11),
    "new place": ("/desk/places/new/", 10),
    "edit a place": ("/desk/places/{place}/edit/", 12),
    "desk lists of facilities": ("/desk/places/imports/", 9),
    "desk list of facilities": ("/desk/places/imports/{place_import}/", 9),
}


def places(ward: Area, rows: int) -> dict[str, int | str]:
    """So many places that are listed, that wait, that are old; one with so many notes and acts; so many lists."""
    officer, now = RoleFactory().user, timezone.now()
    for number in range(rows + 1):
        actions.propose_place(draft=_draft(ward, f"申し出{number}"), author=ParticipantFactory(), now=now)
        _listed(ward, f"前の居場所{number}", officer, now - timedelta(days=500))
    place = _listed(ward, "見本の居場所", officer, now)
    proposed = Place.objects.exclude(receipt="").first()
    actions.confirm_place(place=proposed, actor=officer, now=now)
    for number in range(rows):
        for one in (place, proposed):
            actions.check_place(place=one, actor=officer, now=now)
        for is_answered in (True, False):
            note = actions.send_note(
                place=place, kind=NoteKind.HOURS, text=f"変わった{number}", author=ParticipantFactory(), now=now
            )
            if is_answered:
                actions.answer_note(note=note, is_taken=True, answer="直した", actor=officer, now=now)
    lines = "\n".join(f"施設{number},{ward.name}1-1" for number in range(rows))
    for number in range(rows):
        brought = actions.bring_list(
            file_name=f"{number}.csv", content=f"名称,住所\n{lines}\n".encode(), actor=officer, now=now
        )
    points = "\n".join(f"p{number},35.{500 + number},139.7,100" for number in range(rows))
    actions.import_points(f"id,lat,lon,people\n{points}\n".encode(), source="見本", as_of=timezone.localdate(now))
    actions.count_coverage(now=now)
    walk = _walked(place, officer, rows)
    _entry, secret = actions.give_entry(place=place, actor=officer, now=now)
    import_ward_boundaries({"a": boundaries.wards(ward.name, "となり区")}, source="見本", now=now)
    return {
        "walk": walk.pk,
        "walk_key": walk.key,
        "keep_secret": secret,
        "place": place.pk,
        "place_ward": ward.code,
        "place_receipt": proposed.receipt,
        "note_receipt": note.receipt,
        "place_import": brought.pk,
    }


def _walked(place: Place, officer, rows: int):
    """A walk with so many checks, and so many months and photos of one place."""
    now, day = timezone.now(), timezone.localdate()
    draft = WalkDraft("見本のまち歩き", place.ward, day, day, ("step_free", "words"))
    for _time in range(rows):
        walk = actions.open_walk(draft=draft, actor=officer, now=now)
    for number in range(rows):
        actions.send_check(
            walk=walk,
            place=place,
            answers={"step_free": "yes", "words": f"見た{number}"},
            walker=Walker.LIVES,
            client_key=f"grown-check-{number:08}",
            looked_on=day,
            author=ParticipantFactory(),
            now=now,
        )
        month = MonthDraft(month=day.replace(day=1), opened_days=2, visits=number, story=f"話{number}")
        told = actions.enter_month(place=place, draft=month, channel=Channel.CARD, actor=officer, now=now)
        if number % 2:
            actions.settle_story(month=told, shows=True, actor=officer, now=now)
        if number < PHOTOS_AT_MOST:
            photo = PhotoDraft(picture(), f"写真{number}", "here", "nobody", "見本")
            actions.add_photo(place=place, draft=photo, actor=officer, now=now)
    return walk


def _draft(ward: Area, name: str) -> PlaceDraft:
    hours = tuple(HoursDraft(day, time(10), time(15)) for day in range(3))
    return PlaceDraft(name=name, kind=PlaceKind.CAFE, ward=ward, lat=35.53, lon=139.7, hours=hours)


def _listed(ward: Area, name: str, officer, at) -> Place:
    return actions.add_place(draft=_draft(ward, name), actor=officer, now=at)
