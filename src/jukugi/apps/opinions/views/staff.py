from django.http import Http404, HttpRequest, HttpResponse


def queue(request: HttpRequest) -> HttpResponse:
    raise Http404


def handle(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    raise Http404


def review(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    raise Http404


def link(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    raise Http404


def end_link(request: HttpRequest, link_pk: int) -> HttpResponse:
    raise Http404


def enter(request: HttpRequest) -> HttpResponse:
    raise Http404


def cards(request: HttpRequest) -> HttpResponse:
    raise Http404
