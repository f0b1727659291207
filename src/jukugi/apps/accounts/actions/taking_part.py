"""Who takes part on a device: known by a token, made only when a person first does something."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import cast

from django.db import transaction
from django.http import HttpRequest

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE, Channel
from jukugi.apps.accounts.models import Participant

TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
ATTRIBUTE = "participation"


def token_hash(token: str) -> str:
    """What is kept of a device's token. The token has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token by which a device is known again: 256 random bits as 43 letters."""
    return secrets.token_urlsafe(32)


def begin_participation(*, token: str, now: datetime) -> Participant:
    """The nameless participant on the web whose device holds this token; made where there is none yet.

    The person's own row, where this device was joined to others; held for the caller's transaction.
    """
    defaults = {"channel": Channel.WEB, "created_at": now}
    device, _created = Participant.objects.get_or_create(token_hash=token_hash(token), defaults=defaults)
    if device.merged_into_id is not None:
        return Participant.objects.get(pk=device.merged_into_id)
    return device


def held_person(participant: Participant) -> Participant:
    """The row that stands for this person now, held until the caller's transaction ends, so that nobody joins it to
    another meanwhile. One query, or two where the person was joined since they were read.
    """
    while True:
        held = Participant.objects.select_for_update(of=("self",), no_key=True).get(pk=participant.pk)
        if held.merged_into_id is None:
            return held
        participant = Participant(pk=held.merged_into_id)


def add_paper_participant(*, channel: Channel, now: datetime) -> Participant:
    """Somebody who took part without a device of their own: on a card, by post, at a meeting, on the phone."""
    return Participant.objects.create(channel=channel, created_at=now)


def add_participants(*, channels: Iterable[Channel], now: datetime) -> list[Participant]:
    """As many people without a device of their own as channels, in their order. One query for any moderate number."""
    return Participant.objects.bulk_create(Participant(channel=channel, created_at=now) for channel in channels)


class Participation:
    """The participant behind one request. Reading asks the database once, and only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.new_token: str | None = None
        self.is_forgotten = False

    @property
    def token_hash(self) -> str | None:
        """By which this device is known, where it has a token."""
        return token_hash(self._token) if self._token is not None else None

    @cached_property
    def current(self) -> Participant | None:
        """The participant known on this device, or None."""
        token = self._token
        if token is None:
            return None
        device = Participant.objects.filter(token_hash=token_hash(token)).select_related("merged_into").first()
        return device.person if device is not None else None

    @property
    def _token(self) -> str | None:
        """What the device sent, where it has the form of our tokens."""
        token = self._request.COOKIES.get(PARTICIPANT_COOKIE, "")
        return token if TOKEN_FORM.fullmatch(token) else None

    def forget(self) -> None:
        """Have the response take the token off this device."""
        self.is_forgotten = True

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
                else:
                    self.current = held_person(known)
                yield self.current
        except BaseException:
            self.current = known
            if known is None:
                self.new_token = None
            raise


def participation_of(request: HttpRequest) -> Participation:
    """What the middleware gave this request."""
    return cast(Participation, getattr(request, ATTRIBUTE))
