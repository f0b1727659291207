from django.http import Http404, HttpRequest, HttpResponse


def write(request: HttpRequest) -> HttpResponse:
    raise Http404


def blank_card(request: HttpRequest) -> HttpResponse:
    raise Http404
