"""Jobs of the desk for co-creation."""

from django.utils import timezone

from jukugi.apps.budgeting.actions.cocreating import erase_contacts
from jukugi.kit import jobs

DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("budgeting.erase_contacts", erase_old)
    jobs.every(DAY, "budgeting.erase_contacts")


def erase_old() -> None:
    """Erase how to reach those of whose proposals nothing more is to be told."""
    erase_contacts(now=timezone.now())
