"""One line for pages of other rooms."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.reach.queries.editions import edition_of
from jukugi.apps.reach.queries.seen import line_of
from jukugi.kit.pages.reached import ReachLine, reach_lines
from jukugi.kit.pages.wording import jdate


def register() -> None:
    reach_lines.register("reach", reach_line)


def reach_line(process: Any, way: str) -> ReachLine | None:
    """From the newest edition. One query."""
    edition = edition_of(process, 0)
    words = line_of(edition.content, way) if edition is not None else ""
    if edition is None or not words:
        return None
    said = _("%(day)sに公表した数：%(words)s") % {"day": jdate(edition.published_at), "words": words}
    return ReachLine(said, f"{reverse('reach:reach')}?way={way}")
