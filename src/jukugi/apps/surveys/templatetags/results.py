"""Pictures and words of results."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jukugi.apps.surveys import pictures
from jukugi.apps.surveys.queries.resulting import NAMES, Asked, Cell, Part
from jukugi.core.representation import Interval
from jukugi.kit.pages.wording import share as share_words
from jukugi.kit.pages.wording import thousands

register = template.Library()


@register.simple_tag
def result_patterns() -> SafeString:
    return pictures.PATTERNS


@register.simple_tag
def result_bar(cell: Cell) -> SafeString:
    return pictures.bar(cell.share or 0.0, cell.interval, cell.asked.place)


@register.simple_tag
def result_key(asked: Asked) -> SafeString:
    """The fill of an audience, for a legend."""
    return format_html(
        '<svg class="result-swatch" aria-hidden="true"><rect {} width="100%" height="100%"/></svg>',
        pictures.fill_of(asked.place),
    )


@register.simple_tag
def result_stack(part: Part, number: int) -> SafeString:
    """The bar of one audience: the ``number``-th of the part."""
    shares = [line.cells[number].share for line in part.lines]
    told = "、".join(f"{line.label} {_told(line.cells[number].share)}" for line in part.lines)
    words = f"{part.label} {part.lines[0].cells[number].asked.name}：{told}".strip()
    return pictures.stack(shares, [line.is_outside for line in part.lines], words)


@register.simple_tag
def result_swatch(part: Part, place: int) -> SafeString:
    return pictures.swatch([line.is_outside for line in part.lines], place)


@register.filter
def ends(interval: Interval | None) -> str:
    """42〜48%."""
    if interval is None:
        return ""
    return f"{round(100 * interval.low)}〜{round(100 * interval.high)}%"


@register.filter
def people(count: int | None) -> str:
    """A number of people, or that it is not told."""
    return _("—（少ないため）") if count is None else _("%(count)s人") % {"count": thousands(count)}


@register.filter
def few(count: int | None) -> str:
    """A number of sheets, or that there are few."""
    return _("5通未満") if count is None else _("%(count)s通") % {"count": thousands(count)}


@register.filter
def plain(number: float | None) -> str:
    """A number as people write it."""
    if number is None:
        return ""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


@register.filter
def by_names(weights: dict[str, Any]) -> str:
    return "・".join(str(NAMES[name]) for name in weights.get("by", []))


@register.filter
def group_label(asked: Asked, view: Any) -> str:
    """The group for which nothing can be weighted, in words."""
    wanted = asked.weights.get("attribute"), asked.weights.get("group")
    entry = next(one for one in view.document["audiences"] if one["code"] == asked.code)
    labels = {code: label for code, label, _size in entry["groups"].get(wanted[0], [])}
    return labels.get(wanted[1]) or str(wanted[1])


def _told(share: float | None) -> str:
    return _("少ないため示しません") if share is None else str(share_words(share))
