"""The words of a mail: of the first one with the link, and of a telling."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.threads.models import Address, Telling
from jukugi.apps.threads.queries import links
from jukugi.kit import receipts
from jukugi.kit.mail import Letter
from jukugi.kit.pages.voices import FateLine


def text_of(telling: Telling, receipt: str, lines: Sequence[FateLine], *, own_page: str) -> str:
    """What the owner of a number reads: what happened, where the voice stands, where to go on. No query."""
    context = {
        "city": settings.CITY_NAME,
        "phone": settings.PHONE,
        "telling": telling,
        "number": receipts.shown(receipt),
        "lines": lines,
        "page": links.page_of(receipt),
        "own_page": own_page,
        "is_sample": telling.process.is_sample,
    }
    return _mail_text("threads/mail/telling.txt", context)


def subject_of(telling: Telling, receipt: str) -> str:
    """No words of the voice: a subject is read over shoulders."""
    words = {"city": settings.CITY_NAME, "occasion": telling.occasion, "number": receipts.shown(receipt)}
    return _("【%(city)s 熟議】%(occasion)s（受付番号 %(number)s）") % words


def telling_letter(telling: Telling, notice_pk: int, address: Address, to: str, lines: Sequence[FateLine]) -> Letter:
    """The mail of a telling to one address, with the one click by which no more come. No query."""
    return Letter(
        key=f"telling-{telling.pk}-{notice_pk}",
        to=to,
        subject=subject_of(telling, address.receipt),
        text=text_of(telling, address.receipt, lines, own_page=links.own_page(address)),
        headers={
            "List-Unsubscribe": f"<{links.stop_at_once(address)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def first_letter(address: Address, to: str) -> Letter:
    """The mail by which somebody says that the address is theirs. No query."""
    context = {
        "city": settings.CITY_NAME,
        "phone": settings.PHONE,
        "number": receipts.shown(address.receipt),
        "own_page": links.own_page(address),
        "is_sample": address.process.is_sample,
    }
    return Letter(
        key=f"address-{address.pk}-{address.tries}",
        to=to,
        subject=_("【%(city)s 熟議】メールで知らせるための確かめ") % {"city": settings.CITY_NAME},
        text=_mail_text("threads/mail/first.txt", context),
    )


def _mail_text(template: str, context: dict[str, Any]) -> str:
    """A plain string: what a template gives passes for safe HTML, and a page that shows it would trust it."""
    return render_to_string(template, context) + ""
