"""What everybody reads: reviews, one review, a measure, its sheets, gaps, findings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.evaluations import permissions
from jukugi.apps.evaluations.enums import Side
from jukugi.apps.evaluations.models import Finding
from jukugi.apps.evaluations.queries import gaps as gap_queries
from jukugi.apps.evaluations.queries import reading
from jukugi.apps.evaluations.queries.survey_gaps import survey_gaps as gaps_of_survey
from jukugi.apps.evaluations.queries.survey_gaps import surveys_with_gaps
from jukugi.apps.evaluations.views.asked import measure_of, public, public_measure, published
from jukugi.apps.organizations.enums import ASSOCIATION_COOKIE
from jukugi.apps.organizations.permissions import representations
from jukugi.apps.surveys.models import Survey
from jukugi.kit.pages.rendering import set_subject


def reviews(request: HttpRequest) -> HttpResponse:
    """All reviews of which everybody may know."""
    context = {"reviews": reading.reviews(), "surveys": surveys_with_gaps()}
    return render(request, "evaluations/review_list.html", context)


def review(request: HttpRequest, review_pk: int) -> HttpResponse:
    """One review: what is judged by what, how many judged it from where, what was found."""
    found = public(request, review_pk)
    now = timezone.now()
    is_open = found.is_open_at(now)
    context = {
        "review": found,
        "page": reading.review_page(found),
        "criteria": list(found.criteria.all()),
        "is_open": is_open,
        "days_left": reading.days_left(found, timezone.localdate(now)) if is_open else 0,
        "may_run": permissions.can_run(request.user, found.area),
    }
    return render(request, "evaluations/review_detail.html", context)


def measure(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """One measure: what is known of it; once it is public, how each side judges it, and why."""
    found = public_measure(request, review_pk, measure_pk)
    now = timezone.now()
    tells = found.review.is_published and not found.listed_only
    is_open = found.review.is_open_at(now) and not found.listed_only
    own = []
    if is_open:
        token = request.COOKIES.get(ASSOCIATION_COOKIE, "")
        own = representations(user=request.user, token=token, day=timezone.localdate(now)) if token else []
    context = {
        "review": found.review,
        "measure": found,
        "page": reading.measure_page(found, tells=tells),
        "tells": tells,
        "is_open": is_open,
        "associations": own,
    }
    return render(request, "evaluations/measure_detail.html", context)


def sheets(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """Sheets on a measure in whole, by page (``?side=``, ``?page=``)."""
    found = measure_of(published(request, review_pk), measure_pk)
    if found.listed_only:
        raise Http404
    side = request.GET.get("side", "")
    context = {
        "review": found.review,
        "measure": found,
        "list": reading.sheet_list(found, side, request.GET.get("page")),
        "sides": [(one.value, one.label) for one in Side],
    }
    return render(request, "evaluations/sheet_list.html", context)


def gaps(request: HttpRequest, review_pk: int) -> HttpResponse:
    """How far sides are apart on all measures (``?pair=``)."""
    found = published(request, review_pk)
    page = gap_queries.review_gaps(found, request.GET.get("pair", ""))
    return render(request, "evaluations/gaps.html", {"review": found, "page": page})


def survey_gaps(request: HttpRequest, code: str) -> HttpResponse:
    """How far the groups of a survey are apart on every question (``?pair=``)."""
    survey = get_object_or_404(Survey.objects.public().select_related("process"), code=code)
    found = gaps_of_survey(survey, request.GET.get("pair", ""))
    if found is None:
        raise Http404
    set_subject(request, survey.process)
    return render(request, "evaluations/survey_gaps.html", {"survey": survey, "found": found, "page": found.page})


def finding(request: HttpRequest, review_pk: int, number: int) -> HttpResponse:
    """One finding, for good at this address: what it rests on, who sees it otherwise, where it leads."""
    found = get_object_or_404(
        Finding.objects.public().select_related("review__process", "measure__policy"),
        review=published(request, review_pk),
        number=number,
    )
    context = {"review": found.review, "finding": found, "page": reading.finding_page(found)}
    return render(request, "evaluations/finding_detail.html", context)
