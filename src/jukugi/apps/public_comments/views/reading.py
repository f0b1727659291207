"""What everybody reads: consultations, the notice of one, its result by page, a line of it, the files."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from jukugi.apps.public_comments import permissions
from jukugi.apps.public_comments.enums import ResultForm, answer_parts
from jukugi.apps.public_comments.models import Consultation, ResultFile
from jukugi.apps.public_comments.queries import published, reading
from jukugi.kit.pages.rendering import set_subject

CONTENT_TYPES = {
    ResultForm.HTML: "text/html; charset=utf-8",
    ResultForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ResultForm.PDF: "application/pdf",
    ResultForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ResultForm.CSV: "text/csv; charset=utf-8",
}


def consultations(request: HttpRequest) -> HttpResponse:
    """All consultations: those that take comments, those that are being answered, results."""
    found = reading.consultation_list(request.GET.get("page"), now=timezone.now())
    return render(request, "public_comments/consultation_list.html", {"list": found})


def consultation(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """The notice: on what, until when, who may comment and how, what happens next."""
    found = public(request, consultation_pk)
    page = reading.notice_page(found, now=timezone.now())
    context = {"page": page, "consultation": found, "may_run": permissions.can_run(request.user, found.area)}
    return render(request, "public_comments/consultation_detail.html", context)


def result(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """The result: what came in, how it was answered, the table (``?chapter=``, ``?category=``, ``?page=``)."""
    found = _published(request, consultation_pk)
    wish = published.wish_of(request.GET, found)
    page = published.result_page(found, wish, request.GET.get("page"))
    query = urlencode({name: value for name, value in vars(wish).items() if value})
    context = {"result": page, "consultation": found, "query": query}
    return render(request, "public_comments/consultation_result.html", context)


def line(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """One line of the table with its answer, for good at this address."""
    found = _published(request, consultation_pk)
    page = published.line_page(found, number)
    if page is None:
        raise Http404
    answer = page.line.answer
    parts = [part for show in answer_parts if (part := show(answer.pk)) is not None]
    context = {"page": page, "parts": parts, "consultation": found}
    return render(request, "public_comments/consultation_line.html", context)


def file(request: HttpRequest, consultation_pk: int, form: str) -> HttpResponse:
    """The result as a file to take along; never shown within the site, whatever stands in it."""
    found = _published(request, consultation_pk)
    kept = get_object_or_404(ResultFile, consultation=found, form=form)
    response = HttpResponse(bytes(kept.content), content_type=CONTENT_TYPES[ResultForm(kept.form)])
    name = f"{found.title}（結果）.{kept.form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["ETag"] = f'"{kept.digest}"'
    return response


def public(request: HttpRequest, consultation_pk: int) -> Consultation:
    """A consultation of which everybody may know. Raises Http404."""
    found = reading.public_consultation(consultation_pk)
    if found is None:
        raise Http404
    set_subject(request, found.process)
    return found


def _published(request: HttpRequest, consultation_pk: int) -> Consultation:
    found = public(request, consultation_pk)
    if not found.is_published:
        raise Http404
    return found
