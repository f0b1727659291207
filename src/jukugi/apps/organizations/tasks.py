"""Jobs of this room."""

from django.utils import timezone

from jukugi.apps.organizations.actions import drop_old_lists, erase_old_contacts, forget_old_devices
from jukugi.kit import jobs

DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("organizations.forget_old", forget_old)
    jobs.every(DAY, "organizations.forget_old")


def forget_old() -> None:
    """Erase contacts of officers long out of office, devices of codes long over, and lists that nobody decided on."""
    now = timezone.now()
    erase_old_contacts(now=now)
    forget_old_devices(now=now)
    drop_old_lists(now=now)
