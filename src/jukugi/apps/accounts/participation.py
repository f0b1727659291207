"""Who takes part on this device: known by a cookie, made only when a person first does something."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from jukugi.apps.accounts.actions import begin_participation, new_token, token_hash
from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE
from jukugi.apps.accounts.models import Participant

TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
MAX_AGE_SECONDS = 400 * 24 * 60 * 60


class Participation:
    """The participant behind one request. Reading asks the database once, and only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.new_token: str | None = None

    @cached_property
    def current(self) -> Participant | None:
        """The participant known on this device, or None."""
        token = self._token
        if token is None:
            return None
        return Participant.objects.filter(token_hash=token_hash(token)).first()

    @property
    def _token(self) -> str | None:
        """What the device sent, where it has the form of our tokens."""
        token = self._request.COOKIES.get(PARTICIPANT_COOKIE, "")
        return token if TOKEN_FORM.fullmatch(token) else None

    def offer(self) -> None:
        """Give the device its token with a page from which one can act, before there is a participant.

        The first answer, sent twice, then comes from one and the same participant.
        """
        if self._token is None and self.new_token is None:
            self.new_token = new_token()

    @contextmanager
    def acting(self, *, now: datetime) -> Iterator[Participant]:
        """The participant known on this device, else a new one whose token the response will carry.

        In one transaction with what they do: who is refused the first time leaves nothing behind.
        """
        known = self.current
        try:
            with transaction.atomic():
                if known is None:
                    if self._token is None:
                        self.new_token = new_token()
                    self.current = begin_participation(token=self._token or cast(str, self.new_token), now=now)
                yield cast(Participant, self.current)
        except BaseException:
            self.current = known
            if known is None:
                self.new_token = None
            raise


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
