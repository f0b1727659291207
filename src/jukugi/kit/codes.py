"""Codes that a person types in: random digits in groups, with a check digit, of which only a keyed hash is kept.

Fifteen random digits are 49 bits. Digits alone, so that they can be typed on any telephone and read out loud; a slip of
one finger is noticed before anything is looked up.
"""

import secrets
import unicodedata

from jukugi.kit.ciphers import keyed_digest
from jukugi.kit.receipts import check_digit

DIGITS = 15
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−ーｰ・ 　\t"))


class NotACode(ValueError):
    """Not sixteen digits, or the check digit does not fit."""


def new_code() -> str:
    """Sixteen digits, the last of them a check digit: 49 random bits."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return digits + check_digit(digits)


def read_code(typed: str) -> str:
    """What a person typed (any width, dashes, blanks) as sixteen digits. Raises NotACode."""
    digits = unicodedata.normalize("NFKC", typed).translate(_DASHES).strip()
    if len(digits) != DIGITS + 1 or not (digits.isascii() and digits.isdigit()):
        raise NotACode
    if check_digit(digits[:-1]) != digits[-1]:
        raise NotACode
    return digits


def shown_code(digits: str) -> str:
    """As it is printed: four groups of four."""
    return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def code_digest(purpose: str, digits: str) -> str:
    """What is kept of a code: a copy of the database alone lets nobody try codes."""
    return keyed_digest(purpose, digits)
