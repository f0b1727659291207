"""PDFs while somebody waits: paper and letters in bundles."""

from django.http import HttpRequest, HttpResponse

from jukugi.kit.errors import Refusal
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.papers import PrintedForm, form_pdf_apart


def pdf_response(request: HttpRequest, form: PrintedForm, name: str, *, back: str) -> HttpResponse:
    """The sheets as a file, or the page that says why this machine cannot make it now."""
    try:
        content = form_pdf_apart(form)
    except Refusal as error:
        return refusal_page(request, error, back=back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
