"""The published result of a survey, its tables and files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jukugi.apps.surveys import exports
from jukugi.apps.surveys.models import ResultEdition, Survey
from jukugi.apps.surveys.prepared import result_context
from jukugi.apps.surveys.queries import counting
from jukugi.apps.surveys.queries.crossing import cross_choices, cross_tables
from jukugi.apps.surveys.queries.resulting import Entry, ResultView, result_view
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import set_subject


def result(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked of whom, and what they answered; 404 before it is published."""
    survey = _published(request, code)
    editions = list(counting.editions_of(survey))
    wanted = whole(request.GET.get("edition")) or editions[0].number
    if wanted not in [one.number for one in editions]:
        raise Http404
    context = result_context(survey, editions, wanted)
    return render(request, "surveys/result.html", context)


def cross(request: HttpRequest, code: str) -> HttpResponse:
    """A question by groups of people, or by the answers to another."""
    survey = _published(request, code)
    counted = counting.published_result(survey)
    if counted is None:
        raise Http404
    context = {"survey": survey, **cross_context(request, counted.document)}
    return render(request, "surveys/result_cross.html", context)


def file(request: HttpRequest, code: str, number: int, form: str) -> HttpResponse:
    """An edition as a file to take along; never shown within the site, whatever stands in it."""
    if form not in exports.FILES:
        raise Http404
    survey = _published(request, code)
    edition = _edition(survey, number)
    content = exports.result_file(counting.edition_result(edition).document, form)
    return attachment(content, f"{survey.title}（結果 第{number}版）.{form}")


def attachment(content: bytes, name: str) -> HttpResponse:
    """Bytes to be kept as a file."""
    response = HttpResponse(content, content_type=exports.TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def cross_context(request: HttpRequest, document: Entry) -> dict[str, Any]:
    """Tables as they were asked for, and what else can be asked for."""
    view: ResultView = result_view(document)
    questions, bys = cross_choices(document)
    chosen = {
        "q": _among(request.GET.get("q"), [code for code, _label in questions]),
        "by": _among(request.GET.get("by"), [code for code, _label in bys]),
        "of": _among(request.GET.get("of"), [one.code for one in view.audiences]),
    }
    tables = cross_tables(document, audience=chosen["of"], question=chosen["q"], by=chosen["by"])
    return {
        "view": view,
        "questions": questions,
        "bys": bys,
        "chosen": chosen,
        "tables": tables,
        "by_label": dict(bys).get(chosen["by"], _("分け方")),
        "who": next((one for one in view.audiences if one.code == chosen["of"]), None),
    }


def _among(asked: str | None, codes: list[str]) -> str:
    """What was asked for, where there is such; else the first."""
    return asked if asked in codes else next(iter(codes), "")


def _published(request: HttpRequest, code: str) -> Survey:
    survey = counting.published_survey(code)
    if survey is None:
        raise Http404
    set_subject(request, survey.process)
    return survey


def _edition(survey: Survey, number: int) -> ResultEdition:
    edition = survey.editions.filter(number=number).select_related("survey").first()
    if edition is None:
        raise Http404
    return edition
