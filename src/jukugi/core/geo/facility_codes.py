"""Codes of local governments (全国地方公共団体コード): six digits, of which the last checks the others.

総務省「全国地方公共団体コード仕様」: the sum of 6, 5, 4, 3, 2 times the first five digits; the check digit is the
last digit of what is lacking to the next multiple of 11.
"""

from dataclasses import dataclass
from math import cos, hypot, radians

# Prefectures in the order of their codes, with about where their offices stand (degrees).
_PREFECTURES = """
北海道 43.06 141.35;青森県 40.82 140.74;岩手県 39.70 141.15;宮城県 38.27 140.87;
秋田県 39.72 140.10;山形県 38.24 140.36;福島県 37.75 140.47;茨城県 36.34 140.45;
栃木県 36.57 139.88;群馬県 36.39 139.06;埼玉県 35.86 139.65;千葉県 35.60 140.12;
東京都 35.69 139.69;神奈川県 35.45 139.64;新潟県 37.90 139.02;富山県 36.70 137.21;
石川県 36.59 136.63;福井県 36.07 136.22;山梨県 35.66 138.57;長野県 36.65 138.18;
岐阜県 35.39 136.72;静岡県 34.98 138.38;愛知県 35.18 136.91;三重県 34.73 136.51;
滋賀県 35.00 135.87;京都府 35.02 135.76;大阪府 34.69 135.52;兵庫県 34.69 135.18;
奈良県 34.69 135.83;和歌山県 34.23 135.17;鳥取県 35.50 134.24;島根県 35.47 133.05;
岡山県 34.66 133.93;広島県 34.40 132.46;山口県 34.19 131.47;徳島県 34.07 134.56;
香川県 34.34 134.04;愛媛県 33.84 132.77;高知県 33.56 133.53;福岡県 33.61 130.42;
佐賀県 33.25 130.30;長崎県 32.75 129.87;熊本県 32.79 130.74;大分県 33.24 131.61;
宮崎県 31.91 131.42;鹿児島県 31.56 130.56;沖縄県 26.21 127.68
"""


@dataclass(frozen=True)
class Prefecture:
    number: int
    name: str
    lat: float
    lon: float


PREFECTURES = tuple(
    Prefecture(number, name, float(lat), float(lon))
    for number, (name, lat, lon) in enumerate((each.split() for each in _PREFECTURES.split(";")), start=1)
)


def check_digit(first_five: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def is_code(text: str) -> bool:
    """Six digits of a prefecture that exists, the last of which fits the others."""
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        return False
    return 1 <= int(text[:2]) <= len(PREFECTURES) and check_digit(text[:5]) == text[5]


def possible_codes(digits: str) -> list[str]:
    """The codes that may have become these digits: a lost 0 in front, a check digit left out, or both."""
    if not (digits.isascii() and digits.isdigit()):
        return []
    if len(digits) == 6:
        found = [digits]
    elif len(digits) == 5:
        found = ["0" + digits, digits + check_digit(digits)]
    elif len(digits) == 4:
        found = ["0" + digits + check_digit("0" + digits)]
    elif len(digits) in (1, 2):
        five = digits.zfill(2) + "000"
        found = [five + check_digit(five)]
    else:
        found = []
    return [code for code in found if is_code(code)]


def prefecture_named(*texts: str) -> int | None:
    """The number of the prefecture with whose name one of the texts begins."""
    return next((each.number for text in texts for each in PREFECTURES if text.startswith(each.name)), None)


def nearer_prefecture(numbers: set[int], lat: float, lon: float) -> int:
    """Of these prefectures the one whose office is nearer."""

    def far(number: int) -> float:
        one = PREFECTURES[number - 1]
        return hypot(one.lat - lat, (one.lon - lon) * cos(radians(lat)))

    return min(numbers, key=far)
