"""The rows of a table as they will be kept, or why they cannot be."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions import policies
from jukugi.apps.opinions.actions.import_values import (
    Faulty,
    plain,
    read_age_band,
    read_channel,
    read_received,
    read_ward,
    shown,
    ward_names,
)
from jukugi.apps.opinions.actions.words import checked
from jukugi.apps.opinions.enums import PAPER_TEXT_LIMIT, ImportField
from jukugi.apps.opinions.errors import OpinionEmpty, OpinionHasControls, OpinionHasNoWords, OpinionTooLong
from jukugi.apps.opinions.models import Opinion, OpinionImport, text_digest
from jukugi.apps.processes.models import Process
from jukugi.core.text import one_line
from jukugi.kit.sheets import Sheet

PLACE_LIMIT = NUMBER_LIMIT = 80
T = TypeVar("T")


@dataclass(frozen=True)
class Meaning:
    """Which column of a table is what; what is the same in all of its rows; and ``series``, whose numbers they are.

    Two tables that both count from 1 are told apart by the names of their series.
    """

    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    series: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the import."""
        return {"columns": dict(self.columns), "fixed": dict(self.fixed), "series": self.series}


@dataclass(frozen=True)
class Surroundings:
    """What a row is held against."""

    process: Process
    wards: Mapping[str, Area]
    areas: Collection[int | None]
    periods: policies.Periods
    own_periods: Mapping[int, policies.Periods]
    now: datetime


@dataclass(frozen=True)
class Draft:
    """One opinion as it will be kept. ``sent_key`` is the same whenever the same row comes again."""

    words: str
    number: str
    received_at: datetime
    channel: Channel
    ward: Area | None
    place: str
    age_band: str
    sent_key: str = ""


