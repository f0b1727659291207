"""What reports tell of opinions: how many came, on which ways, in which months, and where they led."""

from datetime import datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.counting import linked, received
from jukugi.apps.opinions.queries.reaching import ended_whole
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, report_sections

MONTHS_AT_MOST = 24


def register() -> None:
    about = gettext_lazy("届いた数、届いた方法、月ごとの数、論点につながった数")
    report_sections.register("opinions", ReportSection(gettext_lazy("寄せられた意見"), about, voices), order=20)


def voices(process: Process, now: datetime) -> Content | None:
    """Seven queries at most."""
    came = received(process)
    if not came.total:
        return None
    path, unit = reverse("opinions:list"), _("件")
    whole = _("届いた意見のすべて（%(count)s件）") % {"count": thousands(came.total)}
    public = _("公開している意見のすべて（%(count)s件）") % {"count": thousands(came.shown)}
    span = {"since": jdate(came.since), "until": jdate(came.until)}
    numbers = (
        Number(
            "received",
            _("届いた意見"),
            came.total,
            unit,
            _("%(since)sから%(until)sまでに届いたすべて") % span,
            None,
            path,
        ),
        Number(
            "people",
            _("寄せた人"),
            came.people,
            _("人"),
            _("端末と紙の枚数で数えた人。同じ人が二つ使えば二人"),
            None,
            path,
        ),
        Number("shown", _("公開している意見"), came.shown, unit, _("届いた意見のうち"), came.total, path),
        Number("waiting", _("確認を待つ意見"), came.waiting, unit, _("届いた意見のうち"), came.total, path),
        Number(
            "linked", _("論点につながった意見"), linked(process), unit, _("公開している意見のうち"), came.shown, path
        ),
        Number(
            "ended",
            _("取り上げないと答えた意見"),
            ended_whole(process),
            unit,
            _("公開している意見のうち"),
            came.shown,
            path,
        ),
    )
    ways = tuple(Bar(str(Channel(code).label), (count,)) for code, count in came.by_channel)
    charts = [Chart(_("届いた方法ごとの意見"), unit, ways, whole, source=path)]
    if months := _by_month(process):
        charts.append(Chart(_("月ごとの意見"), unit, months, public, source=path))
    words = _(
        "自分から意見を寄せた人の声です。市民全体の割合ではありません。紙もウェブも、同じ一件として数えています。"
    )
    return Content((words,), numbers, tuple(charts))


def _by_month(process: Process) -> tuple[Bar, ...]:
    """Public ones by the month in which they came, the last two years of them. One query."""
    shown = Opinion.objects.shown().filter(submission__process=process).order_by()
    rows = shown.annotate(month=TruncMonth("submission__received_at")).values_list("month").annotate(Count("pk"))
    told = sorted(rows)[-MONTHS_AT_MOST:]
    return tuple(Bar(_("%(year)d年%(month)d月") % {"year": at.year, "month": at.month}, (n,)) for at, n in told)
