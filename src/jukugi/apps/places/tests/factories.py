from datetime import UTC, datetime, time

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions
from jukugi.apps.places.actions import HoursDraft, PlaceDraft
from jukugi.apps.places.enums import NoteKind, PlaceKind
from jukugi.apps.places.models import Place, PlaceNote

NOW = datetime(2026, 4, 7, 1, 30, tzinfo=UTC)
"""A Tuesday, the first of the month, half past ten in Japan."""


def draft(ward: Area | None = None, **fields) -> PlaceDraft:
    """A café that opens on Tuesdays from ten to three."""
    said = {
        "name": "見本カフェ",
        "kind": PlaceKind.CAFE,
        "ward": ward or WardFactory(),
        "address": "台町3-5",
        "lat": 35.5287,
        "lon": 139.7323,
        "hours": (HoursDraft(1, time(10), time(15)),),
        "source": "見本",
    }
    return PlaceDraft(**said | fields)


def proposed(ward: Area | None = None, **fields) -> Place:
    """A place that listed itself."""
    return actions.propose_place(draft=draft(ward, **fields), author=ParticipantFactory(), now=NOW)


def listed(ward: Area | None = None, officer: User | None = None, now: datetime = NOW, **fields) -> Place:
    """A place that everybody finds."""
    return actions.add_place(draft=draft(ward, **fields), actor=officer or RoleFactory().user, now=now)


def noted(place: Place, text: str = "土曜は休みでした。", kind: NoteKind = NoteKind.HOURS) -> PlaceNote:
    """Somebody saw that it has changed."""
    return actions.send_note(place=place, kind=kind, text=text, author=ParticipantFactory(), now=NOW)
