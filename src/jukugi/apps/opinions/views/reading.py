from django.http import Http404, HttpRequest, HttpResponse


def opinions(request: HttpRequest) -> HttpResponse:
    raise Http404
