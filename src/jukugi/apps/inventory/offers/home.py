"""The way to what the city asks of associations, on home."""

from datetime import datetime

from django.http import HttpRequest

from jukugi.kit.pages.places import HomePart, home_parts


def register() -> None:
    home_parts.register("inventory", requests_part, order=70)


def requests_part(request: HttpRequest, now: datetime) -> HomePart:
    """The ways to the list and to the year. No query."""
    return HomePart("inventory/_home_requests.html", {}, is_side=True)
