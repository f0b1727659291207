"""The emergence picture as a page: bars and a table of the same figures, and a text that says what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import SeekKind, SeekSide
from jukugi.apps.circles.models import EmergenceEdition

WIDTH, LINE = 560, 46


@dataclass(frozen=True)
class Bar:
    """One group: its words, its figures (None is hidden), and where its bars stand in the picture."""

    label: str
    people: int | None
    met: int | None
    across: int | None
    alone: int | None
    y: int
    people_width: float
    met_width: float


@dataclass(frozen=True)
class Arc:
    """Two wards across which people met: where the line stands between their dots. ``people`` None is hidden."""

    one: Area
    other: Area
    people: int | None
    path: str
    width: float


@dataclass(frozen=True)
class PicturePage:
    """All of it. ``said`` tells in sentences what the picture shows."""

    counted_at: datetime
    minimum: int
    people: int | None
    bars: list[Bar]
    height: int
    arcs: list[Arc]
    dots: list[tuple[Area, int]]
    said: list[str]


def picture_page(wards: Sequence[Area]) -> PicturePage | None:
    """The newest count; None before the first. One query."""
    edition = EmergenceEdition.objects.first()
    if edition is None:
        return None
    document = edition.document
    labels = {SeekSide.INTEREST.value: str(SeekSide.INTEREST.label)} | {
        value: str(label) for value, label in SeekKind.choices
    }
    most = max((line["people"] or 0 for line in document["lines"]), default=0)
    bars = [_bar(line, labels, number, most) for number, line in enumerate(document["lines"])]
    dots = [(ward, 40 + number * (WIDTH - 80) // max(1, len(wards) - 1)) for number, ward in enumerate(wards)]
    arcs = _arcs(document["wards"], dots)
    return PicturePage(
        counted_at=edition.counted_at,
        minimum=document["minimum"],
        people=document["people"],
        bars=bars,
        height=LINE * len(bars),
        arcs=arcs,
        dots=dots,
        said=_said(bars, arcs),
    )


def _bar(line: dict[str, Any], labels: dict[str, str], number: int, most: int) -> Bar:
    people, met = line["people"], line["met"]
    return Bar(
        label=labels[line["group"]],
        people=people,
        met=met,
        across=line["across"],
        alone=line["alone"],
        y=number * LINE,
        people_width=round((people or 0) / most * (WIDTH - 60), 1) if most else 0,
        met_width=round((met or 0) / most * (WIDTH - 60), 1) if most else 0,
    )


def _arcs(pairs: list[dict[str, Any]], dots: list[tuple[Area, int]]) -> list[Arc]:
    """Half circles over a row of wards, wider where more people met."""
    places = {ward.code: (ward, x) for ward, x in dots}
    most = max((pair["people"] or 0 for pair in pairs), default=0)
    found = []
    for pair in pairs:
        if pair["one"] not in places or pair["other"] not in places:
            continue
        (one, x), (other, z) = places[pair["one"]], places[pair["other"]]
        radius = abs(z - x) / 2
        width = 1.5 if pair["people"] is None else round(2 + 6 * pair["people"] / most, 1)
        path = f"M{min(x, z)} 150A{radius} {min(radius, 130)} 0 0 1 {max(x, z)} 150"
        found.append(Arc(one, other, pair["people"], path, width))
    return found


def _said(bars: Sequence[Bar], arcs: Sequence[Arc]) -> list[str]:
    """Which found each other most, which asked and found nobody most, which wards met."""
    told = []
    shown = [bar for bar in bars if bar.met]
    if shown:
        first = max(shown, key=lambda bar: bar.met or 0)
        told.append(
            _("いちばん多く出会ったのは「%(label)s」で、%(people)d人のうち%(met)d人です。")
            % {"label": first.label, "people": first.people, "met": first.met}
        )
    alone = [bar for bar in bars if bar.alone]
    if alone:
        first = max(alone, key=lambda bar: bar.alone or 0)
        told.append(
            _("まだだれとも出会っていない人がいちばん多いのは「%(label)s」で、%(alone)d人です。")
            % {"label": first.label, "alone": first.alone}
        )
    across = [arc for arc in arcs if arc.people]
    if across:
        widest = max(across, key=lambda arc: arc.people or 0)
        told.append(
            _("区を越えた出会いは、%(one)sと%(other)sのあいだがいちばん多く、%(people)d人です。")
            % {"one": widest.one.name, "other": widest.other.name, "people": widest.people}
        )
    return told
