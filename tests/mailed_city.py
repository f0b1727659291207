"""Many people who left an address, and a worker that tells them."""

import subprocess
import sys

from django.db import connection

from bench.addressed import WORDS, add_people
from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.threads.models import Telling
from jukugi.apps.threads.tests.factories import TellingFactory

__all__ = ["WORDS", "start_worker", "told_city"]

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


def told_city(people: int) -> Telling:
    """An approved telling, and so many public voices with a confirmed address each, all on one issue."""
    telling = TellingFactory()
    add_people(IssueFactory(process=telling.process), people, now=BEFORE)
    return telling


def start_worker(port: int) -> subprocess.Popen[bytes]:
    """A process of its own that tells people by the mail server at this port."""
    return subprocess.Popen([sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), str(port)])
