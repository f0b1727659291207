import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from jukugi.apps.accounts.enums import PARTICIPANT_COOKIE, Channel, RoleKind
from jukugi.apps.accounts.models import Participant, Role, User
from jukugi.apps.areas.models import Area
from jukugi.kit import audit


def token_hash(token: str) -> str:
    """What is kept of a device's token. The token has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token by which a device is known again: 256 random bits as 43 letters."""
    return secrets.token_urlsafe(32)


def begin_participation(*, token: str, now: datetime) -> Participant:
    """The nameless participant on the web whose device holds this token; made where there is none yet."""
    defaults = {"channel": Channel.WEB, "created_at": now}
    participant, _created = Participant.objects.get_or_create(token_hash=token_hash(token), defaults=defaults)
    return participant


def add_paper_participant(*, channel: Channel, now: datetime) -> Participant:
    """Somebody who took part without a device of their own: on a card, by post, at a meeting, on the phone."""
    return Participant.objects.create(channel=channel, created_at=now)


def add_participants(*, channels: Iterable[Channel], now: datetime) -> list[Participant]:
    """As many people without a device of their own as channels, in their order. One query for any moderate number."""
    return Participant.objects.bulk_create(Participant(channel=channel, created_at=now) for channel in channels)


@transaction.atomic
def add_staff(
    *, username: str, display_name: str, password: str, kind: RoleKind, area: Area | None, now: datetime
) -> User:
    """Give a member of staff a sign-in and one role. For the operator's command line; one who is there is kept."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password, display_name=display_name, created_at=now)
    role, is_new = Role.objects.get_or_create(user=user, kind=kind, area=area)
    if is_new:
        audit.record("accounts.role_given", actor=None, subject=role, at=now, details={"kind": kind})
    return user


@transaction.atomic
def give_new_password(*, user: User, password: str, now: datetime) -> None:
    """Put a new password in place of one that was forgotten or given away, and sign the person out everywhere."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _sign_out_everywhere(user)
    audit.record("accounts.password_given", actor=None, subject=user, at=now)


@transaction.atomic
def end_sign_in(*, user: User, now: datetime) -> bool:
    """Switch a sign-in off, and sign the person out everywhere. Roles stay, without force. Returns whether it was on.

    Safe to run twice: sessions are looked for again, nothing is recorded again.
    """
    was_on = _switch(user, to=False)
    _sign_out_everywhere(user)
    if was_on:
        audit.record("accounts.sign_in_ended", actor=None, subject=user, at=now)
    return was_on


@transaction.atomic
def resume_sign_in(*, user: User, now: datetime) -> bool:
    """Switch a sign-in on again, with the password and the roles it had. Returns whether it was off."""
    was_off = _switch(user, to=True)
    if was_off:
        audit.record("accounts.sign_in_resumed", actor=None, subject=user, at=now)
    return was_off


@transaction.atomic
def reset_second_step(*, user: User, now: datetime) -> bool:
    """Take the second step away with its codes in reserve; it can be set up anew. Returns whether there was one."""
    deleted, _by_model = Authenticator.objects.filter(user=user).delete()
    if deleted:
        audit.record("accounts.second_step_reset", actor=None, subject=user, at=now)
    return deleted > 0


def _switch(user: User, *, to: bool) -> bool:
    changed = User.objects.filter(pk=user.pk, is_active=not to).update(is_active=to)
    user.is_active = to
    return changed > 0


def _sign_out_everywhere(user: User) -> None:
    """Whose a session is stands inside it: every one is opened. Cost: linear in the sessions of all staff."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
ATTRIBUTE = "participation"


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


def participation_of(request: HttpRequest) -> Participation:
    """What the middleware gave this request."""
    return cast(Participation, getattr(request, ATTRIBUTE))
