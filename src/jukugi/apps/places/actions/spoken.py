"""Days as lists write them: 月火水, 毎日, 第2土, 毎週金(夕方)."""

import re
from collections.abc import Sequence
from datetime import time

from jukugi.apps.places.actions.facts import HoursDraft
from jukugi.apps.places.enums import END_OF_DAY

DAYS = "月火水木金土日"


def clock_of(text: str) -> time | None:
    """Hours and minutes; 24:00 is the end of the day; None for what is none."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    return time(hour, minute) if hour < 24 and minute < 60 else None


def spoken_hours(parts: Sequence[str], opens: time | None, closes: time | None) -> tuple[list[HoursDraft], list[str]]:
    """Openings on these days, and what of the parts is no day of the week (放課後, 予約日のみ)."""
    found, rest = [], []
    is_whole = opens is not None and closes is not None and opens < closes
    for part in filter(None, (each.strip() for each in parts)):
        aside = re.findall(r"[（(](.+?)[)）]", part)
        words = re.sub(r"[（(].*", "", part)
        day = re.fullmatch(rf"(?:毎週|第(\d))?([{DAYS}])曜?日?", words)
        whole_week = re.fullmatch(rf"[{DAYS}]+", words)
        if not is_whole or opens is None or closes is None:
            rest.append(part)
            continue
        if words == "毎日":
            found += [HoursDraft(weekday, opens, closes) for weekday in range(7)]
        elif day:
            found.append(HoursDraft(DAYS.index(day[2]), opens, closes, day[1] or ""))
        elif whole_week:
            found += [HoursDraft(DAYS.index(one), opens, closes) for one in dict.fromkeys(words)]
        else:
            rest.append(words)
        rest += aside
    return found, rest
