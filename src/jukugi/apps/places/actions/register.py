"""The register of places as officers keep it: added, corrected, confirmed, looked at again, closed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.queries import Outline
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.actions.facts import PlaceDraft, checked_draft, draft_of, facts_of, keep_hours, lay_on, write
from jukugi.apps.places.enums import WORDS_LIMIT, PlaceAct, PlaceState
from jukugi.apps.places.models import Place
from jukugi.kit import audit
from jukugi.kit.worded import checked


@transaction.atomic
def add_place(
    *, draft: PlaceDraft, actor: User, now: datetime, act: PlaceAct = PlaceAct.ADDED, checks: bool = True
) -> Place:
    """Put a place that an officer knows into the register; everybody finds it at once.

    ``checks``: somebody looked at it now; a list taken over was not. Raises NotAllowed and what a draft can raise.
    """
    given = checked_draft(draft)
    permissions.check_can_keep(actor, given.ward)
    place = Place(state=PlaceState.CONFIRMED, received_at=now)
    lay_on(place, given)
    if checks:
        _look(place, actor, now)
    place.save()
    keep_hours(place, given)
    return _told(place, act, given, actor, now)


@transaction.atomic
def correct_place(*, place: Place, draft: PlaceDraft, reason: str, actor: User, now: datetime) -> Place:
    """Change what is said of a place; what stood before stays in its history, with the reason.

    Raises NotAllowed, AlreadyAnswered, ReasonMissing, NothingChanged and what a draft can raise.
    """
    locked = _locked(place)
    permissions.check_can_keep(actor, locked.ward)
    policies.check_state(locked, PlaceState.PROPOSED, PlaceState.CONFIRMED)
    given = checked_draft(draft)
    permissions.check_can_keep(actor, given.ward)
    if facts_of(given) == facts_of(draft_of(locked)):
        raise errors.NothingChanged
    words = _reason(reason)
    lay_on(locked, given)
    if locked.state == PlaceState.CONFIRMED:
        _look(locked, actor, now)
    locked.save()
    keep_hours(locked, given)
    return _told(locked, PlaceAct.CORRECTED, given, actor, now, words)


@transaction.atomic
def confirm_place(*, place: Place, actor: User, now: datetime) -> Place:
    """Somebody looked, and it is so: everybody finds it. Raises NotAllowed, AlreadyAnswered."""
    return _moved(place, actor, now, PlaceAct.CONFIRMED, (PlaceState.PROPOSED,), PlaceState.CONFIRMED, looks=True)


@transaction.atomic
def check_place(*, place: Place, actor: User, now: datetime) -> Place:
    """Somebody asked or went there, and nothing has changed. Raises NotAllowed, AlreadyAnswered."""
    return _moved(place, actor, now, PlaceAct.CHECKED, (PlaceState.CONFIRMED,), PlaceState.CONFIRMED, looks=True)


@transaction.atomic
def decline_place(*, place: Place, reason: str, actor: User, now: datetime) -> Place:
    """It does not enter the list; who proposed it reads why. Raises NotAllowed, AlreadyAnswered, ReasonMissing."""
    return _moved(
        place, actor, now, PlaceAct.DECLINED, (PlaceState.PROPOSED,), PlaceState.DECLINED, reason=_reason(reason)
    )


@transaction.atomic
def close_place(*, place: Place, reason: str, actor: User, now: datetime) -> Place:
    """It is no more: its page says so, the lists leave it out. Raises NotAllowed, AlreadyAnswered, ReasonMissing."""
    return _moved(
        place, actor, now, PlaceAct.CLOSED, (PlaceState.CONFIRMED,), PlaceState.CLOSED, reason=_reason(reason)
    )


@transaction.atomic
def reopen_place(*, place: Place, reason: str, actor: User, now: datetime) -> Place:
    """What had closed, or was declined, is there again. Raises NotAllowed, AlreadyAnswered, ReasonMissing."""
    before = (PlaceState.CLOSED, PlaceState.DECLINED)
    return _moved(
        place, actor, now, PlaceAct.REOPENED, before, PlaceState.CONFIRMED, reason=_reason(reason), looks=True
    )


def fill_districts(*, actor: User, now: datetime) -> int:
    """Write down in which school district each place lies that was there before the outlines were; how many. Each is an
    act in the history of its place. Rough places are left: where they really lie, nobody knows. Raises NotAllowed.
    """
    wards = permissions.wards_kept_by(actor)
    if not wards:
        permissions.check_can_keep(actor, None)
    known: dict[int, list[Outline]] = {}
    keys = list(Place.objects.in_wards(wards).without_district().values_list("pk", flat=True))
    return sum(_fill_district(Place(pk=key), known, actor, now) for key in keys)


@transaction.atomic
def _fill_district(place: Place, known: dict[int, list[Outline]], actor: User, now: datetime) -> bool:
    locked = _locked(place)
    given = checked_draft(draft_of(locked), known)
    if locked.district is not None or given.district is None:
        return False
    locked.district = given.district
    locked.save(update_fields=["district"])
    _told(locked, PlaceAct.CORRECTED, given, actor, now, gettext("小学校区を、境界と位置から入れた"))
    return True


def _moved(
    place: Place,
    actor: User,
    now: datetime,
    act: PlaceAct,
    before: tuple[PlaceState, ...],
    after: PlaceState,
    *,
    reason: str = "",
    looks: bool = False,
) -> Place:
    locked = _locked(place)
    permissions.check_can_keep(actor, locked.ward)
    policies.check_state(locked, *before)
    locked.state = after
    if looks:
        _look(locked, actor, now)
    locked.save(update_fields=["state", "checked_on", "checked_by"])
    return _told(locked, act, draft_of(locked), actor, now, reason)


def _told(place: Place, act: PlaceAct, draft: PlaceDraft, actor: User, now: datetime, reason: str = "") -> Place:
    write(place, act, draft=draft, actor_key=actor.actor_key, now=now, reason=reason)
    audit.record(f"places.{act}", actor=actor, subject=place, at=now)
    return place


def _locked(place: Place) -> Place:
    return Place.objects.select_for_update(of=("self",)).select_related("ward", "district").get(pk=place.pk)


def _look(place: Place, actor: User, now: datetime) -> None:
    place.checked_on, place.checked_by = timezone.localdate(now), actor.actor_key


def _reason(words: str) -> str:
    found = checked(words, field=_("理由"), limit=WORDS_LIMIT)
    if not found:
        raise errors.ReasonMissing
    return found
