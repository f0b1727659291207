"""What the room offers to home: what became of voices lately, and the search for one's own."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jukugi.apps.threads.forms import NumberForm
from jukugi.apps.threads.queries import stories
from jukugi.kit.pages.places import Door, HomePart, doors, home_parts

ON_HOME = 4


def register() -> None:
    doors.register("threads", Door(_("声のゆくえ"), "threads", "/threads/"), order=70)
    home_parts.register("threads", home_fates, order=50)
    home_parts.register("threads_search", home_search, order=55)


def home_fates(request: HttpRequest, now: datetime) -> HomePart | None:
    """The newest fates of the whole city; nothing before there is one. As many queries as rooms offer fates."""
    fates = stories.newest_fates(ON_HOME)
    return HomePart("threads/_home_fates.html", {"fates": fates}) if fates else None


def home_search(request: HttpRequest, now: datetime) -> HomePart:
    """The field for a receipt number. No query."""
    return HomePart("threads/_home_search.html", {"form": NumberForm()}, is_side=True)
