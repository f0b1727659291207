"""What reports tell of meetings: how many were held, of which kind, and when."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.meetings.enums import MeetingKind
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jday, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections

ROWS_AT_MOST = 60


def register() -> None:
    about = gettext_lazy("開いた会議の数と種類、一覧")
    report_sections.register("meetings", ReportSection(gettext_lazy("開いた会議"), about, held), order=25)


def held(process: Process, now: datetime) -> Content | None:
    """Three queries."""
    all_of = Meeting.objects.filter(process=process)
    past = Meeting.objects.past(now).held().filter(process=process)
    counted = dict(past.order_by().values_list("kind").annotate(Count("pk")))
    sums = all_of.aggregate(
        all=Count("pk"),
        off=Count("pk", filter=Q(cancelled_at__isnull=False)),
        coming=Count("pk", filter=Q(cancelled_at__isnull=True, ends_at__gt=now)),
    )
    if not sums["all"]:
        return None
    path, unit = reverse("meetings:list"), _("回")
    kinds: Counter[str] = Counter(counted)
    total, whole = kinds.total(), _("知らせた会議のうち")
    numbers = (
        Number("held", _("開いた会議"), total, unit, whole, sums["all"], path),
        Number("coming", _("これからの会議"), sums["coming"], unit, whole, sums["all"], path),
        Number("cancelled", _("取りやめた会議"), sums["off"], unit, whole, sums["all"], path),
    )
    bars = tuple(Bar(str(kind.label), (kinds[kind.value],)) for kind in MeetingKind if kinds[kind.value])
    of = _("開いた会議のすべて（%(count)s回）") % {"count": thousands(total)}
    charts = (Chart(_("種類ごとの会議"), unit, bars, of, source=path),) if bars else ()
    rows = tuple((jday(one.starts_at), one.title, one.place) for one in past.told()[:ROWS_AT_MOST])
    table = Rows(
        _("開いた会議の一覧"), (_("日"), _("会議"), _("場所")), rows, of=_("新しいものから。") + of, source=path
    )
    return Content((), numbers, charts, (table,) if rows else ())
