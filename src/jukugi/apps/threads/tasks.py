"""Jobs of this room."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

SEND = "threads.send_due"


def register() -> None:
    _register_retentions()
    from jukugi.apps.threads.actions.sending import SECONDS_BETWEEN_BURSTS
    from jukugi.apps.threads.actions.tellings import COUNT

    jobs.register(SEND, _send)
    jobs.every(SECONDS_BETWEEN_BURSTS, SEND)
    jobs.register(COUNT, _count)


def _send() -> None:
    """One burst of mails; what a dead worker left is taken up here too."""
    from jukugi.apps.threads.actions.sending import send_due

    send_due(clock=timezone.now)


def _count(telling_pk: int) -> None:
    from jukugi.apps.threads.actions.tellings import count_telling
    from jukugi.apps.threads.models import Telling

    count_telling(telling=Telling.objects.select_related("process").get(pk=telling_pk), now=timezone.now())


def _register_retentions() -> None:
    retentions.register(
        "threads.addresses",
        Retention(
            what=_("声がどうなったかを知らせるメールアドレス"),
            why=_("本人が望んだ知らせを送るため"),
            since=_("検討が終わった日（確かめられないものは3日）"),
            days=90,
            basis=NEEDED_ONLY,
            fields=(
                "Address.sealed",
                "Address.digest",
            ),
            erase=_erase_old_addresses,
        ),
    )


def _erase_old_addresses(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.threads.actions.addresses import erase_old_addresses

    return erase_old_addresses(now=now, kept=kept)
