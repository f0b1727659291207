"""What a yearly review has, and what it lacks."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jukugi.apps.outcomes.enums import EntryVerdict, PromiseState
from jukugi.apps.outcomes.models import Promise, PromiseQuerySet, ReviewEntry, YearlyReview
from jukugi.core.fiscal_year import first_day


@dataclass(frozen=True)
class Told:
    """One promise in a review: ``entry`` None where nobody has said anything yet."""

    promise: Promise
    entry: ReviewEntry | None


@dataclass(frozen=True)
class ReviewPage:
    """A review promise by promise, with sums by verdict."""

    review: YearlyReview
    rows: list[Told]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def missing(self) -> int:
        return sum(row.entry is None for row in self.rows)

    @property
    def sums(self) -> list[tuple[EntryVerdict, int]]:
        return [
            (one, sum(row.entry is not None and row.entry.verdict == one for row in self.rows)) for one in EntryVerdict
        ]


def promises_under(review: YearlyReview) -> PromiseQuerySet:
    """Promises that a review tells of: public, made by the end of its year, not closed before it began."""
    begins, ends = first_day(review.fiscal_year), first_day(review.fiscal_year + 1)
    public = Promise.objects.exclude(state=PromiseState.DRAFTED).filter(process=review.process_id)
    return public.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=begins), promised_on__lt=ends)


def latest_entries(review: YearlyReview) -> dict[int, ReviewEntry]:
    """By promise what was said of it last. One query."""
    rows = ReviewEntry.objects.filter(review=review).order_by("promise", "version")
    return {row.promise_id: row for row in rows}  # the last version of each stays


def review_page(review: YearlyReview) -> ReviewPage:
    """Two queries."""
    entries = latest_entries(review)
    promises = promises_under(review).select_related("area", "department").order_by("number")
    return ReviewPage(review, [Told(promise, entries.get(promise.pk)) for promise in promises])


@dataclass(frozen=True)
class FrozenRow:
    """What a closed review says of one promise."""

    number: int
    title: str
    ward: str
    department: str
    first_due_on: date
    due_on: date
    state: PromiseState
    verdict: EntryVerdict
    words: str

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on


@dataclass(frozen=True)
class FrozenPage:
    """A closed review as it was frozen, with sums by verdict; ``keys`` lead to the pages of promises."""

    rows: list[FrozenRow]
    keys: dict[int, int]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def sums(self) -> list[tuple[EntryVerdict, int]]:
        return [(one, sum(row.verdict == one for row in self.rows)) for one in EntryVerdict]

    @property
    def linked(self) -> list[tuple[FrozenRow, int | None]]:
        return [(row, self.keys.get(row.number)) for row in self.rows]


def frozen_page(review: YearlyReview) -> FrozenPage:
    """One query for the links."""
    rows = [
        FrozenRow(
            number=told["number"],
            title=told["title"],
            ward=told["ward"],
            department=told["department"],
            first_due_on=date.fromisoformat(told["first_due_on"]),
            due_on=date.fromisoformat(told["due_on"]),
            state=PromiseState(told["state"]),
            verdict=EntryVerdict(told["verdict"]),
            words=told["words"],
        )
        for told in json.loads(review.frozen)["promises"]
    ]
    public = Promise.objects.public().filter(process=review.process_id)
    return FrozenPage(rows, dict(public.values_list("number", "pk")))
