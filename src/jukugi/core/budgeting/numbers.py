"""Money and points as people write them, exactly."""

import re
import unicodedata
from fractions import Fraction

_PLAIN = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d{1,18})?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,18},\d{1,18}")
_AROUND = re.compile(r"^(?:[¥$€£]|JPY)?\s*(.*?)\s*(?:円|JPY)?$", re.IGNORECASE)


def plain(text: str) -> str:
    """Without full-width forms and blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def read_number(text: str) -> Fraction | None:
    """An exact number, or None.

    1000, 1,000, １０００, 1 000, ¥1,000, 1000円, 12.5, 12,5 and 1e6 are numbers. A comma before exactly three digits
    groups thousands, another stands for the decimal point.
    """
    found = _AROUND.match(plain(text).replace("\u2212", "-"))
    bare = re.sub(r"(?<=\d)[ '_](?=\d{3})", "", found[1]) if found else ""
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    return Fraction(bare) if _PLAIN.fullmatch(bare) else None


def write_number(number: Fraction) -> str:
    """The shortest decimal that is this number; as a fraction where there is none."""
    if number.denominator == 1:
        return str(number.numerator)
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def as_json_number(number: Fraction) -> int | float:
    """Whole where it is whole, else the nearest floating-point number."""
    return number.numerator if number.denominator == 1 else float(number)
