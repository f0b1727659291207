"""Promises kept and overdue, on the first page and behind 文書."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.enums import document_links
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.queries.promises import sums_of
from jukugi.kit.pages.places import HomePart, door_paths, home_parts


def register() -> None:
    door_paths.register("outcomes", ("drafts:list", "/promises/"))
    document_links.register("outcomes", (_("市の約束"), "outcomes:list"))
    home_parts.register("outcomes", promises_part, order=70)


def promises_part(request: HttpRequest, now: datetime) -> HomePart | None:
    """How many promises are kept, and how many late. One query; nothing, no part."""
    sums = sums_of(Promise.objects.public(), timezone.localdate(now))
    return HomePart("outcomes/_home.html", {"sums": sums}, is_side=True) if sums.total else None
