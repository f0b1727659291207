"""What reports tell of the course of a process: its stages, with what was planned and what happened."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import lanes
from jukugi.kit.pages.wording import jdate
from jukugi.kit.report_sections import Content, Number, ReportSection, Rows, report_sections


def register() -> None:
    about = gettext_lazy("段階ごとの予定と、実際にあったこと")
    report_sections.register("processes", ReportSection(gettext_lazy("検討の進み方"), about, course), order=10)


def course(process: Process, now: datetime) -> Content | None:
    """Two queries."""
    rows = lanes(process, now=now).table
    if not rows:
        return None
    states = {"done": _("終わった"), "now": _("いま"), "next": _("これから")}
    titles = {"done": _("終わった段階"), "now": _("いま進んでいる段階"), "next": _("これからの段階")}
    path, of = process.get_absolute_url(), _("予定に載せた段階のすべて")
    spans = {"since": jdate(process.starts_on), "until": jdate(process.ends_on)}
    words = _("検討の期間は、%(since)sから%(until)sまでです。") % spans
    numbers = tuple(
        Number(f"stages_{state}", title, count, _("段階"), of, len(rows), path)
        for state, title in titles.items()
        for count in [sum(row.state == state for row in rows)]
    )
    has_happened = any(row.happened for row in rows)
    heads = (_("だれの"), _("段階"), _("予定"), *((_("実際"),) if has_happened else ()), _("いまの状態"))
    table = Rows(
        _("段階の一覧"),
        heads,
        tuple(
            (row.lane, row.title, row.when, *((row.happened or "—",) if has_happened else ()), states[row.state])
            for row in rows
        ),
        of=_("予定に載せた段階のすべて（%(count)d段階）") % {"count": len(rows)},
        source=path,
    )
    return Content(tuple(filter(None, (process.summary, words))), numbers, tables=(table,))
