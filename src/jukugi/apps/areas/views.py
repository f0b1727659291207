from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area

WARD_COOKIE = "jukugi_ward"
YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember on this device which ward the person looks at; an unknown or empty code means the whole city."""
    ward = Area.objects.wards().filter(code=request.POST.get("ward", "")).first()
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    if ward is None:
        response.delete_cookie(WARD_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            WARD_COOKIE, ward.code, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
