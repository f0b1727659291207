"""What reports tell of promises: how many stand how, and which are overdue."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.queries.promises import in_order, sums_of
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections

ROWS_AT_MOST = 100


def register() -> None:
    about = gettext_lazy("約束の状態ごとの数と、期日を過ぎているもの")
    kinds = frozenset({"council", "yearly"})
    report_sections.register("outcomes", ReportSection(gettext_lazy("市の約束"), about, promises, kinds), order=90)


def promises(process: Process, now: datetime) -> Content | None:
    """Two queries."""
    day = timezone.localdate(now)
    rows = Promise.objects.public().filter(process=process)
    sums = sums_of(rows, day)
    if not sums.total:
        return None
    path, unit = reverse("outcomes:list"), _("件")
    whole = _("市が約束したことのすべて（%(count)s件）") % {"count": thousands(sums.total)}
    numbers = [Number("promises", _("市の約束"), sums.total, unit, _("公開している約束のすべて"), None, path)]
    numbers += [
        Number(f"promises_{one.value}", str(one.label), count, unit, _("市の約束のうち"), sums.total, path)
        for one, count in sums.parts
    ]
    bars = tuple(Bar(str(one.label), (count,)) for one, count in sums.parts)
    told = in_order(rows, day).select_related("area", "department")[:ROWS_AT_MOST]
    table = Rows(
        _("約束の一覧"),
        (_("番号"), _("約束"), _("受け持つ課"), _("期日"), _("状態")),
        tuple(
            (str(one.number), one.title, one.department.name, jdate(one.due_on), str(one.standing_on(day).label))
            for one in told
        ),
        of=_("期日を過ぎたものから順に。全部で%(count)s件") % {"count": thousands(sums.total)},
        source=path,
    )
    chart = Chart(_("状態ごとの約束"), unit, bars, whole, source=path)
    return Content((), tuple(numbers), (chart,), (table,))
