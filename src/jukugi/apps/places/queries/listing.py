"""The list of places: by ward, district, kind, day and hour, and what one needs to get in and stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import Known, Toilet
from jukugi.apps.places.enums.photos import PhotoState
from jukugi.apps.places.models import OpeningHours, Place, PlaceNote, PlacePhoto
from jukugi.apps.places.models.register import PlaceQuerySet
from jukugi.apps.places.queries.opening import Opening, hours_lines, opening_at, week_of_month

PER_PAGE = 30


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty where it does not matter. ``weekday`` with ``at``: open then; ``is_now``: open
    now. ``words``: part of a name, an address or what it is like.
    """

    ward: Area | None = None
    district: Area | None = None
    kind: str = ""
    words: str = ""
    is_now: bool = False
    weekday: int | None = None
    at: time | None = None
    step_free: bool = False
    toilet: bool = False
    loop: bool = False
    free: bool = False


@dataclass(frozen=True)
class Row:
    """A place in the list, with its number there, which is that on the picture."""

    number: int
    place: Place
    opening: Opening
    opening_words: str
    hours: list[str]


@dataclass(frozen=True)
class Listing:
    """``tiles``: how many of what is wanted each ward has, whichever ward is looked at."""

    page: Page[Any]
    rows: list[Row]
    total: int
    tiles: list[tuple[Area, int]]
    without_hours: int


def wanted_places(wanted: Wanted, now: datetime) -> PlaceQuerySet:
    """``now`` in the city's own time."""
    found = within(Place.objects.confirmed(), wanted, now)
    if wanted.ward is not None:
        found = found.filter(ward=wanted.ward)
    return found.filter(district=wanted.district) if wanted.district is not None else found


def within(places: PlaceQuerySet, wanted: Wanted, now: datetime) -> PlaceQuerySet:
    """All that is wanted but the ward and the district."""
    if wanted.kind:
        places = places.filter(kind=wanted.kind)
    if wanted.words:
        words = wanted.words
        places = places.filter(
            Q(name__icontains=words)
            | Q(reading__icontains=words)
            | Q(address__icontains=words)
            | Q(about__icontains=words)
            | Q(welcome__icontains=words)
        )
    if wanted.step_free:
        places = places.filter(step_free=Known.YES)
    if wanted.toilet:
        places = places.filter(toilet=Toilet.WIDE)
    if wanted.loop:
        places = places.filter(hearing_loop=Known.YES)
    if wanted.free:
        places = places.filter(is_free=True)
    open_then = _open_then(wanted, now)
    return places if open_then is None else places.filter(Exists(open_then.filter(place=OuterRef("pk"))))


def _open_then(wanted: Wanted, now: datetime) -> Any:
    hours = OpeningHours.objects.order_by()
    if wanted.is_now:
        week = str(week_of_month(now.date()))
        at = now.time().replace(microsecond=0)
        return hours.filter(Q(weeks="") | Q(weeks__contains=week), weekday=now.weekday(), opens__lte=at, closes__gt=at)
    if wanted.weekday is None and wanted.at is None:
        return None
    if wanted.weekday is not None:
        hours = hours.filter(weekday=wanted.weekday)
    if wanted.at is not None:
        hours = hours.filter(opens__lte=wanted.at, closes__gt=wanted.at)
    return hours


def listing(wanted: Wanted, wards: Sequence[Area], *, now: datetime, number: str) -> Listing:
    """One page of what is wanted. Five queries for any number of rows."""
    everywhere = within(Place.objects.confirmed(), wanted, now)
    counted = dict(everywhere.order_by().values_list("ward").annotate(count=Count("pk")))
    keys = wanted_places(wanted, now).values_list("pk", flat=True)
    page = Paginator(keys, PER_PAGE).get_page(number)
    rows = rows_of(list(page.object_list), now, first=page.start_index() or 1)
    return Listing(
        page=page,
        rows=rows,
        total=page.paginator.count,
        tiles=[(ward, counted.get(ward.pk, 0)) for ward in wards],
        without_hours=sum(not row.hours for row in rows),
    )


def rows_of(keys: Sequence[int], now: datetime, *, first: int = 1) -> list[Row]:
    """Places with their hours, in this order. Two queries."""
    found = Place.objects.select_related("ward", "district").prefetch_related("hours").in_bulk(keys)
    rows = []
    for number, key in enumerate(keys, start=first):
        place = found[key]
        hours = list(place.hours.all())
        opening = opening_at(hours, now)
        rows.append(Row(number, place, opening, opening.words(now.date()), hours_lines(hours)))
    return rows


def districts_of(ward: Area | None) -> list[Area]:
    """School districts that are known, of one ward or of all. One query."""
    known = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT).select_related("parent")
    known = known.filter(parent=ward) if ward is not None else known
    return list(known.order_by("parent__lane_order", "name"))


@dataclass(frozen=True)
class PlacePage:
    """A place with its hours, how it came to be so, and what was told of it and answered."""

    row: Row
    writings: list[Any]
    notes: list[PlaceNote]
    waiting: int
    photos: list[PlacePhoto]


def page_of(place: Place, now: datetime) -> PlacePage:
    """Four queries: hours, acts, notes, photos. ``now`` in the city's own time."""
    hours = list(place.hours.all())
    opening = opening_at(hours, now)
    notes = list(place.notes.order_by("-pk")[:20])
    return PlacePage(
        row=Row(1, place, opening, opening.words(now.date()), hours_lines(hours)),
        writings=list(place.writings.all()[:20]),
        notes=[note for note in notes if note.answered_at],
        waiting=sum(note.answered_at is None for note in notes),
        photos=list(place.photos.filter(state=PhotoState.SHOWN).defer("content")),
    )


def nearby(wanted: Wanted, now: datetime) -> list[dict[str, Any]]:
    """What is wanted, with positions, for the device to sort by itself; it tells us nothing of where it is. Two
    queries.
    """
    found = wanted_places(wanted, now).filter(lat__isnull=False).select_related("ward").prefetch_related("hours")
    told = []
    for place in found.order_by("pk"):
        opening = opening_at(list(place.hours.all()), now)
        told.append(
            {
                "name": place.name,
                "url": place.get_absolute_url(),
                "kind": str(place.get_kind_display()),
                "where": f"{place.ward.name} {place.address}".strip(),
                "lat": place.lat,
                "lon": place.lon,
                "is_rough": place.is_rough,
                "is_open": opening.is_open,
                "opening": opening.words(now.date()),
            }
        )
    return told
