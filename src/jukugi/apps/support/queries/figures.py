"""Figures of support that everybody may read, as they were last counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.support.enums import RECEIVED_STATES, AskerKind, Need
from jukugi.apps.support.models import SupportCount, SupportFunction


@dataclass(frozen=True)
class Figure:
    """A line: its words, its number or None where it is not told, and of how many."""

    label: str
    count: int | None
    of: int | None = None


@dataclass(frozen=True)
class Part:
    """Figures that add up to one whole, ``total`` being the sum of those that are told."""

    title: str
    figures: list[Figure]
    counted_at: datetime | None

    @property
    def total(self) -> int:
        return sum(figure.count or 0 for figure in self.figures)


@dataclass(frozen=True)
class ReceivedLine:
    ward: str
    taken: int | None
    nothing: int | None


@dataclass(frozen=True)
class CompanyFigures:
    """How many associations took support in a year, by ward; and which needs they named."""

    year: int | None
    received: list[ReceivedLine]
    needs: list[Figure]
    counted_at: datetime | None

    @property
    def taken(self) -> int:
        return sum(line.taken or 0 for line in self.received)

    @property
    def nothing(self) -> int:
        return sum(line.nothing or 0 for line in self.received)


def inquiry_figures() -> list[Part]:
    """Consultations by ward, function, days until the answer, channel and asker. Three queries."""
    counts = {one.kind: one for one in SupportCount.objects.filter(kind__startswith="inquiries_")}
    wards = [(str(area.pk), area.name) for area in Area.objects.wards()]
    functions = [(str(one.pk), one.name) for one in SupportFunction.objects.all()]
    days = [
        ("within_7", _("7日まで")),
        ("within_14", _("8日から14日まで")),
        ("within_30", _("15日から30日まで")),
        ("later", _("31日より後")),
        ("waiting", _("まだ答えていない")),
    ]
    return [
        _part(_("区"), [*wards, ("none", _("全市・区を書いていない"))], counts.get("inquiries_ward")),
        _part(_("何について"), [*functions, ("none", _("どれとも言えない"))], counts.get("inquiries_function")),
        _part(_("答えまでの日数"), days, counts.get("inquiries_days")),
        _part(_("届き方"), list(Channel.choices), counts.get("inquiries_channel")),
        _part(_("だれから"), list(AskerKind.choices), counts.get("inquiries_asker")),
    ]


def company_figures() -> CompanyFigures:
    """Two queries."""
    counts = {one.kind: one for one in SupportCount.objects.exclude(kind__startswith="inquiries_")}
    years = sorted(int(kind.removeprefix("received_")) for kind in counts if kind.startswith("received_"))
    year = years[-1] if years else None
    received = counts[f"received_{year}"] if year is not None else None
    lines = []
    for area in Area.objects.wards():
        cells = [_count(received, f"{area.pk}|{state}") for state in RECEIVED_STATES]
        lines.append(ReceivedLine(area.name, *cells))
    needs = []
    for need in Need:
        cells = [_count(counts.get(f"need_{need}"), name) for name in ("yes", "no")]
        both = cells[0] is not None and cells[1] is not None
        needs.append(Figure(str(need.label), cells[0] if both else None, (cells[0] or 0) + (cells[1] or 0)))
    at = max((one.counted_at for one in counts.values()), default=None)
    return CompanyFigures(year, lines, needs, at)


def _part(title: str, names: list[tuple[Any, Any]], count: SupportCount | None) -> Part:
    figures = [Figure(str(label), _count(count, str(name))) for name, label in names]
    return Part(title, figures, count.counted_at if count is not None else None)


def _count(count: SupportCount | None, name: str) -> int | None:
    if count is None or name not in count.cells:
        return None
    return len(count.cells[name])
