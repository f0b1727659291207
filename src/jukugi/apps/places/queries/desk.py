"""What waits at the desk: places that listed themselves, notes, places nobody has looked at for long."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import NoteState, PlaceState
from jukugi.apps.places.enums.walks import FindingState
from jukugi.apps.places.models import Place, PlaceNote

PER_PAGE = 40
PARTS = ("proposed", "notes", "old", "all")


@dataclass(frozen=True)
class Waiting:
    """How many wait, by ward."""

    proposed: Counter[int]
    notes: Counter[int]
    old: Counter[int]
    found: Counter[int]

    def findings(self, ward: int | None) -> int:
        """What people on foot saw that differs from the register."""
        return sum(self.found.values()) if ward is None else self.found[ward]

    def of(self, ward: int | None) -> tuple[int, int, int]:
        """Of one ward, or of all that the person keeps."""
        counters = (self.proposed, self.notes, self.old)
        first, second, third = (sum(one.values()) if ward is None else one[ward] for one in counters)
        return first, second, third


def waiting_by_ward(wards: set[int | None], *, day: date) -> Waiting:
    """One query, asked on every page of the desk."""
    proposed, old = Q(state=PlaceState.PROPOSED), Place.objects.is_old(day)
    noted = Q(notes__state=NoteState.WAITING)
    found = Q(checks__findings__state=FindingState.WAITING)
    rows = (
        Place.objects.in_wards(wards)
        .filter(proposed | old | noted | found)
        .order_by()
        .values_list("ward")
        .annotate(
            n_proposed=Count("pk", filter=proposed, distinct=True),
            n_noted=Count("notes", filter=noted, distinct=True),
            n_old=Count("pk", filter=old, distinct=True),
            n_found=Count("checks__findings", filter=found, distinct=True),
        )
    )
    counted = list(rows)
    first, second, third, fourth = (Counter({row[0]: row[place] for row in counted}) for place in (1, 2, 3, 4))
    return Waiting(first, second, third, fourth)


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


def can_fill_districts(wards: set[int | None]) -> bool:
    """Whether outlines of school districts are known, and places that lack theirs. One query or two."""
    outlined = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT, boundary__isnull=False)
    return outlined.exists() and Place.objects.in_wards(wards).without_district().exists()
