from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.errors import TooManyCards
from jukugi.apps.opinions.models import Call, PrintedCard
from jukugi.apps.opinions.policies import CARDS_AT_MOST
from jukugi.kit import audit, receipts


@transaction.atomic
def print_cards(*, count: int, place: str, actor: User, now: datetime, call: Call | None = None) -> list[PrintedCard]:
    """Give out numbers for so many cards that will be printed and handed out, for a ``call`` or anywhere.

    Raises NotAllowed or TooManyCards.
    """
    permissions.check_can_enter(actor)
    if not 1 <= count <= CARDS_AT_MOST:
        raise TooManyCards(limit=CARDS_AT_MOST)
    numbers = receipts.issue_many(RECEIPT_KIND, count, now=now)
    cards = PrintedCard.objects.bulk_create(
        PrintedCard(receipt=number, place=place.strip(), call=call, printed_at=now, actor_key=actor.actor_key)
        for number in numbers
    )
    audit.record("opinions.cards_printed", actor=actor, subject=cards[0], at=now, details={"count": count})
    return cards
