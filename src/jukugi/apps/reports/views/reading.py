"""Reports for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from jukugi.apps.reports import queries
from jukugi.apps.reports.enums import FileForm
from jukugi.apps.reports.models import ReportEdition, ReportFile
from jukugi.apps.reports.reading import shown_sections
from jukugi.kit.pages.rendering import set_subject

CONTENT_TYPES = {
    FileForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.PDF: "application/pdf",
}


def reports(request: HttpRequest) -> HttpResponse:
    """Every report with its newest edition."""
    return render(request, "reports/reports.html", {"page": queries.public_reports(request.GET.get("page"))})


def newest(request: HttpRequest, report_pk: int) -> HttpResponse:
    """The address of a report that stays: leads to its newest edition."""
    found = queries.public_edition(report_pk)
    if found is None:
        raise Http404
    return redirect(found)


def edition(request: HttpRequest, report_pk: int, number: int) -> HttpResponse:
    """An edition as it was frozen, and quietly what its figures are now."""
    found = _public(report_pk, number)
    set_subject(request, found.report.process)
    page = queries.edition_page(found, timezone.now())
    return render(request, "reports/edition.html", {"page": page, "sections": shown_sections(page.frozen)})


def data(request: HttpRequest, report_pk: int, number: int) -> HttpResponse:
    """The bytes behind the digest of an edition."""
    found = _public(report_pk, number)
    response = HttpResponse(found.content.encode(), content_type="application/json")
    response.headers["ETag"] = f'"{found.digest}"'
    return response


def file(request: HttpRequest, report_pk: int, number: int, form: str) -> HttpResponse:
    """An edition as a file to take along."""
    found = _public(report_pk, number)
    kept = get_object_or_404(ReportFile, edition=found, form=form)
    response = HttpResponse(bytes(kept.content), content_type=CONTENT_TYPES[FileForm(kept.form)])
    name = f"{found.report.title}（第{found.number}版）.{kept.form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["ETag"] = f'"{kept.digest}"'
    return response


def _public(report_pk: int, number: int) -> ReportEdition:
    found = queries.public_edition(report_pk, number)
    if found is None:
        raise Http404
    return found
