"""Meetings as a calendar takes them (RFC 5545): with their hours, and called off where they are."""

from collections.abc import Iterable
from datetime import UTC

from jukugi.apps.meetings.models import Meeting

PRODUCT = "-//Jukugi//meetings//JA"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_text(name: str, meetings: Iterable[Meeting], *, site: str) -> bytes:
    """The calendar of these meetings; ``site`` (https://example.jp) makes their links whole."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    for meeting in meetings:
        event = Event()
        event.add("uid", f"meeting-{meeting.pk}@jukugi")
        event.add("dtstamp", meeting.starts_at.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        event.add("dtend", meeting.ends_at.astimezone(UTC))
        event.add("summary", meeting.title)
        event.add("description", meeting.cancelled_reason or meeting.purpose)
        event.add("location", " ".join(filter(None, (meeting.place, meeting.address))))
        event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
        event.add("categories", [meeting.get_kind_display()])
        event.add("url", site + meeting.get_absolute_url())
        calendar.add_component(event)
    return bytes(calendar.to_ical())
