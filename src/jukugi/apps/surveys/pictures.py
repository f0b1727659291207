"""Bars of a result as SVG, in per cent, so that text keeps its size. Lengths, classes and digits alone: no words."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jukugi.core.representation import Interval

SHADES = 5
"""Steps of a scale that have a shade of their own; longer scales use a shade twice, and their numbers tell."""
NUMBER_FROM, SHARE_FROM = 0.04, 0.19
"""Shares from which a piece has room for its number, and for its per cent."""
PATTERNS = mark_safe(
    '<svg class="result-patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="hatch-2" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="h-ground" width="6" height="6"/><rect class="h-line" width="3" height="6"/></pattern>'
    '<pattern id="hatch-3" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect class="h-ground" width="5" height="5"/><circle class="h-line" cx="2.5" cy="2.5" r="1.2"/></pattern>'
    '<pattern id="hatch-4" width="6" height="4" patternUnits="userSpaceOnUse">'
    '<rect class="h-ground" width="6" height="4"/><rect class="h-line" width="6" height="1.5"/></pattern>'
    '<pattern id="hatch-0" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect class="h-ground" width="6" height="6"/><rect class="h-thin" width="1" height="6"/></pattern>'
    "</defs></svg>"
)


def fill_of(place: int) -> SafeString:
    """How an audience is filled: the first solid, the others by patterns of their own."""
    return format_html('fill="url(#hatch-{})"', min(place, 4)) if place > 1 else mark_safe('class="f-key"')


def bar(share: float, interval: Interval | None, place: int) -> SafeString:
    """A share from 0 to 1 as a bar, with its interval as a line with two ends."""
    ends = mark_safe("")
    if interval is not None:
        low, high = _percent(interval.low), _percent(interval.high)
        lines = [(low, high, 50, 50), (low, low, 15, 85), (high, high, 15, 85)]
        drawn = '<line class="{}" x1="{}%" x2="{}%" y1="{}%" y2="{}%"/>'
        ends = format_html_join("", drawn, [(name, *line) for name in ("i-halo", "i-line") for line in lines])
    return format_html(
        '<svg class="bar result-bar" aria-hidden="true"><rect class="f-ground" width="100%" height="100%"/>'
        '<rect {} width="{}%" height="100%"/>{}</svg>',
        fill_of(place),
        _percent(share),
        ends,
    )


def stack(shares: Sequence[float | None], outside: Sequence[bool], words: str) -> SafeString:
    """One bar cut in pieces in the order of the options, each with its number; what is not told stands last, empty."""
    on_scale = [place for place, beside in enumerate(outside) if not beside]
    pieces, at = [], 0.0
    for place, share in enumerate(shares):
        if share:
            pieces.append(_piece(place, at, share, shade_of(on_scale, place)))
            at += share
    if at < 0.9995:
        pieces.append(_rest(at))
    return format_html('<svg class="result-stack" role="img" aria-label="{}">{}</svg>', words, _joined(pieces))


def swatch(outside: Sequence[bool], place: int) -> SafeString:
    """The piece of one option, for a legend."""
    on_scale = [each for each, beside in enumerate(outside) if not beside]
    return format_html(
        '<svg class="result-swatch" aria-hidden="true">{}</svg>',
        _piece(place, 0.0, 1.0, shade_of(on_scale, place), only_number=True),
    )


def shade_of(on_scale: Sequence[int], place: int) -> int:
    """1 the darkest to 5; 0 beside the scale."""
    if place not in on_scale:
        return 0
    if len(on_scale) == 1:
        return 1
    return 1 + round(on_scale.index(place) * (SHADES - 1) / (len(on_scale) - 1))


def _piece(place: int, at: float, share: float, shade: int, *, only_number: bool = False) -> SafeString:
    fill = mark_safe('fill="url(#hatch-0)"') if not shade else format_html('class="f-shade-{}"', shade)
    text = ""
    if share >= NUMBER_FROM:
        text = f"{place + 1}" if only_number or share < SHARE_FROM else f"{place + 1}　{round(100 * share)}%"
    return format_html(
        '<rect {} x="{}%" width="{}%" height="100%"/><rect class="cut" x="{}%" width="1" height="100%"/>'
        '<text class="t-{}" x="{}%" y="50%" dy="0.36em" text-anchor="middle">{}</text>',
        fill,
        _percent(at),
        _percent(share),
        _percent(at + share),
        "light" if 0 < shade < 3 else "dark",
        _percent(at + share / 2),
        text,
    )


def _rest(at: float) -> SafeString:
    return format_html(
        '<rect class="f-rest" x="{}%" width="{}%" height="100%"/>'
        '<text class="t-dark" x="{}%" y="50%" dy="0.36em" text-anchor="middle">—</text>',
        _percent(at),
        _percent(1 - at),
        _percent((1 + at) / 2),
    )


def _joined(pieces: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", [(piece,) for piece in pieces])


def _percent(share: float) -> str:
    return f"{100 * max(0.0, min(1.0, share)):.2f}"
