"""What this room holds of a participant: addresses left with the numbers of what they sent."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import Participant
from jukugi.apps.threads.actions.addresses import erase_addresses_of
from jukugi.apps.threads.models import Address
from jukugi.kit.holdings import Held, HeldRow, Holding, holdings
from jukugi.kit.pages.wording import jdate

NAME = "threads"


def register() -> None:
    # First: it finds addresses by the numbers of what the other rooms hold, before these erase anything.
    holdings.register(NAME, Holding(frozenset(), held, merge, erase), order=5)


def _numbers(person: Participant) -> set[str]:
    """The numbers of everything that the other rooms hold."""
    others = (holding for name, holding in holdings.items() if name != NAME)
    return {row.receipt for holding in others for held in holding.held(person) for row in held.rows if row.receipt}


def held(person: Participant) -> list[Held]:
    """Whether an address stands, and for which number; the address itself is on nobody's screen."""
    rows = [
        HeldRow((one.get_state_display(), jdate(one.asked_at)), receipt=one.receipt)
        for one in Address.objects.filter(receipt__in=_numbers(person))
    ]
    return [
        Held(_("声がどうなったかを知らせるアドレス（アドレスは暗号にしています）"), (_("様子"), _("残した日")), rows)
    ]


def merge(goes: Participant, stays: Participant, now: datetime) -> None:
    """Addresses stand with numbers, not with people: nothing changes."""


def erase(person: Participant, now: datetime) -> int:
    """They go at once, as by the link in a mail."""
    return erase_addresses_of(receipts=_numbers(person), now=now)
