"""Figures, shares and dates as people here read them. Filters of the same names: ``{% load kit %}``.

What is not known (None, or "" where a template names nothing) shows as nothing, never as 0.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import is_aware, localtime

WEEKDAYS = "月火水木金土日"


def thousands(value: int | float | Decimal | None) -> str:
    """2846 → 2,846."""
    return "" if value is None or value == "" else f"{value:,}"


def share(value: float | Decimal | None, digits: int = 0) -> str:
    """0.44 → 44%, rounded half up as people do by hand; one digit after the point with ``share:1``."""
    if value is None or value == "":
        return ""
    return f"{_percent(Decimal(str(value)), digits)}%"


def jdate(value: date | datetime | None) -> str:
    """2018年9月12日（水）, in Japan's time."""
    day = _day(value)
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def jday(value: date | datetime | None) -> str:
    """9月30日, where the year is plain from the page."""
    day = _day(value)
    return "" if day is None else f"{day.month}月{day.day}日"


def jtime(value: datetime | None) -> str:
    """13時30分; 13時 on the hour."""
    if not value:
        return ""
    moment = localtime(value) if is_aware(value) else value
    return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"


def _day(value: date | datetime | None) -> date | None:
    return (localtime(value) if isinstance(value, datetime) and is_aware(value) else value) or None


def _percent(part: Decimal, digits: int = 0) -> Decimal:
    return (part * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
