"""One plain form of a text, for comparing: width, case, blanks and unseen characters do not count."""

import re
import unicodedata

from jukugi.core.text.tidying import is_hidden

_BLANKS = re.compile(r"\s+")
_KANJI = re.compile(r"[一-龥々]")
_SPACED_KANA = re.compile(r"(?<=[ぁ-ゖァ-ヺー、。！？!?]) (?=[ぁ-ゖァ-ヺー])")

_BETWEEN = re.compile(r"[\s、。,.！？!?「」()]+")


def plain(text: str) -> str:
    """NFKC, small letters, one blank for many, nothing hidden.

    A text without kanji whose words are set apart (わかち書き) is closed up.
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    hidden = {ord(c): " " for c in set(wide) if (c > "\x7e" and not "ぁ" <= c <= "龥" and is_hidden(c)) or c < " "}
    seen = wide.translate(hidden) if hidden else wide
    single = _BLANKS.sub(" ", seen).strip()
    return single if _KANJI.search(single) else _SPACED_KANA.sub("", single)


def spaced_kana(text: str) -> list[str]:
    """The pieces of a text without kanji whose words are set apart (わかち書き); none for any other text."""
    form = _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if _KANJI.search(form) or not _SPACED_KANA.search(form):
        return []
    return [piece for piece in _BETWEEN.split(form) if piece]
