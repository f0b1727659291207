"""Mail that leaves the house: one small way to send, whatever the settings say where to.

Many letters go through one connection. What the other side said of each comes back as an ``Answer``; the reason is a
code, never its sentence, for servers repeat addresses in it. Who is told, when again, and when no more is for the room.
"""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

TRIES_AT_MOST = 6
FIRST_WAIT = timedelta(minutes=5)
LETTERS_PER_CONNECTION = 100
STAYS_HERE = ("django.core.mail.backends.filebased.EmailBackend", "django.core.mail.backends.console.EmailBackend")


class Outcome(StrEnum):
    """What became of one letter. UNSURE: the connection broke, and the other side may have taken it or not."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Answer:
    """What the other side said of one letter, and why: a code such as ``550`` or ``no-connection``."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Letter:
    """One plain letter. ``key`` makes its Message-ID: the same key is the same letter, also when it is sent again."""

    key: str
    to: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class NoConnection(Exception):
    """The mail server does not answer or does not let us in; nothing was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Postbox:
    """A connection that is open while the block lasts. Entering raises NoConnection."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()
        self._carried = 0

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def make_ready(self) -> None:
        """Be connected, so that a letter that is claimed now is not lost to a closed door. Raises NoConnection."""
        if self._carried >= LETTERS_PER_CONNECTION:
            self._close()
            self._open()

    def send(self, letter: Letter) -> Answer:
        """Hand over one letter."""
        self._carried += 1
        try:
            message = _message(letter, self._connection)
            message.message()
        except ValueError:  # an address that no header can carry
            return Answer(Outcome.REFUSED, "bad-address")
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            return Answer(Outcome.REFUSED if code >= 500 else Outcome.LATER, str(code))
        except smtplib.SMTPSenderRefused as error:
            # Our own address is refused, or there were too many letters: no fault of this recipient.
            self._carried = LETTERS_PER_CONNECTION
            return Answer(Outcome.LATER, str(error.smtp_code))
        except smtplib.SMTPResponseException as error:
            self._carried = LETTERS_PER_CONNECTION
            return Answer(Outcome.REFUSED if error.smtp_code >= 500 else Outcome.LATER, str(error.smtp_code))
        except (smtplib.SMTPException, OSError):
            self._carried = LETTERS_PER_CONNECTION
            return Answer(Outcome.UNSURE, "broken-off")
        return Answer(Outcome.SENT)

    def _open(self) -> None:
        try:
            self._connection.open()
        except smtplib.SMTPAuthenticationError as error:
            raise NoConnection(f"sign-in-{error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NoConnection("no-connection") from error
        self._carried = 0

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection.connection = None


def leaves_the_house() -> bool:
    """Whether the settings name a mail server. On a fresh machine letters are files in a folder."""
    return settings.EMAIL_BACKEND not in STAYS_HERE


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When a letter that was put off so often is tried again: 5 minutes, then four times as long; None: no more."""
    return None if tries >= TRIES_AT_MOST else now + FIRST_WAIT * 4 ** (tries - 1)


def site_address(path: str) -> str:
    """A path of this site as a whole address, for letters: no request tells it there."""
    return f"{settings.SITE_URL}{path}"


def _message(letter: Letter, connection: Any) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated", **letter.headers}
    return EmailMessage(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers, connection=connection
    )
