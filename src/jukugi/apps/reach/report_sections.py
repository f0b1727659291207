"""What reports tell of who took part: the newest published edition, with small cells hidden as on its page."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.reach.queries.editions import edition_of
from jukugi.apps.reach.queries.seen import Seen, first_way, seen, ways_of
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections


def register() -> None:
    about = gettext_lazy("公表した版の、参加した人の数と、人口とくらべて少ない人たち")
    report_sections.register("reach", ReportSection(gettext_lazy("だれに届いたか"), about, reached), order=55)


def reached(process: Process, now: datetime) -> Content | None:
    """One query."""
    edition = edition_of(process, 0)
    if edition is None:
        return None
    path, document = edition.get_absolute_url(), edition.content
    name = _("第%(number)d版") % {"number": edition.number}
    told = {"edition": name, "day": jdate(timezone.localdate(edition.counted_at))}
    of = _("%(edition)s（%(day)sに数えたもの）に参加したすべて") % told
    ways = ways_of(document)
    numbers = tuple(
        Number(f"reach_{way.code}", way.name, way.total, way.unit, of, None, path)
        for way in ways
        if way.total is not None
    )
    first = first_way(document)
    view = seen(document, first) if first else None
    charts = _charts(view, path) if view is not None else ()
    words = (view.headline + "。", view.sureness) if view is not None else ()
    rows = tuple((way.name, thousands(way.total) if way.total is not None else way.untold, way.unit) for way in ways)
    table = Rows(_("参加のしかたごとの数"), (_("しかた"), _("数"), _("単位")), rows, of=of, numeric=(1,), source=path)
    return Content(tuple(filter(None, words)), numbers, charts, (table,) if rows else ())


def _charts(view: Seen, path: str) -> tuple[Chart, ...]:
    """Of the way with most people: each division of which all groups are told."""
    found = []
    for level in view.levels:
        if level.hidden or not level.rows:
            continue
        of = _("%(way)sのうち、%(level)sが分かる%(count)s%(unit)s") % {
            "way": view.way.name,
            "level": level.label,
            "count": thousands(level.known),
            "unit": view.way.unit,
        }
        title = _("%(level)sごとの参加（%(way)s）") % {"level": level.label, "way": view.way.name}
        bars = tuple(Bar(row.label, (row.count,)) for row in level.rows)
        found.append(Chart(title, view.way.unit, bars, of, source=path))
    return tuple(found)
