"""Words of this room's pages."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import template
from django.utils.translation import gettext as _

from jukugi.apps.organizations.enums import ContactWay

register = template.Library()


@register.filter
def way_words(ways: Sequence[str]) -> str:
    """["post", "phone"] → 郵送、電話, in the order of the wishes."""
    return "、".join(str(ContactWay(way).label) for way in ways)


@register.filter
def points(value: float) -> str:
    """-1.24 → −1.2ポイント; 0 → ±0.0ポイント."""
    sign = "＋" if round(value, 1) > 0 else "−" if round(value, 1) < 0 else "±"
    return _("%(sign)s%(size).1fポイント") % {"sign": sign, "size": abs(value)}


@register.filter
def day_before(day: date) -> date:
    """The last day of a time that ends before this one."""
    return day - timedelta(days=1)
