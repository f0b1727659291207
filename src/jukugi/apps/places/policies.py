"""What may be sent, and what still waits for an answer."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from jukugi.apps.places import errors
from jukugi.apps.places.enums import Known, NoteState, PlaceState, Toilet
from jukugi.apps.places.enums.walks import CheckItem
from jukugi.apps.places.models import KeeperEntry, Place, PlaceNote, Walk

SAID: Mapping[CheckItem, tuple[str, ...]] = {
    CheckItem.STILL: ("yes", "no"),
    CheckItem.STEP_FREE: (Known.YES.value, Known.NO.value),
    CheckItem.TOILET: (Toilet.WIDE.value, Toilet.PLAIN.value, Toilet.NONE.value),
    CheckItem.HEARING_LOOP: (Known.YES.value, Known.NO.value),
    CheckItem.PARKING: (Known.YES.value, Known.NO.value),
    CheckItem.IS_FREE: ("yes", "no"),
}
"""What can be chosen; what is not said is not known and makes no finding. Other items are words."""

SENT_PER_DAY = 10
"""Places and notes together, from one device."""


def check_pace(author_key: str, *, now: datetime) -> None:
    """Raises TooManySent. Two queries."""
    since = now - timedelta(days=1)
    sent = Place.objects.filter(author_key=author_key, received_at__gt=since).count()
    sent += PlaceNote.objects.filter(author_key=author_key, received_at__gt=since).count()
    if sent >= SENT_PER_DAY:
        raise errors.TooManySent(limit=SENT_PER_DAY)


def check_state(place: Place, *states: PlaceState) -> None:
    """Raises AlreadyAnswered."""
    if place.state not in states:
        raise errors.AlreadyAnswered(name=place.name, state=place.get_state_display())


def check_waits(note: PlaceNote) -> None:
    """Raises AlreadyAnswered."""
    if note.state != NoteState.WAITING:
        raise errors.AlreadyAnswered(name=note.get_kind_display(), state=note.get_state_display())


def check_open(entry: KeeperEntry) -> None:
    """Raises EntryClosed, also where the place is no more."""
    if entry.closed_at is not None or entry.place.state != PlaceState.CONFIRMED:
        raise errors.EntryClosed


def check_keeps(entry: KeeperEntry, place: Place) -> None:
    """Raises EntryClosed for another's place."""
    if entry.place_id != place.pk:
        raise errors.EntryClosed


def check_walk_is_open(walk: Walk, *, looked_on: date, day: date, late: timedelta) -> None:
    """What was seen on a day of the campaign may come some days later. Raises WalkNotOpen."""
    if not walk.begins_on <= looked_on <= min(walk.ends_on, day) or day > walk.ends_on + late:
        raise errors.WalkNotOpen(title=walk.title)
