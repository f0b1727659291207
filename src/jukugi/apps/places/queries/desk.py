"""What waits at the desk: places that listed themselves, notes, places nobody has looked at for long."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count

from jukugi.apps.places.enums import NoteState, PlaceState
from jukugi.apps.places.models import Place, PlaceNote

PER_PAGE = 40
PARTS = ("proposed", "notes", "old", "all")


@dataclass(frozen=True)
class Waiting:
    """How many wait, by ward."""

    proposed: Counter[int]
    notes: Counter[int]
    old: Counter[int]

    def of(self, ward: int | None) -> tuple[int, int, int]:
        """Of one ward, or of all that the person keeps."""
        counters = (self.proposed, self.notes, self.old)
        first, second, third = (sum(one.values()) if ward is None else one[ward] for one in counters)
        return first, second, third


def waiting_by_ward(wards: set[int | None], *, day: date) -> Waiting:
    """Three queries."""
    proposed = Place.objects.in_wards(wards).filter(state=PlaceState.PROPOSED)
    old = Place.objects.in_wards(wards).unchecked_since(day)
    notes = PlaceNote.objects.filter(state=NoteState.WAITING)
    if None not in wards:
        notes = notes.filter(place__ward__in=[key for key in wards if key is not None])
    return Waiting(
        Counter(dict(proposed.order_by().values_list("ward").annotate(count=Count("pk")))),
        Counter(dict(notes.order_by().values_list("place__ward").annotate(count=Count("pk")))),
        Counter(dict(old.order_by().values_list("ward").annotate(count=Count("pk")))),
    )


def desk_page(part: str, wards: set[int | None], *, day: date, number: str, words: str = "") -> Page[Place]:
    """Places of one part of the desk. Two queries."""
    found = Place.objects.in_wards(wards)
    if part == "proposed":
        found = found.filter(state=PlaceState.PROPOSED).order_by("received_at", "pk")
    elif part == "old":
        found = found.unchecked_since(day)
    elif words:
        found = found.filter(name__icontains=words)
    return Paginator(found.select_related("ward"), PER_PAGE).get_page(number)


def desk_notes(wards: set[int | None], *, number: str) -> Page[PlaceNote]:
    """Notes that wait, oldest first. Two queries."""
    found = PlaceNote.objects.filter(state=NoteState.WAITING).select_related("place__ward").order_by("received_at")
    if None not in wards:
        found = found.filter(place__ward__in=[key for key in wards if key is not None])
    return Paginator(found, PER_PAGE).get_page(number)
