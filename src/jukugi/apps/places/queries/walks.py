"""A campaign as those who walk, the desk and everybody see it: what is on the list, what was looked at, what waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from jukugi.apps.places.enums import Known, Toilet
from jukugi.apps.places.enums.walks import LEAST_TOLD, PLACES_AT_MOST, CheckItem, FindingState, Walker
from jukugi.apps.places.models import Finding, Place, PlaceCheck, Walk
from jukugi.apps.places.policies import SAID


@dataclass(frozen=True)
class Listed:
    """A place of the list: how often it was looked at, and when last."""

    place: Place
    checks: int
    last_on: date | None
    waiting: int


@dataclass(frozen=True)
class WalkPage:
    """``by_walker``: how many checks came from whom, or None where there were too few of one to be told."""

    walk: Walk
    rows: list[Listed]
    checks: int
    by_walker: list[tuple[str, int | None]]

    @property
    def looked_at(self) -> int:
        return sum(row.checks > 0 for row in self.rows)


def places_of(walk: Walk) -> list[Place]:
    """The places on the list, in the order of their addresses. One query."""
    found = Place.objects.confirmed().filter(ward=walk.ward_id).select_related("ward", "district")
    if walk.district_id:
        found = found.filter(district=walk.district_id)
    return list(found.order_by("address", "name", "pk")[:PLACES_AT_MOST])


def walk_page(walk: Walk) -> WalkPage:
    """Four queries."""
    looked = PlaceCheck.objects.filter(walk=walk).order_by().values_list("place")
    counted = {key: (n, last) for key, n, last in looked.annotate(n=Count("pk"), last=Max("looked_on"))}
    waiting = dict(
        Finding.objects.filter(found_in__walk=walk, state=FindingState.WAITING)
        .order_by()
        .values_list("found_in__place")
        .annotate(n=Count("pk"))
    )
    rows = []
    for place in places_of(walk):
        n, last = counted.get(place.pk, (0, None))
        rows.append(Listed(place, n, last, waiting.get(place.pk, 0)))
    by = Counter(dict(PlaceCheck.objects.filter(walk=walk).order_by().values_list("walker").annotate(n=Count("pk"))))
    return WalkPage(walk, rows, sum(n for n, _last in counted.values()), told_walkers(by))


def told_walkers(counts: Counter[str]) -> list[tuple[str, int | None]]:
    """Who looked, where there are enough of them. Where one kind alone would be withheld, it could be had by taking the
    others from the sum: then the next smallest is withheld with it.
    """
    known = [(walker, counts[walker.value]) for walker in Walker if counts[walker.value]]
    withheld = {walker for walker, count in known if count < LEAST_TOLD}
    if len(withheld) == 1 and len(known) > 1:
        withheld.add(min((pair for pair in known if pair[0] not in withheld), key=lambda pair: pair[1])[0])
    return [(str(walker.label), None if walker in withheld else count) for walker, count in known]


def running_walks(day: date) -> list[tuple[Walk, int]]:
    """Campaigns that run or have run, newest first, with how many places were looked at. One query."""
    found = Walk.objects.filter(begins_on__lte=day).select_related("ward", "district")
    counted = found.annotate(n=Count("checks__place", distinct=True)).order_by("-ends_on", "-pk")
    return [(walk, walk.n) for walk in counted[:50]]


def waiting_findings(wards: set[int | None], walk: Walk | None = None) -> list[Finding]:
    """What differs from the register and nobody has decided on, by place. One query."""
    found = Finding.objects.filter(state=FindingState.WAITING)
    if walk is not None:
        found = found.filter(found_in__walk=walk)
    if None not in wards:
        found = found.filter(found_in__place__ward__in=[key for key in wards if key is not None])
    related = found.select_related("found_in__place__ward", "found_in__walk")
    return list(related.order_by("found_in__place__address", "found_in__place", "item", "pk")[:200])


def count_waiting(wards: set[int | None]) -> int:
    """One query."""
    found = Finding.objects.filter(state=FindingState.WAITING)
    if None not in wards:
        found = found.filter(Q(found_in__place__ward__in=[key for key in wards if key is not None]))
    return found.count()


def value_words(item: str, value: str) -> str:
    """What was seen, or what the register says, as people read it."""
    if not value:
        return _("書いていない")
    if item == CheckItem.STILL:
        return {"yes": _("開いている"), "no": _("閉じている")}.get(value, value)
    if item == CheckItem.IS_FREE:
        return {"yes": _("無料"), "no": _("料金がある")}.get(value, value)
    if item == CheckItem.TOILET:
        return str(Toilet(value).label) if value in Toilet.values else value
    if item in (CheckItem.STEP_FREE, CheckItem.HEARING_LOOP, CheckItem.PARKING):
        return str(Known(value).label) if value in Known.values else value
    return value


def choices_of(items: Sequence[str]) -> list[tuple[CheckItem, list[tuple[str, str]]]]:
    """What to look at, each with what can be chosen; an empty list where one writes words."""
    return [
        (item, [(value, value_words(item, value)) for value in SAID.get(item, ())]) for item in map(CheckItem, items)
    ]
