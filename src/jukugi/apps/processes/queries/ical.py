"""Calendars as RFC 5545 wants them: whole days, what is uncertain over its whole span."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from jukugi.apps.processes.queries.calendar import CalendarEvent, described

PRODUCT = "-//Jukugi//processes//JA"
CONTENT_TYPE = "text/calendar; charset=utf-8"
FIRST_STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def calendar_text(name: str, events: Iterable[CalendarEvent], *, site: str = "") -> bytes:
    """The calendar of these events; ``site`` (https://example.jp) makes their links whole. Same events, same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    for event in events:
        calendar.add_component(_component(event, site))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent, site: str):  # type: ignore[no-untyped-def]
    from icalendar import Event

    component = Event()
    component.add("uid", f"{event.key}@jukugi")
    component.add("sequence", event.edition)
    component.add("dtstamp", (event.changed_at or FIRST_STAMP).astimezone(UTC).replace(microsecond=0))
    component.add("dtstart", event.span.first)
    component.add("dtend", event.span.last + timedelta(days=1))
    component.add("summary", event.title)
    component.add("description", described(event))
    component.add("categories", [event.lane] if event.lane else [])
    component.add("status", "CONFIRMED" if event.is_certain else "TENTATIVE")
    component.add("transp", "TRANSPARENT")
    component.add("x-jukugi-precision", event.span.precision)
    component.add("x-jukugi-kind", "actual" if event.is_actual else "plan")
    if site and event.url:
        component.add("url", site + event.url)
    return component