class Fault(NamedTuple):
    """Why a row cannot be taken: the column it concerns, a code, and what its sentence tells."""

    column: str
    code: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A row of the table by its number: what will be kept, or all that is wrong with it."""

    line: int
    draft: Draft | None
    faults: tuple[Fault, ...] = ()


class Kept(NamedTuple):
    """What was taken from a table before, under one key."""

    receipt: str
    channel: str
    place: str
    ward_id: int | None
    age_band: str
    received_at: datetime
    text_key: str
    text_digest: str


def surroundings_of(opinion_import: OpinionImport, *, now: datetime) -> Surroundings:
    """Three queries, and one for each ward with periods of its own."""
    process, call, all_wards = opinion_import.process, opinion_import.call, wards()
    own = policies.wards_with_own_periods(process)
    return Surroundings(
        process=process,
        wards=ward_names(all_wards),
        areas=frozenset(opinion_import.areas),
        periods=policies.periods_of(process, call),
        own_periods={ward.pk: policies.periods_of(process, call, ward) for ward in all_wards if ward.pk in own},
        now=now,
    )


def rows_of(sheet: Sheet, meaning: Meaning, around: Surroundings) -> Iterator[Row]:
    """Every row of the table in its order, the faulty ones too. No query."""
    reader = _Reader(meaning, around)
    unlaid = {fault.row: fault for fault in sheet.faults}
    laid = dict(sheet.rows)
    for line in sorted([*laid, *(row for row in unlaid if row is not None)]):
        if line in laid:
            yield reader.row(line, laid[line])
        else:
            fault = unlaid[line]
            params = {"width": int(fault.value), "wanted": len(sheet.header)} if fault.value else {}
            yield Row(line, None, (Fault(fault.column or "", fault.code, params),))


def kept_before(process: Process, keys: Collection[str] | None = None) -> dict[str, Kept]:
    """What was taken from tables into this process, by key: all, or those of some keys. One query."""
    found = Opinion.objects.filter(submission__process=process, submission__opinion_import__isnull=False)
    if keys is not None:
        found = found.filter(submission__sent_key__in=list(keys))
    names = ("receipt", "channel", "place", "ward_id", "age_band", "received_at")
    columns = ("sent_key", *names)
    rows = found.order_by().values_list(*(f"submission__{name}" for name in columns), "text_key", "text_digest")
    return {key: Kept(*values) for key, *values in rows}


def held_against(row: Row, kept: Kept | None, meaning: Meaning) -> Row:
    """The row with its fault, where its number was taken before with something else. No query."""
    if kept is None or row.draft is None or not row.draft.number:
        return row
    differing = list(_differing(row.draft, kept))
    if not differing:
        return row
    params = {"value": shown(row.draft.number), "receipt": kept.receipt, "fields": differing}
    column = meaning.columns.get(ImportField.NUMBER, "")
    return replace(row, draft=None, faults=(Fault(column, "known_differs", params),))


def _differing(draft: Draft, kept: Kept) -> Iterator[str]:
    """In what a row differs from what was taken. Words that were erased since are not asked for again."""
    if kept.text_key and text_digest(kept.text_key, draft.words) != kept.text_digest:
        yield ImportField.WORDS
    if timezone.localdate(draft.received_at) != timezone.localdate(kept.received_at):
        yield ImportField.DAY
    if draft.channel != kept.channel:
        yield ImportField.CHANNEL
    if (draft.ward.pk if draft.ward else None) != kept.ward_id:
        yield ImportField.WARD
    if draft.place != kept.place:
        yield ImportField.PLACE
    if draft.age_band != kept.age_band:
        yield ImportField.AGE_BAND


class _Reader:
    """Reads rows one after the other; remembers numbers, and how often the same row was there."""

    def __init__(self, meaning: Meaning, around: Surroundings) -> None:
        self._meaning, self._around = meaning, around
        self._line_of: dict[str, int] = {}
        self._seen: Counter[str] = Counter()

    def row(self, line: int, values: Mapping[str, str]) -> Row:
        faults: list[Fault] = []

        def read(name: ImportField, reader: Callable[[str], T]) -> T | None:
            column = self._meaning.columns.get(name, "")
            typed = values[column] if column else self._meaning.fixed.get(name, "")
            try:
                return reader(typed)
            except Faulty as faulty:
                faults.append(Fault(column, faulty.code, faulty.params))
                return None

        around = self._around
        number = read(ImportField.NUMBER, lambda typed: self._number(typed, line))
        words = read(ImportField.WORDS, _words)
        received_at = read(ImportField.DAY, lambda typed: read_received(typed, self._periods(values), now=around.now))
        channel = read(ImportField.CHANNEL, read_channel)
        ward = read(ImportField.WARD, self._ward)
        place = read(ImportField.PLACE, _place)
        age_band = read(ImportField.AGE_BAND, read_age_band)
        if faults or words is None or received_at is None or channel is None:
            return Row(line, None, tuple(faults))
        draft = Draft(words, number or "", received_at, channel, ward, place or "", age_band or "")
        return Row(line, replace(draft, sent_key=self._key(draft)))

    def _periods(self, values: Mapping[str, str]) -> policies.Periods:
        """When opinions were heard in the ward of a row; of the city where the row names none that is known."""
        column = self._meaning.columns.get(ImportField.WARD, "")
        typed = values[column] if column else self._meaning.fixed.get(ImportField.WARD, "")
        try:
            ward = read_ward(typed, self._around.wards)
        except Faulty:
            ward = None
        return self._around.own_periods.get(ward.pk if ward else 0, self._around.periods)

    def _number(self, typed: str, line: int) -> str:
        if ImportField.NUMBER not in self._meaning.columns:
            return ""
        number = one_line(typed)
        if not number:
            raise Faulty("number_empty")
        if len(number) > NUMBER_LIMIT:
            raise Faulty("number_long", length=len(number), limit=NUMBER_LIMIT)
        first = self._line_of.setdefault(plain(number), line)
        if first != line:
            raise Faulty("number_repeated", value=shown(number), line=first)
        return number

    def _ward(self, typed: str) -> Area | None:
        ward = read_ward(typed, self._around.wards)
        if None in self._around.areas or (ward is not None and ward.pk in self._around.areas):
            return ward
        if ward is None:
            raise Faulty("ward_unsaid")
        raise Faulty("ward_of_others", value=ward.name)

    def _key(self, draft: Draft) -> str:
        """By its number; else by what it says, and how often the same row stood above it."""
        series = plain(self._meaning.series)
        if draft.number:
            return _digest(self._around.process, "number", series, plain(draft.number))
        ward = draft.ward.code if draft.ward else ""
        day = timezone.localdate(draft.received_at).isoformat()
        row = _digest(self._around.process, "row", series, draft.channel, day, draft.place, ward, draft.words)
        self._seen[row] += 1
        return _digest(self._around.process, row, str(self._seen[row]))


def _words(typed: str) -> str:
    try:
        return checked(typed, limit=PAPER_TEXT_LIMIT)
    except OpinionEmpty:
        raise Faulty("words_empty") from None
    except OpinionHasControls as error:
        raise Faulty("words_controls", **error.params) from None
    except OpinionTooLong as error:
        raise Faulty("words_long", **error.params) from None
    except OpinionHasNoWords:
        raise Faulty("words_without_letters") from None


def _place(typed: str) -> str:
    place = one_line(typed)
    if len(place) > PLACE_LIMIT:
        raise Faulty("place_long", length=len(place), limit=PLACE_LIMIT)
    return place


def _digest(process: Process, *parts: str) -> str:
    return hashlib.sha256("\x1f".join(("import", str(process.pk), *parts)).encode()).hexdigest()
