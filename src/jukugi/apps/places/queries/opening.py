"""When a place opens: whether now, when next, and its hours in words. All from rows that were read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from jukugi.apps.places.enums import END_OF_DAY, Weekday
from jukugi.apps.places.models import OpeningHours
from jukugi.kit.pages.wording import jday

LOOKED_AHEAD = 35
"""Days: a place that opens once a month opens within them."""
WEEKDAYS_ALL, WORKDAYS = tuple(range(7)), tuple(range(5))


@dataclass(frozen=True)
class Opening:
    """``is_open`` now, until ``closes``; else when it opens ``next``. It knows nothing of holidays."""

    is_open: bool
    closes: time | None = None
    next: datetime | None = None

    def words(self, today: date) -> str:
        """In a sentence."""
        if self.is_open and self.closes is not None:
            return _("いま開いています（%(time)sまで）") % {"time": clock(self.closes)}
        if self.next is None:
            return _("開く曜日は決まっていません")
        day = self.next.date()
        words = {today: _("きょう"), today + timedelta(days=1): _("あす")}.get(
            day, f"{jday(day)}（{Weekday(day.weekday()).label}）"
        )
        return _("いまは閉まっています。次は%(day)s%(time)sから") % {"day": words, "time": clock(self.next.time())}


def week_of_month(day: date) -> int:
    """Of the second Saturday: 2."""
    return (day.day - 1) // 7 + 1


def opens_on(row: OpeningHours, day: date) -> bool:
    return row.weekday == day.weekday() and (not row.weeks or str(week_of_month(day)) in row.weeks)


def opening_at(rows: Iterable[OpeningHours], moment: datetime) -> Opening:
    """``moment`` in the city's own time."""
    known = sorted(rows, key=lambda row: row.opens)
    today, at = moment.date(), moment.time()
    until = [row.closes for row in known if opens_on(row, today) and row.opens <= at < row.closes]
    if until:
        return Opening(True, max(until))
    for ahead in range(LOOKED_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for row in known:
            if opens_on(row, day) and (ahead or row.opens > at):
                return Opening(False, next=datetime.combine(day, row.opens, moment.tzinfo))
    return Opening(False)


def hours_lines(rows: Iterable[OpeningHours]) -> list[str]:
    """Days with the same hours together: 火・木 10:00〜15:00, 第2・第4土 10:00〜16:00."""
    days: dict[tuple[time, time, str], list[int]] = defaultdict(list)
    for row in rows:
        days[row.opens, row.closes, row.weeks].append(row.weekday)
    lines = []
    for (opens, closes, weeks), own in sorted(days.items(), key=lambda item: (min(item[1]), item[0])):
        lines.append(f"{_days(tuple(sorted(set(own))), weeks)}　{clock(opens)}〜{clock(closes)}")
    return lines


def _days(days: tuple[int, ...], weeks: str) -> str:
    if not weeks and days == WEEKDAYS_ALL:
        return _("毎日")
    if not weeks and days == WORKDAYS:
        return _("月〜金")
    names = "・".join(str(Weekday(day).label) for day in days)
    ordinals = "・".join(_("第%(week)s") % {"week": week} for week in weeks)
    return f"{ordinals}{names}" if ordinals else _("毎週%(days)s") % {"days": names}


def clock(at: time) -> str:
    """9:00, without a leading 0; midnight at the end of a day is 24:00."""
    if at == END_OF_DAY:
        return "24:00"
    return f"{at.hour}:{at.minute:02}"
