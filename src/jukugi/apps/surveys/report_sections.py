"""What reports tell of surveys: published results alone, with whom they asked and how many answered."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.counting import published_result
from jukugi.apps.surveys.queries.resulting import Asked, Asking, result_view
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections

SURVEYS_AT_MOST, QUESTIONS_AT_MOST = 3, 4


def register() -> None:
    about = gettext_lazy("結果を公表したアンケートの、答えた人の数と主な問い")
    report_sections.register("surveys", ReportSection(gettext_lazy("アンケート"), about, results), order=45)


def results(process: Process, now: datetime) -> Content | None:
    """One query, and one for each of the newest three results."""
    published = Survey.objects.public().filter(process=process, published_at__isnull=False)
    surveys = list(published.order_by("-published_at", "-pk")[:SURVEYS_AT_MOST])
    numbers, charts, rows, limits = [], [], [], []
    for survey in surveys:
        counted = published_result(survey)
        if counted is None:
            continue
        view, path = result_view(counted.document), reverse("surveys:result", args=[survey.code])
        numbers += list(_answered(survey, view.audiences, path))
        limits += [one.limits for one in view.audiences]
        charts += [chart for asking in view.asking if (chart := _chart(survey, asking, path)) is not None][
            :QUESTIONS_AT_MOST
        ]
        told = jdate(timezone.localdate(survey.published_at)) if survey.published_at else ""
        asked = "、".join(one.name for one in view.audiences)
        rows.append((survey.title, asked, thousands(view.total), told))
    if not rows:
        return None
    table = Rows(
        _("結果を公表したアンケート"),
        (_("アンケート"), _("聞いた人"), _("答えた数"), _("公表した日")),
        tuple(rows),
        of=_("新しいものから%(count)d件まで。人数の少ない数は、結果のページと同じく示していません。")
        % {"count": SURVEYS_AT_MOST},
        numeric=(2,),
        source=reverse("surveys:list"),
    )
    return Content(tuple(dict.fromkeys(limits)), tuple(numbers), tuple(charts), (table,))


def _answered(survey: Survey, audiences: list[Asked], path: str) -> Iterator[Number]:
    for one in audiences:
        if one.sheets is not None:
            told = {"title": survey.title}
            of = _("「%(title)s」をお願いした人のうち") if one.asked else _("「%(title)s」に答えたい人が答えたすべて")
            title = _("%(name)sの答え") % {"name": one.name}
            yield Number(f"sheets_{survey.pk}_{one.code}", title, one.sheets, _("通"), of % told, one.asked, path)


def _chart(survey: Survey, asking: Asking, path: str) -> Chart | None:
    """A question with one part, as its first audience answered; none where a cell is not told."""
    if len(asking.parts) != 1 or not asking.parts[0].bases:
        return None
    part = asking.parts[0]
    base = part.bases[0]
    cells = [(line.label, line.cells[0].count) for line in part.lines]
    if base.answered is None or any(count is None for _label, count in cells):
        return None
    return Chart(
        _("問%(number)s　%(label)s") % {"number": asking.number, "label": asking.label},
        _("人"),
        tuple(Bar(label, (count,)) for label, count in cells if count is not None),
        _("%(name)sのうち、この問いに答えた%(count)s人（%(title)s）")
        % {"name": base.asked_by.name, "count": thousands(base.answered), "title": survey.title},
        source=path,
    )
