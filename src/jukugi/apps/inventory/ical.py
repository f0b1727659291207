"""What comes to an association, or in a ward, as a calendar takes it: one event for each month with a request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Jukugi//requests//JA"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class MonthEvent:
    """One month, as an event of its first day: what comes, in lines."""

    key: str
    on: date
    title: str
    lines: tuple[str, ...]


def calendar_text(name: str, events: Iterable[MonthEvent], *, at: datetime) -> bytes:
    """The calendar of these months (RFC 5545)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in events:
        event = Event()
        event.add("uid", f"requests-{each.key}-{each.on:%Y%m}@jukugi")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("summary", each.title)
        event.add("description", "\n".join(each.lines))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
