"""Photos of places: brought by staff or by those who keep a place, looked at by its ward, taken away with a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.enums import LINE_LIMIT, WORDS_LIMIT, PlaceState
from jukugi.apps.places.enums.photos import PHOTOS_AT_MOST, PhotoLicence, PhotoPeople, PhotoState
from jukugi.apps.places.models import KeeperEntry, Place, PlacePhoto
from jukugi.kit import audit
from jukugi.kit.photos import photo_of
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class PhotoDraft:
    """A photo with what has to be known of it. ``alt``: what it shows, for those who do not see it."""

    content: bytes
    alt: str
    licence: str
    people: str
    consent: str
    credit: str = ""


@transaction.atomic
def add_photo(*, place: Place, draft: PhotoDraft, actor: User, now: datetime) -> PlacePhoto:
    """Staff of the ward bring a photo; it is shown at once.

    Raises NotAllowed, AlreadyAnswered, TooManyPhotos, CreditMissing, what a photo and what words can raise.
    """
    locked = _locked(place)
    permissions.check_can_keep(actor, locked.ward)
    photo = _made(locked, draft, actor.actor_key, now, state=PhotoState.SHOWN)
    audit.record("places.photo_added", actor=actor, subject=photo, at=now)
    return photo


@transaction.atomic
def send_photo(*, entry: KeeperEntry, draft: PhotoDraft, now: datetime) -> PlacePhoto:
    """Those who keep a place bring a photo; its ward looks before anybody sees it. Raises as ``add_photo`` does."""
    policies.check_open(entry)
    photo = _made(_locked(entry.place), draft, f"keeper:{entry.pk}", now, by_keeper=True)
    audit.record("places.photo_sent", actor=None, subject=photo, at=now)
    return photo


@transaction.atomic
def show_photo(*, photo: PlacePhoto, actor: User, now: datetime) -> PlacePhoto:
    """Everybody sees it from now on. Raises NotAllowed, AlreadyAnswered."""
    locked = _locked_photo(photo)
    permissions.check_can_keep(actor, locked.place.ward)
    _check_state(locked, PhotoState.WAITING)
    locked.state = PhotoState.SHOWN
    locked.save(update_fields=["state"])
    audit.record("places.photo_shown", actor=actor, subject=locked, at=now)
    return locked


@transaction.atomic
def remove_photo(*, photo: PlacePhoto, reason: str, actor: User | KeeperEntry, now: datetime) -> PlacePhoto:
    """Take a photo away for good: the picture goes, the reason stays. Those who keep the place may do it as well.

    Raises NotAllowed, AlreadyAnswered, ReasonMissing.
    """
    locked = _locked_photo(photo)
    if isinstance(actor, KeeperEntry):
        policies.check_open(actor)
        policies.check_keeps(actor, locked.place)
    else:
        permissions.check_can_keep(actor, locked.place.ward)
    _check_state(locked, PhotoState.WAITING, PhotoState.SHOWN)
    words = checked(reason, field=_("理由"), limit=WORDS_LIMIT)
    if not words:
        raise errors.ReasonMissing
    locked.state, locked.content, locked.consent = PhotoState.REMOVED, b"", ""
    locked.removed_reason, locked.removed_at = words, now
    locked.save(update_fields=["state", "content", "consent", "removed_reason", "removed_at"])
    by = None if isinstance(actor, KeeperEntry) else actor
    audit.record("places.photo_removed", actor=by, subject=locked, at=now)
    return locked


def _made(
    place: Place,
    draft: PhotoDraft,
    brought_by: str,
    now: datetime,
    *,
    state: PhotoState = PhotoState.WAITING,
    by_keeper: bool = False,
) -> PlacePhoto:
    policies.check_state(place, PlaceState.PROPOSED, PlaceState.CONFIRMED)
    if place.photos.exclude(state=PhotoState.REMOVED).count() >= PHOTOS_AT_MOST:
        raise errors.TooManyPhotos(limit=PHOTOS_AT_MOST)
    alt = checked_line(draft.alt, field=_("写真の説明"), limit=LINE_LIMIT, is_needed=True)
    consent = checked_line(draft.consent, field=_("だれの承諾か"), limit=LINE_LIMIT, is_needed=True)
    credit = checked_line(draft.credit, field=_("撮った人の示し方"), limit=LINE_LIMIT)
    if PhotoLicence(draft.licence) == PhotoLicence.CC_BY and not credit:
        raise errors.CreditMissing
    drawn = photo_of(draft.content)
    return PlacePhoto.objects.create(
        place=place,
        content=drawn.content,
        width=drawn.width,
        height=drawn.height,
        alt=alt,
        licence=draft.licence,
        credit=credit,
        people=PhotoPeople(draft.people),
        consent=consent,
        state=state,
        by_keeper=by_keeper,
        brought_by=brought_by,
        brought_at=now,
    )


def _locked(place: Place) -> Place:
    return Place.objects.select_for_update(of=("self",)).select_related("ward").get(pk=place.pk)


def _locked_photo(photo: PlacePhoto) -> PlacePhoto:
    return PlacePhoto.objects.select_for_update(of=("self",)).select_related("place__ward").get(pk=photo.pk)


def _check_state(photo: PlacePhoto, *states: PhotoState) -> None:
    if photo.state not in states:
        raise errors.AlreadyAnswered(name=photo.alt, state=photo.get_state_display())
