"""Jobs that send codes by mail."""

from django.utils import timezone

from jukugi.kit import jobs


def register() -> None:
    from jukugi.apps.accounts.actions.mailing import SEND_CODE, SEND_WAY

    jobs.register(SEND_CODE, _send_code)
    jobs.register(SEND_WAY, _send_way)


def _send_code(address_pk: int) -> None:
    from jukugi.apps.accounts.actions import send_code
    from jukugi.apps.accounts.models import MailAddress

    address = MailAddress.objects.filter(pk=address_pk).first()
    if address is not None:
        send_code(address=address, now=timezone.now())


def _send_way(digest: str) -> None:
    from jukugi.apps.accounts.actions import send_way

    send_way(digest=digest, now=timezone.now())
