"""What the room offers to home: what became of voices lately, and the search for one's own."""

from datetime import datetime

from django.http import HttpRequest

from jukugi.apps.threads import queries
from jukugi.apps.threads.forms import NumberForm
from jukugi.kit.pages.places import HomePart

ON_HOME = 4


def home_fates(request: HttpRequest, now: datetime) -> HomePart | None:
    """The newest fates of the whole city; nothing before there is one. As many queries as rooms offer fates."""
    fates = queries.newest_fates(ON_HOME)
    return HomePart("threads/_home_fates.html", {"fates": fates}) if fates else None


def home_search(request: HttpRequest, now: datetime) -> HomePart:
    """The field for a receipt number. No query."""
    return HomePart("threads/_home_search.html", {"form": NumberForm()}, is_side=True)
