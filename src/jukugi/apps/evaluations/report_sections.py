"""What reports tell of reviews of past measures: published ones alone, findings and the largest gaps."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.evaluations.enums import ReviewState
from jukugi.apps.evaluations.models import Finding, Review
from jukugi.apps.evaluations.queries.gaps import GapPage, percent, review_gaps
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import thousands
from jukugi.kit.report_sections import Content, Number, ReportSection, Rows, report_sections

FINDINGS_AT_MOST, GAPS_AT_MOST = 30, 8


def register() -> None:
    about = gettext_lazy("公表した検証の結果と、市民と担当課の評価の差")
    report_sections.register("evaluations", ReportSection(gettext_lazy("施策の検証"), about, gaps), order=50)


def gaps(process: Process, now: datetime) -> Content | None:
    """Of the newest published review. Eight queries."""
    published = Review.objects.public().filter(process=process, state=ReviewState.PUBLISHED)
    review = published.order_by("-published_at", "-pk").first()
    if review is None:
        return None
    path, gaps_path = review.get_absolute_url(), reverse("evaluations:gaps", args=[review.pk])
    findings = list(Finding.objects.public().filter(review=review).order_by("number")[: FINDINGS_AT_MOST + 1])
    sums = Finding.objects.public().filter(review=review).aggregate(n=Count("pk"))
    measures = review.measures.aggregate(all=Count("pk"), judged=Count("pk", filter=Q(listed_only=False)))
    page = review_gaps(review, "city")
    numbers = [
        Number(
            f"measures_{review.pk}",
            _("評価した施策"),
            measures["judged"],
            _("施策"),
            _("検証に載せた施策のうち"),
            measures["all"],
            path,
        ),
        Number(
            f"findings_{review.pk}",
            _("検証で分かったこと"),
            sums["n"],
            _("件"),
            _("「%(title)s」で公表したすべて") % {"title": review.title},
            None,
            path,
        ),
    ]
    words = [row.sentence for row in page.largest]
    if page.told:
        title, of = _("市民と担当課の評価に差があった組"), _("くらべられた施策と観点の組のうち")
        found = sum(row.compared.found for row in page.told)
        numbers.append(Number(f"gaps_{review.pk}", title, found, _("組"), of, len(page.told), gaps_path))
    else:
        words.append(_("市民と担当課の評価の差は、答えた人が少ないため、くらべていません。"))
    rows = tuple((str(one.number), one.get_kind_display(), one.text) for one in findings[:FINDINGS_AT_MOST])
    told = Rows(_("検証で分かったこと"), (_("番号"), _("種類"), _("内容")), rows, of=review.title, source=path)
    tables = [told] if rows else []
    if page.told:
        tables.append(_table(page, gaps_path))
    return Content(tuple(words), tuple(numbers), (), tuple(tables))


def _table(page: GapPage, path: str) -> Rows:
    """Shares with how many people each is of; comparisons of few people are left out, as on the page."""
    rows = tuple(
        (
            row.subject,
            row.claim,
            _("%(share)s％（%(people)s人中）")
            % {"share": percent(row.gap.one), "people": thousands(row.gap.one_people)},
            _("%(share)s％（%(people)s人中）")
            % {"share": percent(row.gap.other), "people": thousands(row.gap.other_people)},
            row.verdict,
        )
        for row in page.told[:GAPS_AT_MOST]
    )
    heads = (_("施策"), _("観点"), page.pair.one, page.pair.other, _("検定の結果"))
    lacking = _("差の大きい順。答えが足りない%(count)d組は、くらべていません。") % {"count": page.lacking}
    return Rows(_("市民と担当課の評価の差"), heads, rows, of=lacking, source=path)
