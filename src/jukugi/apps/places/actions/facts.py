"""What is said of a place: looked at before it is kept, and kept with every act."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline, area_around, outlines
from jukugi.apps.places import errors
from jukugi.apps.places.enums import (
    LINE_LIMIT,
    ROUGH_DEGREES,
    WORDS_LIMIT,
    Holidays,
    Known,
    PlaceAct,
    PlaceKind,
    Toilet,
    Weekday,
)
from jukugi.apps.places.models import OpeningHours, Place, PlaceWriting
from jukugi.apps.places.models.register import facts_digest
from jukugi.kit.worded import checked, checked_line

LINES = {
    "name": _("名前"),
    "reading": _("ふりがな"),
    "address": _("住所"),
    "closed_days": _("休みの日"),
    "cost": _("料金"),
    "welcome": _("来てよい人"),
    "languages": _("使える言葉"),
    "contact": _("連絡先"),
    "source": _("出典"),
}
WORDS = {"hours_note": _("開く日の補足"), "about": _("どんな所か"), "how_to_ask": _("使い方・申し込み")}
CHOSEN = ("kind", "holidays", "step_free", "toilet", "hearing_loop", "parking", "is_free", "is_rough")
JAPAN = ((20.0, 46.0), (122.0, 154.5))
_HOUSE_NUMBER = re.compile(r"[0-9０-９]+(?![0-9０-９]*丁目)|[一二三四五六七八九十]+番(?![町丁]).*")


@dataclass(frozen=True)
class HoursDraft:
    """An opening on one day of the week; ``weeks`` as ``24`` for the second and fourth of a month, "" for every one."""

    weekday: int
    opens: time
    closes: time
    weeks: str = ""


@dataclass(frozen=True)
class PlaceDraft:
    """All that is said of a place. ``contact_agreed``: the person named there agreed that everybody may read it."""

    name: str
    kind: str
    ward: Area | None
    reading: str = ""
    district: Area | None = None
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    is_rough: bool = False
    hours: Sequence[HoursDraft] = ()
    hours_note: str = ""
    closed_days: str = ""
    holidays: str = Holidays.UNKNOWN
    step_free: str = Known.UNKNOWN
    toilet: str = Toilet.UNKNOWN
    hearing_loop: str = Known.UNKNOWN
    parking: str = Known.UNKNOWN
    is_free: bool | None = None
    cost: str = ""
    welcome: str = ""
    languages: str = ""
    about: str = ""
    how_to_ask: str = ""
    contact: str = ""
    contact_agreed: bool = False
    source: str = ""
    is_sample: bool = field(default=False, kw_only=True)


def checked_draft(draft: PlaceDraft, known: dict[int, list[Outline]] | None = None) -> PlaceDraft:
    """The same, as it can be kept; of a rough place nothing exact is left. Where nobody said the school district, it is
    that in which the place lies; ``known``: outlines by ward, for many drafts after another.

    Raises WardMissing, AnotherDistrict, PositionIncomplete, NoSuchHours, ContactNotAgreed and what words can raise.
    """
    if draft.ward is None or draft.ward.level != AreaLevel.WARD:
        raise errors.WardMissing
    if draft.district is not None and draft.district.parent_id != draft.ward.pk:
        raise errors.AnotherDistrict(name=draft.district.name)
    for value, choices in (
        (draft.kind, PlaceKind),
        (draft.holidays, Holidays),
        (draft.toilet, Toilet),
        (draft.step_free, Known),
        (draft.hearing_loop, Known),
        (draft.parking, Known),
    ):
        choices(value)
    said: dict[str, Any] = {
        name: checked_line(getattr(draft, name), field=label, limit=LINE_LIMIT, is_needed=name == "name")
        for name, label in LINES.items()
    }
    said |= {name: checked(getattr(draft, name), field=label, limit=WORDS_LIMIT) for name, label in WORDS.items()}
    if said["contact"] and not draft.contact_agreed:
        raise errors.ContactNotAgreed
    lat, lon = _position(draft)
    if draft.is_rough:
        said["address"] = town_of(said["address"])
    hours = sorted(_joined(map(_checked_hours, draft.hours)), key=lambda one: (one.weekday, one.opens, one.weeks))
    district = draft.district or (None if draft.is_rough else _district_around(draft.ward, lat, lon, known))
    return replace(draft, lat=lat, lon=lon, district=district, hours=tuple(hours), **said)


def _district_around(
    ward: Area, lat: float | None, lon: float | None, known: dict[int, list[Outline]] | None
) -> Area | None:
    """One query for each ward."""
    if lat is None or lon is None:
        return None
    known = {} if known is None else known
    if ward.pk not in known:
        known[ward.pk] = outlines(AreaLevel.SCHOOL_DISTRICT, ward=ward)
    return area_around(known[ward.pk], lat, lon)


def town_of(address: str) -> str:
    """An address up to its town: 桜本二丁目4-1 is 桜本二丁目."""
    found = _HOUSE_NUMBER.search(address)
    return address[: found.start()].rstrip() if found else address


def _position(draft: PlaceDraft) -> tuple[float | None, float | None]:
    if draft.lat is None and draft.lon is None:
        return None, None
    if draft.lat is None or draft.lon is None:
        raise errors.PositionIncomplete
    for value, (least, most) in zip((draft.lat, draft.lon), JAPAN, strict=True):
        if not least <= value <= most:
            raise errors.PositionIncomplete
    if draft.is_rough:
        steps = round(draft.lat / ROUGH_DEGREES), round(draft.lon / ROUGH_DEGREES)
        return round(steps[0] * ROUGH_DEGREES, 3), round(steps[1] * ROUGH_DEGREES, 3)
    return round(draft.lat, 6), round(draft.lon, 6)


def _checked_hours(hours: HoursDraft) -> HoursDraft:
    weeks = "".join(sorted(set(hours.weeks)))
    if hours.weekday not in Weekday.values or hours.closes <= hours.opens or set(weeks) - set("12345"):
        day = Weekday(hours.weekday).label if hours.weekday in Weekday.values else ""
        raise errors.NoSuchHours(day=day)
    return replace(hours, weeks="" if weeks == "12345" else weeks)


def _joined(hours: Iterable[HoursDraft]) -> list[HoursDraft]:
    """The second and the fourth Saturday with the same hours are one opening."""
    weeks: dict[tuple[int, time, time], set[str]] = {}
    for one in hours:
        weeks.setdefault((one.weekday, one.opens, one.closes), set()).update(one.weeks or "12345")
    return [HoursDraft(*when, "" if len(own) == len("12345") else "".join(sorted(own))) for when, own in weeks.items()]


def draft_of(place: Place) -> PlaceDraft:
    """What a place says now, to be corrected. One query."""
    own = {name: getattr(place, name) for name in (*LINES, *WORDS, *CHOSEN)}
    hours = tuple(HoursDraft(one.weekday, one.opens, one.closes, one.weeks) for one in place.hours.all())
    return PlaceDraft(
        **own,
        ward=place.ward,
        district=place.district,
        lat=place.lat,
        lon=place.lon,
        hours=hours,
        contact_agreed=bool(place.contact),
        is_sample=place.is_sample,
    )


def lay_on(place: Place, draft: PlaceDraft) -> None:
    """Put a checked draft on a place, unsaved; the hours follow with ``keep_hours``."""
    for name in (*LINES, *WORDS, *CHOSEN, "ward", "district", "lat", "lon", "is_sample"):
        setattr(place, name, getattr(draft, name))


def keep_hours(place: Place, draft: PlaceDraft) -> None:
    """In place of those that stood: what stood is in the writings. Two queries."""
    place.hours.all().delete()
    OpeningHours.objects.bulk_create([OpeningHours(place=place, **asdict(one)) for one in draft.hours])


def facts_of(draft: PlaceDraft) -> dict[str, Any]:
    """A draft as a writing keeps it, by the names of the fields."""
    facts: dict[str, Any] = {name: getattr(draft, name) for name in (*LINES, *WORDS, *CHOSEN, "lat", "lon")}
    facts["ward"] = draft.ward.code if draft.ward else ""
    facts["district"] = draft.district.code if draft.district else ""
    facts["hours"] = [
        [one.weekday, one.opens.strftime("%H:%M"), one.closes.strftime("%H:%M"), one.weeks] for one in draft.hours
    ]
    return facts


def write(
    place: Place, act: PlaceAct, *, draft: PlaceDraft, actor_key: str, now: datetime, reason: str = ""
) -> PlaceWriting:
    """Add one act to the history of a place, in the caller's transaction."""
    facts = facts_of(draft)
    return PlaceWriting.objects.create(
        place=place,
        act=act,
        facts=facts,
        digest=facts_digest(facts),
        reason=reason,
        actor_key=actor_key,
        done_at=now,
    )
