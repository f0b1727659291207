"""One issue in every ward: the same questions to each, what is not known said so."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.enums import WardCell, WardColumn, ward_columns
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.kit.pages.wording import jday

EACH = 10_000
"""Inhabitants for each of which a number is told, so that large and small wards stand side by side."""


@dataclass(frozen=True)
class ShownCell:
    """A cell as the page shows it; ``rate`` for each 10,000 inhabitants, ``width`` of its bar in per cent."""

    column: WardColumn
    cell: WardCell | None
    rate: str = ""
    width: str = ""


@dataclass(frozen=True)
class WardLine:
    """A ward with what is known of it, in the order of the columns."""

    ward: Area
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Comparison:
    """The wards from the bay to the hills, under the same headings. ``is_rated``: also per inhabitants."""

    columns: tuple[WardColumn, ...]
    lines: tuple[WardLine, ...]
    is_rated: bool
    population_note: str


def compared(issue: Issue) -> Comparison:
    """An issue in all wards. Three queries, and those of the rooms that know something of wards."""
    city = wards()
    columns = [*_own_columns(issue), *(column for columns_of in ward_columns for column in columns_of(issue.pk))]
    lines = tuple(WardLine(ward, tuple(_shown(column, ward, city) for column in columns)) for ward in city)
    is_rated = any(column.per_people for column in columns) and any(ward.population for ward in city)
    return Comparison(tuple(columns), lines, is_rated, _population_note(city) if is_rated else "")


def _own_columns(issue: Issue) -> list[WardColumn]:
    """What the wards themselves made of the issue: parts of it that are theirs, and those that edges join with it."""
    edges = IssueEdge.objects.in_force()
    joined = Q(pk__in=edges.filter(target=issue).values("source")) | Q(
        pk__in=edges.filter(source=issue).values("target")
    )
    own = Issue.objects.standing().filter(Q(parent=issue) | joined, area__isnull=False).order_by("position", "pk")
    by_ward: dict[int, Issue] = {}
    for part in own:
        by_ward.setdefault(part.area_id or 0, part)
    titles = {
        ward: WardCell(part.title, url=part.get_absolute_url(), note=part.get_status_display())
        for ward, part in by_ward.items()
    }
    words = {ward: WardCell(part.direction) for ward, part in by_ward.items() if part.direction}
    return [
        WardColumn(_("区の論点"), titles),
        WardColumn(_("検討の方向"), words, note=_("区の職員が自分の言葉で書きます。")),
    ]


def _shown(column: WardColumn, ward: Area, city: list[Area]) -> ShownCell:
    cell = column.cells.get(ward.pk)
    if cell is None or cell.number is None or not column.per_people or not ward.population:
        return ShownCell(column, cell)
    rates = [(column.cells[w.pk].number or 0) / w.population for w in city if w.pk in column.cells and w.population]
    rate, most = cell.number / ward.population, max(rates)
    return ShownCell(column, cell, f"{rate * EACH:.2f}", f"{100 * rate / most:.2f}%" if most else "0%")


def _population_note(city: list[Area]) -> str:
    days = {ward.population_as_of for ward in city if ward.population_as_of}
    sources = sorted({ward.population_source for ward in city if ward.population_source})
    day = max(days)
    year = _("%(year)d年%(day)s") % {"year": day.year, "day": jday(day)}
    return _("人口は%(year)sのもの（%(sources)s）。") % {"year": year, "sources": "、".join(sources)}
