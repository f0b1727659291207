"""What works: visits to places in the middle, between kinds of places, and before and after; no place by its name."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from jukugi.apps.places.enums import Known, PlaceAct, PlaceState, Toilet
from jukugi.apps.places.enums.months import LEAST_PLACES, MONTHS_NEEDED, StoryState, Trait
from jukugi.apps.places.models import OpeningHours, Place, PlaceMonth, PlaceWriting
from jukugi.core.visits.comparing import Estimate, change, difference, middle_of

Rates = Mapping[int, float]


@dataclass(frozen=True)
class Comparison:
    """Two kinds of places; ``estimate`` None: not enough is known. ``counts``: places of each kind that were told."""

    label: str
    counts: tuple[int, int]
    estimate: Estimate | None

    @property
    def is_unclear(self) -> bool:
        """Whether the interval holds both more and fewer."""
        return self.estimate is not None and self.estimate.low <= 0 <= self.estimate.high


@dataclass(frozen=True)
class VisitsPage:
    """``told``: places with enough months. ``first_share``: of those that count them, in the middle."""

    since: date
    told: int
    needed: int
    visits: Estimate | None
    first_share: Estimate | None
    comparisons: list[Comparison]
    step_change: Comparison
    stories: list[PlaceMonth]


def newest(since: date) -> dict[int, dict[date, PlaceMonth]]:
    """The month of each place as it was told last. One query."""
    found: dict[int, dict[date, PlaceMonth]] = defaultdict(dict)
    listed = PlaceMonth.objects.filter(month__gte=since, place__state=PlaceState.CONFIRMED)
    for one in listed.defer("story", "before", "after").order_by("pk"):
        found[one.place_id][one.month] = one
    return found


def visits_page(day: date) -> VisitsPage:
    """Of the last twelve months. Four queries, five where an entrance was changed."""
    since = day.replace(year=day.year - 1, day=1)
    months = newest(since)
    rates = {key: rate for key, own in months.items() if (rate := _rate(list(own.values()))) is not None}
    level = 1 - 0.05 / (len(Trait) + 1)
    kinds = _kinds(rates)
    comparisons = []
    for trait in Trait:
        ones, others = ([rates[key] for key in kinds[trait][side]] for side in (True, False))
        is_enough = min(len(ones), len(others)) >= LEAST_PLACES
        estimate = difference(ones, others, level=level) if is_enough else None
        comparisons.append(Comparison(str(trait.label), (len(ones), len(others)), estimate))
    stories = PlaceMonth.objects.filter(story_state=StoryState.SHOWN, place__state=PlaceState.CONFIRMED)
    return VisitsPage(
        since=since,
        told=len(rates),
        needed=LEAST_PLACES,
        visits=_middle(list(rates.values())),
        first_share=_middle(_first_shares(months)),
        comparisons=comparisons,
        step_change=_step_change(months, level),
        stories=list(stories.select_related("place")[:12]),
    )


def _middle(values: list[float]) -> Estimate | None:
    return middle_of(values) if len(values) >= LEAST_PLACES else None


def _rate(months: list[PlaceMonth]) -> float | None:
    """Visits on one open day; None for a place that told of too few months."""
    days = sum(one.opened_days for one in months)
    return sum(one.visits for one in months) / days if days and len(months) >= MONTHS_NEEDED else None


def _first_shares(months: Mapping[int, Mapping[date, PlaceMonth]]) -> list[float]:
    shares = []
    for own in months.values():
        counted = [one for one in own.values() if one.first_visits is not None and one.visits]
        if len(counted) >= MONTHS_NEEDED:
            shares.append(sum(one.first_visits or 0 for one in counted) / sum(one.visits for one in counted))
    return shares


def _kinds(rates: Rates) -> dict[Trait, dict[bool, list[int]]]:
    """Places by what they are; those of which it is not known are in neither. One query."""
    weekend = OpeningHours.objects.filter(place=OuterRef("pk"), weekday__gte=5)
    hours = OpeningHours.objects.filter(place=OuterRef("pk"))
    places = Place.objects.confirmed().annotate(at_weekend=Exists(weekend), has_hours=Exists(hours))
    told: dict[Trait, Callable[[Place], bool | None]] = {
        Trait.STEP_FREE: lambda one: {Known.YES: True, Known.NO: False}.get(Known(one.step_free)),
        Trait.WIDE_TOILET: lambda one: None if one.toilet == Toilet.UNKNOWN else one.toilet == Toilet.WIDE,
        Trait.WEEKEND: lambda one: one.at_weekend if one.has_hours else None,  # type: ignore[attr-defined]
        Trait.FREE: lambda one: one.is_free,
    }
    kinds: dict[Trait, dict[bool, list[int]]] = {trait: {True: [], False: []} for trait in Trait}
    for place in places.order_by("pk"):
        for trait in Trait if place.pk in rates else ():
            side = told[trait](place)
            if side is not None:
                kinds[trait][side].append(place.pk)
    return kinds


def _step_change(months: Mapping[int, Mapping[date, PlaceMonth]], level: float) -> Comparison:
    """Places of which the entrance lost its step, three months on either side of that month. One query."""
    corrected = PlaceWriting.objects.filter(act=PlaceAct.CORRECTED, place__in=list(months))
    before: dict[int, str] = {}
    pairs = []
    earlier = PlaceWriting.objects.filter(place__in=corrected.values("place")).order_by("place", "pk")
    for key, facts, at in earlier.values_list("place", "facts", "done_at"):
        now, was = facts.get("step_free"), before.get(key)
        if was == Known.NO and now == Known.YES:
            own = months[key]
            first = [one for month, one in own.items() if month < at.date().replace(day=1)]
            then = [one for month, one in own.items() if month > at.date()]
            rates = _rate(first), _rate(then)
            if rates[0] is not None and rates[1] is not None:
                pairs.append((rates[0], rates[1]))
        before[key] = now
    estimate = change(pairs, level=level) if len(pairs) >= LEAST_PLACES else None
    return Comparison("", (len(pairs), len(pairs)), estimate)
