"""Many people who left an address, made without an object for each; and a worker that tells them."""

import subprocess
import sys
from datetime import datetime

from django.db import connection

from jukugi.apps.accounts.tests.factories import BEFORE, ParticipantFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import RECEIPT_KIND, LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, Submission
from jukugi.apps.threads.actions.addresses import PURPOSE, digest_of
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.models import Address, Telling
from jukugi.apps.threads.tests.factories import TellingFactory
from jukugi.kit import receipts
from jukugi.kit.ciphers import cipher

# Sends as the worker does, with the settings and the database of the test, until nothing is due.
WORKER = """
import django, sys
from django.conf import settings
name, port = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
settings.MAIL_PER_MINUTE = 0
django.setup()
from django.utils import timezone
from jukugi.apps.threads.actions.sending import send_due
while send_due(clock=timezone.now):
    pass
"""


WORDS = "近所に集まれる場所がほしい。"


def told_city(people: int, *, now: datetime = BEFORE) -> Telling:
    """An approved telling, and so many public voices with a confirmed address each, all on one issue."""
    telling = TellingFactory()
    issue = IssueFactory(process=telling.process)
    author = ParticipantFactory()
    numbers = receipts.issue_many(RECEIPT_KIND, people, now=now)
    submissions = Submission.objects.bulk_create(
        (
            Submission(
                process=telling.process,
                receipt=number,
                channel="web",
                author=author,
                received_at=now,
                entered_at=now,
                sent_key=f"{place:064x}",
            )
            for place, number in enumerate(numbers)
        ),
        batch_size=2000,
    )
    opinions = Opinion.objects.bulk_create((_shown(Opinion.of(one, WORDS)) for one in submissions), batch_size=2000)
    IssueLink.objects.bulk_create(
        (
            IssueLink(opinion=one, issue=issue, kind=LinkKind.ABOUT, reason="理由", actor_key="x", linked_at=now)
            for one in opinions
        ),
        batch_size=2000,
    )
    seal = cipher(PURPOSE)
    Address.objects.bulk_create(
        (
            Address(
                process=telling.process,
                receipt=number,
                kind=RECEIPT_KIND,
                sealed=seal.encrypt(email_of(place).encode()).decode(),
                digest=digest_of(email_of(place)),
                state=AddressState.CONFIRMED,
                asked_at=now,
                confirmed_at=now,
            )
            for place, number in enumerate(numbers)
        ),
        batch_size=2000,
    )
    return telling


def email_of(place: int) -> str:
    return f"person{place}@example.jp"


def start_worker(port: int) -> subprocess.Popen[bytes]:
    """A process of its own that tells people by the mail server at this port."""
    return subprocess.Popen([sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), str(port)])


def _shown(opinion: Opinion) -> Opinion:
    opinion.state = OpinionState.SHOWN
    return opinion
