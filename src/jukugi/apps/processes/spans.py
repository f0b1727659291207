"""Days as exactly as they are known: the span in which something may lie, and how people say it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.models import Milestone, Phase

SEASONS = {3: "春", 6: "夏", 9: "秋", 12: "冬"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """``first`` to ``last``, both inclusive, known as exactly as ``precision`` says."""

    first: date
    last: date
    precision: str

    @property
    def words(self) -> str:
        return told(self.first, self.last, self.precision)

    @property
    def after(self) -> date:
        """The first day after it."""
        return self.last + ONE_DAY


def midnight(day: date) -> datetime:
    """The beginning of a day in Japan."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def last_day(closes_at: datetime) -> date:
    """The last day that a half-open period touches."""
    return timezone.localdate(closes_at - timedelta(microseconds=1))


def add_months(day: date, months: int) -> date:
    """So many months later; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def spread(day: date, precision: str) -> Span:
    """The span in which a moment may lie that is known by one of its days."""
    if precision == Precision.TEN_DAYS:
        ten = min((day.day - 1) // 10, 2)
        last = month_end(day) if ten == 2 else day.replace(day=ten * 10 + 10)
        return Span(day.replace(day=ten * 10 + 1), last, precision)
    if precision in (Precision.MONTH, Precision.APPROX):
        return Span(day.replace(day=1), month_end(day), precision)
    if precision == Precision.QUARTER:
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return Span(first, month_end(add_months(first, 2)), precision)
    if precision == Precision.SEASON:
        first = add_months(day.replace(day=1), -(day.month % 3))
        return Span(first, month_end(add_months(first, 2)), precision)
    if precision == Precision.HALF_YEAR:
        first = add_months(day.replace(day=1), -((day.month - 4) % 6))
        return Span(first, month_end(add_months(first, 5)), precision)
    if precision in (Precision.FISCAL_YEAR, Precision.LOOSE):
        first = date(day.year - (day.month < 4), 4, 1)
        return Span(first, month_end(add_months(first, 11)), precision)
    return Span(day, day, precision)


def planned(stage: Phase | Milestone) -> Span:
    """When a stage is planned to be."""
    if isinstance(stage, Phase):
        return Span(timezone.localdate(stage.opens_at), last_day(stage.closes_at), stage.precision)
    return spread(stage.on, stage.precision)


def actual(stage: Phase | Milestone) -> Span | None:
    """When a stage really was; None where nobody has said so."""
    if stage.began_on is None:
        return None
    if stage.ended_on is not None:
        return Span(stage.began_on, stage.ended_on, stage.actual_precision)
    return spread(stage.began_on, stage.actual_precision)


def told(first: date, last: date, precision: str) -> str:
    """A span as people say it. 2018年11月15日 · 2018年11月上旬 · 2017年8月〜2018年3月 · 2018年秋 · 2018年度のあいだ"""
    if precision == Precision.OPEN:
        return _("%(from)sから") % {"from": _month(first)}
    if precision == Precision.LOOSE:
        return _("%(from)s〜%(to)s（このあいだ。月は未定）") % {"from": _month(first), "to": _month(last)}
    if precision == Precision.DAY:
        return _between(_day(first), _day(last))
    if precision == Precision.TEN_DAYS:
        return _between(_ten_days(first), _ten_days(last))
    if precision == Precision.SEASON and spread(first, precision) == Span(first, last, precision):
        return _season(first)
    if precision == Precision.FISCAL_YEAR and spread(first, precision) == Span(first, last, precision):
        return _("%(year)s年度のあいだ") % {"year": first.year}
    months = _between(_month(first), _month(last))
    if precision == Precision.APPROX:
        return _("%(months)sごろ") % {"months": months}
    if precision == Precision.MONTH or (first.year, first.month) == (last.year, last.month):
        return months
    return _("%(months)sのあいだ") % {"months": months}


def _between(first: str, last: str) -> str:
    return first if first == last else _("%(from)s〜%(to)s") % {"from": first, "to": last}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _ten_days(day: date) -> str:
    return _month(day) + ("上旬", "中旬", "下旬")[min((day.day - 1) // 10, 2)]


def _season(first: date) -> str:
    name = SEASONS[first.month]
    return f"{first.year}年末からの{name}" if first.month == 12 else f"{first.year}年{name}"
