"""Hours and months as people read them: ``{% load requests %}``."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from jukugi.core.planning import MONTHS

register = template.Library()


@register.filter
def hours(value: float | Decimal | None) -> str:
    """1758.9 → 1,759; 4.25 → 4.3; what is nothing → 0. Below ten with one digit, for then it matters."""
    if value is None or value == "":
        return ""
    number = float(value)
    return f"{number:,.0f}" if abs(number) >= 9.95 else f"{number:.1f}".removesuffix(".0")


@register.filter
def cell(value: float) -> str:
    """Hours in a picture's cell: a dash where nothing comes, 1 where it is less than one hour."""
    return "–" if value <= 0 else f"{max(value, 1):,.0f}"


@register.filter
def months(value: Sequence[int]) -> str:
    """[4, 10] → 4・10月; all twelve → 毎月; none → 決まっていない. In the order of the fiscal year."""
    known = [month for month in MONTHS if month in value]
    if not known:
        return str(_("決まっていない"))
    if len(known) == len(MONTHS):
        return str(_("毎月"))
    return _("%(months)s月") % {"months": "・".join(str(month) for month in known)}


@register.filter
def plain(value: Decimal | None) -> str:
    """2.000 → 2, 0.330 → 0.33."""
    return "" if value is None else f"{value.normalize():f}"


@register.filter
def in_month(value: Sequence[int], month: int) -> bool:
    return month in value


@register.filter
def per_cent(value: float) -> str:
    """0.637 → 63.7%, for the length of a bar."""
    return f"{100 * value:.1f}%"
