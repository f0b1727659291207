"""One plain form of a text, for comparing: width, case, blanks and unseen characters do not count."""

import re
import unicodedata

from jukugi.core.text.tidying import is_hidden

_BLANKS = re.compile(r"\s+")
_KANJI = re.compile(r"[一-龥々]")
_SPACED_KANA = re.compile(r"(?<=[ぁ-ゖァ-ヺー、。！？!?]) (?=[ぁ-ゖァ-ヺー])")


def plain(text: str) -> str:
    """NFKC, small letters, one blank for many, nothing hidden.

    A text without kanji whose words are set apart (わかち書き) is closed up.
    """
    seen = "".join(" " if is_hidden(c) else c for c in unicodedata.normalize("NFKC", text)).casefold()
    single = _BLANKS.sub(" ", seen).strip()
    return single if _KANJI.search(single) else _SPACED_KANA.sub("", single)
