"""Who takes part on this device: known by a cookie, made only when a person first does something."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jukugi.apps.accounts.actions import ATTRIBUTE, Participation
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE

MAX_AGE_SECONDS = 400 * 24 * 60 * 60


class ParticipationMiddleware:
    """Gives every request its ``participation`` and sets the cookie of a new participant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        participation = Participation(request)
        setattr(request, ATTRIBUTE, participation)
        response = self._get_response(request)
        if participation.is_forgotten:
            response.delete_cookie(PARTICIPANT_COOKIE, samesite="Lax")
        elif participation.new_token is not None:
            response.set_cookie(
                PARTICIPANT_COOKIE,
                participation.new_token,
                max_age=MAX_AGE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response
