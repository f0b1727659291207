"""What reports tell of public comments: letters and opinions, how they were answered, what was changed."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.queries.chapters import chapters_of
from jukugi.apps.public_comments.queries.counting import letters_of_many
from jukugi.apps.public_comments.queries.result import totals_of
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Bar, Chart, Content, Number, ReportSection, Rows, report_sections

TOLD_WHOLE = 3
"""Of so many published results, the newest ones, a report tells the answers one by one."""


def register() -> None:
    about = gettext_lazy("通と件の数、市の考え方の対応区分、案を直した数")
    title = gettext_lazy("パブリックコメント")
    report_sections.register("public_comments", ReportSection(title, about, consultations), order=70)


def consultations(process: Process, now: datetime) -> Content | None:
    """Two queries, and at most eight for each of the newest three results."""
    public = list(Consultation.objects.public().filter(process=process).select_related("edition__document"))
    if not public:
        return None
    path, letters = reverse("public_comments:list"), letters_of_many(public)
    numbers, charts = [], []
    for one in [one for one in public if one.is_published][:TOLD_WHOLE]:
        found, page, name = totals_of(one, chapters_of(one.edition)), one.get_absolute_url(), {"title": one.title}
        total, unit = found.total_comments, _("件")
        came = _("%(title)sに届いたすべて") % name
        numbers += [
            Number(f"letters_{one.pk}", _("届いた意見書"), found.total_letters, _("通"), came, None, page),
            Number(f"comments_{one.pk}", _("その中の意見"), total, unit, came, None, page),
            Number(f"amended_{one.pk}", _("案を直した意見"), found.reflected, unit, _("届いた意見のうち"), total, page),
        ]
        bars = tuple(Bar(kind.name, (found.by_category[kind.code],)) for kind in found.categories)
        of = _("届いた意見のすべて（%(count)s件）") % {"count": thousands(total)}
        charts.append(Chart(_("対応区分ごとの意見（%(title)s）") % name, unit, bars, of, source=page))
    table = Rows(
        _("意見を募った案"),
        (_("案"), _("期間"), _("届いた通数"), _("いま")),
        tuple(
            (
                one.title,
                _("%(since)sから%(until)sまで") % {"since": jdate(one.opens_on), "until": jdate(one.closes_on)},
                thousands(letters.get(one.pk, 0)) if one.is_published else "—",
                _standing(one),
            )
            for one in public
        ),
        of=_("通数は、結果を公表したものだけに載せています。"),
        numeric=(2,),
        source=path,
    )
    return Content((), tuple(numbers), tuple(charts), (table,))


def _standing(one: Consultation) -> str:
    if one.published_at is None:
        return str(one.get_state_display())
    return _("%(day)sに結果を公表") % {"day": jdate(timezone.localdate(one.published_at))}
