"""Jobs of this room."""

from django.utils import timezone

from jukugi.apps.meetings.actions import erase_old_emails
from jukugi.kit import jobs

DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("meetings.erase_old_emails", erase_emails)
    jobs.every(DAY, "meetings.erase_old_emails")


def erase_emails() -> None:
    """Erase the e-mail addresses of registrations whose meeting is long over."""
    erase_old_emails(now=timezone.now())
