from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from jukugi.apps.areas import queries
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.kit.pages.rendering import way_back

YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember on this device which ward the person looks at; an unknown or empty code means the whole city."""
    asked = request.POST.get("ward", "")
    ward = next((ward for ward in queries.wards() if ward.code == asked), None)
    response = way_back(request)
    if ward is None:
        response.delete_cookie(WARD_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            WARD_COOKIE, ward.code, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
