from django.http import Http404, HttpRequest, HttpResponse


def threads(request: HttpRequest) -> HttpResponse:
    raise Http404


def thread(request: HttpRequest, number: str) -> HttpResponse:
    raise Http404
