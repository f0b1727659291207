"""Charts of a report: bars drawn from its frozen data, plain in black and white, with a text that says what they show.

Drawn for a width in units: a narrow one for pages, where labels stand above their bars, a wide one for paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from jukugi.core.text import split_phrases
from jukugi.kit.pages.wording import share, thousands
from jukugi.kit.report_sections import Bar, Chart

NARROW, WIDE = 340, 640
LETTER, LINE, BAR = 13, 19, 18
LABEL_SHARE, GAP, LABEL_LINES = 0.38, 9, 2
INK, PAPER = "#1a1a1a", "#ffffff"
DARK = "#1d4f8c"
# Solid, slanted lines, dots, crossed lines, nothing: told apart without colour.
FILLS = (DARK, "slant", "dots", "cross", PAPER)


@dataclass(frozen=True)
class _Place:
    """Where bars begin and how long the longest is."""

    left: float
    length: float
    most: int

    def at(self, value: int) -> float:
        return self.length * value / self.most if self.most else 0


def chart_svg(chart: Chart, *, width: int, key: str) -> str:
    """``key`` tells the patterns of several pictures on one page apart."""
    is_wide = width > 500
    room = max(len(thousands(sum(bar.values))) for bar in chart.bars) * 8 + 14 if chart.bars else 0
    left = width * LABEL_SHARE if is_wide else 0
    place = _Place(left, width - left - room, max((sum(bar.values) for bar in chart.bars), default=0))
    pieces: list[str] = []
    top = 4.0
    if chart.parts:
        drawn, top = _legend(chart.parts, width, key)
        pieces += drawn
    for bar in chart.bars:
        lines = _lines(bar.label, (left - 10 if is_wide else width) / LETTER)
        pieces += _label(lines, is_wide, left, top)
        height = LINE * len(lines)
        y = top + max(0, (height - BAR) / 2) if is_wide else top + height
        pieces += _bar(bar, place, y, key)
        top = max(top + height, y + BAR) + GAP
    patterns = _patterns(key) if chart.parts else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" viewBox="0 0 {width} {top:.0f}" width="{width}" '
        f'height="{top:.0f}" font-family="Noto Sans CJK JP, sans-serif" font-size="{LETTER}">'
        f"{patterns}{''.join(pieces)}</svg>"
    )


def chart_alt(chart: Chart) -> str:
    """What the picture shows to those who do not see it; the figures are in the table beside it."""
    sums = [(bar.label, sum(bar.values)) for bar in chart.bars]
    if not sums:
        return _("横棒の図。棒はありません。")
    total = sum(count for _label, count in sums)
    most, least = max(sums, key=lambda one: one[1]), min(sums, key=lambda one: one[1])
    told = {
        "title": chart.title,
        "count": len(sums),
        "most": most[0],
        "top": thousands(most[1]),
        "least": least[0],
        "low": thousands(least[1]),
        "unit": chart.unit,
        "share": share(most[1] / total) if total else "0%",
    }
    said = _(
        "横棒の図。%(title)s。%(count)d本の棒のうち、いちばん長いのは「%(most)s」の%(top)s%(unit)s、"
        "いちばん短いのは「%(least)s」の%(low)s%(unit)sです。"
    )
    parts = _("棒は、%(parts)sの順に分かれています。") % {"parts": "、".join(chart.parts)} if chart.parts else ""
    return said % told + parts


def _bar(bar: Bar, place: _Place, y: float, key: str) -> Iterator[str]:
    x = place.left
    for number, value in enumerate(bar.values):
        width = place.at(value)
        if width:
            fill = _fill(number, key)
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BAR}" fill="{fill}" stroke="{INK}" '
                'stroke-width="0.8"/>'
            )
        x += width
    if not sum(bar.values):
        yield f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x:.1f}" y2="{y + BAR:.1f}" stroke="{INK}" stroke-width="1.5"/>'
    yield _text(x + 6, y + BAR / 2 + LETTER * 0.36, thousands(sum(bar.values)))


def _label(lines: Sequence[str], is_wide: bool, left: float, top: float) -> Iterator[str]:
    x, anchor = (left - 10, "end") if is_wide else (0.0, "start")
    for number, line in enumerate(lines):
        yield _text(x, top + LINE * number + LETTER, line, anchor=anchor)


def _legend(parts: Sequence[str], width: int, key: str) -> tuple[list[str], float]:
    """The parts with their fills, in as many lines as they need, and where the bars begin."""
    pieces, x, y = [], 0.0, 4.0
    for number, part in enumerate(parts):
        wide = 24 + len(part) * LETTER + 18
        if x and x + wide > width:
            x, y = 0.0, y + LINE + 4
        fill = _fill(number, key)
        pieces.append(
            f'<rect x="{x + 0.5:.1f}" y="{y + 1:.1f}" width="16" height="14" fill="{fill}" stroke="{INK}" '
            'stroke-width="0.8"/>'
        )
        pieces.append(_text(x + 22, y + LETTER, part))
        x += wide
    return pieces, y + LINE + 10


def _fill(number: int, key: str) -> str:
    fill = FILLS[number % len(FILLS)]
    return fill if fill.startswith("#") else f"url(#{key}-{fill})"


def _patterns(key: str) -> str:
    ground = f'<rect width="6" height="6" fill="{PAPER}"/>'
    line = f'stroke="{INK}" stroke-width="1"'
    shapes = {
        "slant": f'<path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" fill="none" {line}/>',
        "dots": f'<circle cx="3" cy="3" r="1.3" fill="{INK}"/>',
        "cross": f'<path d="M0 3H6M3 0V6" fill="none" {line}/>',
    }
    drawn = "".join(
        f'<pattern id="{key}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">{ground}{shape}</pattern>'
        for name, shape in shapes.items()
    )
    return f"<defs>{drawn}</defs>"


def _lines(label: str, letters: float) -> list[str]:
    """A label in lines that end between phrases, two at most."""
    lines = [""]
    for phrase in split_phrases(label):
        if lines[-1] and _width(lines[-1] + phrase) > letters:
            lines.append("")
        lines[-1] += phrase
    kept = [_cut(line, letters) for line in lines[:LABEL_LINES]]
    if len(lines) > LABEL_LINES:
        kept[-1] = _cut(kept[-1] + lines[LABEL_LINES], letters - 1).rstrip("…") + "…"
    return kept


def _cut(line: str, letters: float) -> str:
    while _width(line) > letters:
        line = line[:-2] + "…"
    return line


def _width(text: str) -> float:
    """In letters: Latin ones and figures are about half as wide."""
    return sum(0.55 if letter.isascii() else 1 for letter in text)


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(words)}</text>'
