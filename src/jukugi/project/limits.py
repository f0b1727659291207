"""Too much at once, told in plain words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


class SizeMiddleware:
    """Answers 413 to a form that is larger than the server reads, before anything tries to read it.

    Django would refuse it as a bad request, and fail where the page is not there. Of a form with files it counts all
    but the files, and would lay these on the disk first, however large: the largest that any page takes is 16 MB.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_files = request.content_type == "multipart/form-data"
        most = settings.FORM_WITH_FILES_AT_MOST if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _length(request) > most:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self._get_response(request)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else 0
