"""What in a text looks like a way to reach a person: for a human to look at, never to be taken out by itself."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

# Full-width signs and the dashes people type, letter for letter, so that places in the text stay what they are.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_SAME_LENGTH = _WIDE | dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ－"), ord("-")) | {ord("　"): ord(" ")}


class Personal(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    POSTAL_CODE = "postal_code"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``kind`` says what it looks like, None what is left."""

    text: str
    kind: Personal | None = None


# Begins only where a run begins, so that the cost stays linear in the text.
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"(?<![\d+-])(?:\+81[-. ]?\(?\d{1,4}|\(?0\d{1,4})\)?[-. (]?\d{1,4}[-. )]?\d{3,4}(?![\d-])")
_POSTAL_CODE = re.compile(r"〒 ?\d{3}-?\d{4}(?!\d)|(?<![\d-])\d{3}-\d{4}(?![\d-])")
# Of a telephone number in Japan with its leading 0; with +81 in its place one or two more.
_PHONE_DIGITS = range(10, 12)
_ABROAD_DIGITS = range(11, 13)


def personal_pieces(text: str) -> list[Piece]:
    """Cut a text around what looks like a telephone number, an e-mail address or a postal code.

    Joined, the pieces are the text, character for character. Names and addresses in words are not found. Cost: linear.
    """
    plain = text.translate(_SAME_LENGTH)
    found: list[tuple[int, int, Personal]] = []
    found += [(*match.span(), Personal.EMAIL) for match in _EMAIL.finditer(plain)]
    found += [(*match.span(), Personal.PHONE) for match in _PHONE.finditer(plain) if _is_phone(match.group())]
    found += [(*match.span(), Personal.POSTAL_CODE) for match in _POSTAL_CODE.finditer(plain)]
    cuts: list[tuple[int, Personal | None]] = [(0, None)]
    for start, end, kind in sorted(found):
        if start >= cuts[-1][0]:
            cuts += [(start, kind), (end, None)]
    cuts.append((len(text), None))
    return [Piece(text[start:end], kind) for (start, kind), (end, _) in pairwise(cuts) if end > start]


def _is_phone(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return digits in (_ABROAD_DIGITS if number.startswith("+") else _PHONE_DIGITS)
