"""The ledger as pictures: by ward and level, per resident, by source and year, by way; each with its figures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.ledger import MoneySource, Way
from jukugi.apps.budgeting.models import Amount
from jukugi.apps.budgeting.queries.ledger import Wanted
from jukugi.apps.issues.enums import IssueLevel


@dataclass(frozen=True)
class Piece:
    """One part of a bar: where it begins and how long it is, in per cent of the longest bar."""

    kind: int
    start: str
    width: str


@dataclass(frozen=True)
class Bar:
    """One line of a picture: its name, what it is made of in the order of the legend, the sum."""

    name: str
    yen: int
    parts: tuple[int, ...]
    pieces: tuple[Piece, ...]
    settled_yen: int = 0
    settled_rows: int = 0
    rows: int = 0
    per_resident_yen: float | None = None
    people: int | None = None
    is_citywide: bool = False

    @property
    def is_settled(self) -> bool:
        """Every amount of it is settled."""
        return self.rows > 0 and self.settled_rows == self.rows


@dataclass(frozen=True)
class Pictures:
    """All of one selection. ``investments``: how many it holds; ``by_ward`` ends with what is of the whole city."""

    investments: int
    planned_yen: int
    settled_yen: int
    settled_rows: int
    rows: int
    ward_yen: int
    city_yen: int
    by_ward: tuple[Bar, ...]
    per_resident: tuple[Bar, ...]
    by_year: tuple[Bar, ...]
    by_way: tuple[Bar, ...]
    counted_on: tuple[date, ...]
    sources: tuple[str, ...]
    least: Bar | None = None
    most: Bar | None = None

    @property
    def ward_share(self) -> float | None:
        return self.ward_yen / self.planned_yen if self.planned_yen else None


LEVELS = tuple(IssueLevel)
SOURCES = tuple(MoneySource)


def pictures(wanted: Wanted, wards: Sequence[Area], *, day: date) -> Pictures:
    """Four queries for any number of rows. ``by_year`` looks past the year that is wanted."""
    fitting = Amount.objects.filter(investment__in=wanted.investments(day).order_by())
    chosen = fitting.filter(**wanted.money()).order_by()
    whole = chosen.aggregate(
        investments=Count("investment", distinct=True),
        planned=Sum("planned_yen"),
        settled=Sum("settled_yen"),
        known=Count("settled_yen"),
        rows=Count("pk"),
    )
    by_area: dict[int | None, dict[Any, int]] = defaultdict(dict)
    for row in _summed(chosen, "investment__area", "investment__level"):
        by_area[row["investment__area"]][row["investment__level"]] = row["planned"]
    city_yen = sum(by_area.get(None, {}).values())
    ward_bars, people_bars = _by_ward(by_area, wards)
    source = {"source": wanted.source} if wanted.source else {}
    known = [bar for bar in people_bars if bar.per_resident_yen is not None]
    return Pictures(
        investments=whole["investments"],
        planned_yen=whole["planned"] or 0,
        settled_yen=whole["settled"] or 0,
        settled_rows=whole["known"],
        rows=whole["rows"],
        ward_yen=(whole["planned"] or 0) - city_yen,
        city_yen=city_yen,
        by_ward=ward_bars,
        per_resident=people_bars,
        by_year=_by_year(fitting.filter(**source).order_by()),
        by_way=_by_way(chosen),
        counted_on=tuple(sorted({ward.population_as_of for ward in wards if ward.population_as_of})),
        sources=tuple(dict.fromkeys(ward.population_source for ward in wards if ward.population_source)),
        least=min(known, key=_per_resident, default=None),
        most=max(known, key=_per_resident, default=None),
    )


def _summed(amounts: Any, *names: str) -> list[dict[str, Any]]:
    summed = amounts.values(*names).annotate(
        planned=Sum("planned_yen"), settled=Sum("settled_yen"), known=Count("settled_yen"), rows=Count("pk")
    )
    return list(summed)


def _per_resident(bar: Bar) -> float:
    return bar.per_resident_yen or 0


def _by_ward(
    by_area: dict[int | None, dict[Any, int]], wards: Sequence[Area]
) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Wards by level, and per resident; what is of the whole city stands last and is no ward's."""
    lines = [(ward.name, [by_area.get(ward.pk, {}).get(level, 0) for level in LEVELS], False) for ward in wards]
    lines.append(("", [by_area.get(None, {}).get(level, 0) for level in LEVELS], True))
    longest = max((sum(parts) for _name, parts, _is in lines), default=0)
    bars = tuple(_bar(name, parts, longest, is_citywide=is_city) for name, parts, is_city in lines)
    per_head = {ward.pk: sum(by_area.get(ward.pk, {}).values()) / ward.population for ward in wards if ward.population}
    most = max(per_head.values(), default=0)
    people = tuple(
        Bar(
            name=ward.name,
            yen=sum(by_area.get(ward.pk, {}).values()),
            parts=(),
            pieces=(Piece(1, "0%", _width(per_head.get(ward.pk, 0), most)),),
            per_resident_yen=per_head.get(ward.pk),
            people=ward.population,
        )
        for ward in wards
    )
    return bars, people


def _by_year(amounts: Any) -> tuple[Bar, ...]:
    years: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in _summed(amounts, "fiscal_year", "source"):
        years[row["fiscal_year"]][row["source"]] = row
    parts = {
        year: [found[source]["planned"] if source in found else 0 for source in SOURCES]
        for year, found in sorted(years.items(), reverse=True)
    }
    longest = max(map(sum, parts.values()), default=0)
    return tuple(_bar(str(year), each, longest, years[year].values()) for year, each in parts.items())


def _by_way(amounts: Any) -> tuple[Bar, ...]:
    found = {row["investment__way"]: row for row in _summed(amounts, "investment__way")}
    longest = max((row["planned"] for row in found.values()), default=0)
    return tuple(
        _bar(
            str(way.label),
            [found[way]["planned"] if way in found else 0],
            longest,
            [found[way]] if way in found else [],
        )
        for way in Way
    )


def _bar(
    name: str,
    parts: Iterable[int],
    longest: int,
    sums: Iterable[dict[str, Any]] = (),
    *,
    is_citywide: bool = False,
) -> Bar:
    figures, begins, pieces = tuple(parts), 0, []
    for kind, yen in enumerate(figures, start=1):
        if yen:
            pieces.append(Piece(kind, _width(begins, longest), _width(yen, longest)))
        begins += yen
    found = list(sums)
    return Bar(
        name=name,
        yen=begins,
        parts=figures,
        pieces=tuple(pieces),
        settled_yen=sum(row["settled"] or 0 for row in found),
        settled_rows=sum(row["known"] for row in found),
        rows=sum(row["rows"] for row in found),
        is_citywide=is_citywide,
    )


def _width(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0%"
