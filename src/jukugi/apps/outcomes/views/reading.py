"""The book of promises for everybody."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.outcomes import pictures
from jukugi.apps.outcomes.forms import CITY, FilterForm
from jukugi.apps.outcomes.models import Promise, YearlyReview
from jukugi.apps.outcomes.queries import promises as queries
from jukugi.apps.outcomes.queries.reviews import frozen_page
from jukugi.kit.pages.rendering import set_subject
from jukugi.kit.sheets import safe_row

COLUMNS = (
    _("番号"),
    _("検討プロセス"),
    _("約束"),
    _("何をするか"),
    _("広さ"),
    _("区"),
    _("受け持つ課"),
    _("約束した日"),
    _("はじめの期日"),
    _("いまの期日"),
    _("状態"),
    _("終わった日"),
    _("指標"),
    _("単位"),
    _("はじめの値"),
    _("目標の値"),
    _("見本"),
)


def promises(request: HttpRequest) -> HttpResponse:
    """Late ones first, with the sums of all."""
    form = _filter(request)
    wanted, day = form.wanted, timezone.localdate()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "wanted": wanted,
        "listing": queries.listing(wanted, day, request.GET.get("page")),
        "reviews": queries.closed_reviews(),
        "query": query.urlencode(),
        "day": day,
    }
    return render(request, "outcomes/promises.html", context)


def promise(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """One promise with everything that happened to it."""
    found = get_object_or_404(Promise.objects.public().select_related("process", "area", "department"), pk=promise_pk)
    set_subject(request, found.process)
    story = queries.story_of(found, timezone.localdate())
    told = story.measured
    course = pictures.course_of(told.points, start=told.start, goal=told.goal) if told else None
    return render(request, "outcomes/promise.html", {"story": story, "course": course})


def wards(request: HttpRequest) -> HttpResponse:
    """What each ward was promised, in sums."""
    day = timezone.localdate()
    rows = queries.by_ward(day)
    bars = list(zip(rows, pictures.bars_of([row.sums.parts for row in rows]), strict=True))
    return render(request, "outcomes/wards.html", {"bars": bars, "day": day})


def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One ward on one printed sheet."""
    area = None if code == CITY else get_object_or_404(Area.objects.wards(), code=code)
    return render(request, "outcomes/sheet.html", {"sheet": queries.sheet_of(area, timezone.localdate())})


def review(request: HttpRequest, process_pk: int, year: int) -> HttpResponse:
    """A closed yearly review as it was frozen."""
    found = _closed(request, process_pk, year)
    return render(request, "outcomes/review.html", {"review": found, "page": frozen_page(found)})


def review_file(request: HttpRequest, process_pk: int, year: int) -> HttpResponse:
    """The bytes behind the digest of a closed review."""
    found = _closed(request, process_pk, year)
    return HttpResponse(found.frozen.encode(), content_type="application/json")


def table(request: HttpRequest) -> HttpResponse:
    """The public promises that a reader asks for, as a table for office software."""
    form = _filter(request)
    day = timezone.localdate()
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{_('約束の一覧')}_{day.isoformat()}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    writer = csv.writer(response)
    writer.writerow(str(name) for name in COLUMNS)
    rows = queries.in_order(queries.narrowed(form.wanted, day), day).select_related("process", "area", "department")
    for one in rows.iterator(chunk_size=500):
        writer.writerow(
            safe_row(
                [
                    one.number,
                    one.process.title,
                    one.title,
                    one.words,
                    one.get_level_display(),
                    one.area.name if one.area else _("市全体"),
                    one.department.name,
                    one.promised_on.isoformat(),
                    one.first_due_on.isoformat(),
                    one.due_on.isoformat(),
                    one.standing_on(day).label,
                    one.closed_on.isoformat() if one.closed_on else "",
                    one.indicator,
                    one.unit,
                    "" if one.start_value is None else one.start_value,
                    "" if one.goal_value is None else one.goal_value,
                    _("見本") if one.is_sample else "",
                ]
            )
        )
    return response


def _filter(request: HttpRequest) -> FilterForm:
    return FilterForm(request.GET, wards=list(Area.objects.wards()), departments=queries.departments())


def _closed(request: HttpRequest, process_pk: int, year: int) -> YearlyReview:
    found = YearlyReview.objects.filter(
        process=process_pk, fiscal_year=year, closed_at__isnull=False, process__is_draft=False
    )
    kept = found.select_related("process").first()
    if kept is None:
        raise Http404
    set_subject(request, kept.process)
    return kept
