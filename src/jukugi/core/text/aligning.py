"""A word and its reading brought into line: which part of the reading belongs to which run of kanji."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

KANJI = "㐀-䶿一-鿿豈-﫿々〆〇\U00020000-\U0003ffff"
RUN = re.compile(f"[{KANJI}]+")
_PART = re.compile(f"[{KANJI}]+|[^{KANJI}]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")


@dataclass(frozen=True, slots=True)
class Ruby:
    """A part of a text as it is written, and its reading in hiragana; "" where it needs none."""

    written: str
    reading: str


@lru_cache(maxsize=20_000)
def aligned(written: str, reading: str) -> tuple[Ruby, ...] | None:
    """A word in parts: runs of kanji with their share of the reading, kana bare; None where the two do not agree."""
    parts = _PART.findall(written)
    if not reading:
        return None
    pattern = "".join("(.+?)" if RUN.fullmatch(part) else f"({_as_said(part)})" for part in parts)
    match = re.fullmatch(pattern, reading)
    if match is None:
        return None
    shares = [share if RUN.fullmatch(part) else "" for part, share in zip(parts, match.groups(), strict=True)]
    if any(share and not _HIRAGANA.fullmatch(share) for share in shares):
        return None
    return tuple(Ruby(part, share) for part, share in zip(parts, shares, strict=True))


def _as_said(kana: str) -> str:
    """A pattern for kana as a reading has them: the small ヶ of 百合ヶ丘 is が."""
    return "".join("[けかが]" if letter in "ヶヵケ" else re.escape(hiragana(letter)) for letter in kana)


def hiragana(text: str) -> str:
    """Katakana as hiragana, of any width; all else in its common width."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in wide)


def is_hiragana(text: str) -> bool:
    """Whether a text is of hiragana alone, long vowels (ー) too; not if it is empty."""
    return bool(_HIRAGANA.fullmatch(text))
