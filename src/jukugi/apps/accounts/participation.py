"""Who takes part on this device: known by a cookie, made only when a person first does something."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse

from jukugi.apps.accounts.actions import begin_participation, token_hash
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.models import Participant

MAX_AGE_SECONDS = 400 * 24 * 60 * 60


class Participation:
    """The participant behind one request. Reading asks the database once, and only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.new_token: str | None = None

    @cached_property
    def current(self) -> Participant | None:
        """The participant known on this device, or None."""
        token = self._request.COOKIES.get(PARTICIPANT_COOKIE)
        if not token:
            return None
        return Participant.objects.filter(token_hash=token_hash(token)).first()

    def begin(self, *, now: datetime) -> Participant:
        """The participant known on this device, else a new one whose token the response will carry."""
        if self.current is not None:
            return self.current
        self.current, self.new_token = begin_participation(now=now)
        return self.current


class ParticipationMiddleware:
    """Gives every request its ``participation`` and sets the cookie of a new participant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        participation = Participation(request)
        request.participation = participation  # type: ignore[attr-defined]
        response = self._get_response(request)
        if participation.new_token is not None:
            response.set_cookie(
                PARTICIPANT_COOKIE,
                participation.new_token,
                max_age=MAX_AGE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response
