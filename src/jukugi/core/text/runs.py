"""Sentences and words as a Japanese reader sees them, cut by script alone: no dictionary, so quick enough for pages.

A cut never falls inside a number with its counter, or before a mark that joins to the letter before it.
"""

import re

from jukugi.core.text.aligning import KANJI
from jukugi.core.text.phrases import COUNTERS

HIRAGANA = "ぁ-ゖゝゞー"
# Marks that combine, choose a form or a skin colour, and what a joiner ties on: one letter for whoever reads.
JOINING = (
    "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_JOINED = rf"(?:[{JOINING}]|\u200d[^\r\n]?)*"
# Words in hiragana after which, and before which, a reader sees a border.
_SMALL_WORDS = (
    "について", "によって", "により", "による", "における", "において", "とともに", "として", "ともに", "ために",
    "ための", "ように", "ような", "という", "といった", "ところ", "こと", "もの", "など", "から", "まで", "より",
    "だけ", "ほど", "これ", "それ", "この", "その", "できる", "できます", "できない", "している", "しています",
    "します", "しました", "する", "した", "して", "しない", "される", "された", "されて", "ました", "ます",
    "ません", "なければ", "ならない", "である", "であり", "でした", "です", "ください", "いる", "います",
    "ある", "あります", "を",
)  # fmt: skip
_SMALL = "|".join(sorted(_SMALL_WORDS, key=len, reverse=True))
_DIGITS = "0-9０-９"
WORD = re.compile(
    "|".join(
        (
            r"\r?\n",
            r"[^\S\r\n]+",
            rf"[{_DIGITS}]+(?:[.,．，:：][{_DIGITS}]+)*(?:{COUNTERS})?",
            r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ](?:[-'’_]?[A-Za-zＡ-Ｚａ-ｚÀ-ɏ0-9０-９])*",
            r"[ァ-ヺー]+|[ｦ-ﾟ]+",
            rf"[{KANJI}]+",
            rf"(?:{_SMALL})|[{HIRAGANA}]+?(?={_SMALL}|[^{HIRAGANA}]|\Z)",
            r"[\U0001f1e6-\U0001f1ff]{2}",
            r".",
        )
    ).join(("(?:", f"){_JOINED}")),
    re.DOTALL,
)
_INSIDE = r"[^。．！？\n]*"
_SENTENCE = re.compile(rf"{_INSIDE}(?:．(?=[{_DIGITS}]){_INSIDE})*(?:[。．！？]+[」』）)】]*{_JOINED}|\n{_JOINED}|\Z)")


def word_runs(text: str) -> list[str]:
    """The words, signs and spaces of a text. Joined they are the text, letter for letter. Cost: linear."""
    return WORD.findall(text)


def sentence_runs(text: str) -> list[str]:
    """The sentences of a text, the ends of lines by themselves. Joined they are the text. Cost: linear."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]
