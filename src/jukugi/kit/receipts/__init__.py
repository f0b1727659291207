"""Receipt numbers (受付番号): short, easy to say on the phone, one slip of the hand is noticed.

Eight random digits and a check digit after Damm, printed in groups: ``3141-5926-6``. Random, so that a number
tells nothing about how many came before, and a neighbour's number cannot be guessed by counting. One number is given
out once in the whole house: the table ``Receipt`` says of what kind the thing behind it is.

References
----------
H. M. Damm, "Total anti-symmetrische Quasigruppen", dissertation, Marburg 2004: finds every single wrong digit and
every swap of neighbours.
"""

import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime

DIGITS = 8
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−ーｰ・ 　\t"))


class NotAReceiptNumber(ValueError):
    """Not nine digits, or the check digit does not fit."""


def check_digit(digits: str) -> str:
    """The Damm digit for a row of digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def new_number() -> str:
    """A random receipt number: nine digits without dashes, as stored. ``issue`` makes it unique."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return digits + check_digit(digits)


def issue(kind: str, *, now: datetime) -> str:
    """Give out a number that nobody has, in the caller's transaction. ``kind`` names what will stand behind it."""
    return issue_many(kind, 1, now=now)[0]


def issue_many(kind: str, count: int, *, now: datetime) -> list[str]:
    """Give out so many numbers that nobody has. Two queries for any count, as long as none was given out before.

    Where somebody else gives out one of them at the same moment, others are drawn.
    """
    from django.db import IntegrityError, transaction

    from jukugi.kit.receipts.models import Receipt

    given: list[str] = []
    while len(given) < count:
        wanted = {new_number() for _ in range(count - len(given))}
        free = sorted(wanted - taken(wanted), key=lambda number: secrets.token_bytes(8))
        try:
            with transaction.atomic():
                Receipt.objects.bulk_create(Receipt(number=number, kind=kind, issued_at=now) for number in free)
        except IntegrityError:
            if not taken(free):
                raise
            continue
        given += free
    return given


def taken(numbers: Collection[str]) -> set[str]:
    """Those of the numbers that were given out. One query."""
    from jukugi.kit.receipts.models import Receipt

    return set(Receipt.objects.filter(number__in=list(numbers)).values_list("number", flat=True))


def kind_of(number: str) -> str | None:
    """What stands behind a number; None where it was never given out. One query."""
    from jukugi.kit.receipts.models import Receipt

    return Receipt.objects.filter(number=number).values_list("kind", flat=True).first()


def read_number(typed: str) -> str:
    """What a person typed (full-width digits, any dashes, spaces) as a stored number. Raises NotAReceiptNumber."""
    digits = unicodedata.normalize("NFKC", typed).translate(_DASHES).strip()
    if len(digits) != DIGITS + 1 or not (digits.isascii() and digits.isdigit()):
        raise NotAReceiptNumber
    if check_digit(digits[:-1]) != digits[-1]:
        raise NotAReceiptNumber
    return digits


def shown(number: str) -> str:
    """As printed on the stub: ``3141-5926-6``."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"
