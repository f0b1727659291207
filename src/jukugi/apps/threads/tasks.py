"""Jobs of this room."""

from django.utils import timezone

from jukugi.kit import jobs

DAY = 24 * 60 * 60
SEND, ERASE = "threads.send_due", "threads.erase_addresses"


def register() -> None:
    from jukugi.apps.threads.actions.sending import SECONDS_BETWEEN_BURSTS
    from jukugi.apps.threads.actions.tellings import COUNT

    jobs.register(SEND, _send)
    jobs.every(SECONDS_BETWEEN_BURSTS, SEND)
    jobs.register(COUNT, _count)
    jobs.register(ERASE, _erase)
    jobs.every(DAY, ERASE)


def _send() -> None:
    """One burst of mails; what a dead worker left is taken up here too."""
    from jukugi.apps.threads.actions.sending import send_due

    send_due(clock=timezone.now)


def _count(telling_pk: int) -> None:
    from jukugi.apps.threads.actions.tellings import count_telling
    from jukugi.apps.threads.models import Telling

    count_telling(telling=Telling.objects.select_related("process").get(pk=telling_pk), now=timezone.now())


def _erase() -> None:
    from jukugi.apps.threads.actions.addresses import erase_old_addresses

    erase_old_addresses(now=timezone.now())
