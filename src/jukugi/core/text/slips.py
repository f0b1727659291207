"""Whether two stretches of text differ by a slip of the hand: one letter too many, too few, another, or two swapped."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jukugi.core.text.sounding import NUMERAL, TELLING, written
from jukugi.core.text.words import Word, awkwardness, katakana, words_of

# Sudachi's cost of a sentence: a slip makes it jump, another word in the same place hardly does.
_AWKWARD_KANJI, _AWKWARD_KANJI_UNTELLING = 5_000, 2_000
_AWKWARD_WHOLE = 1_500
_AWKWARD_KANA = 800
_AWKWARD_SWAP = 200
_KANJI = re.compile(r"[一-龥々]")
# Kana that deny: between two texts of which one denies once more, one of them is no slip.
_DENYING = "ずぬん"
_PLAIN = str.maketrans(
    "ァィゥェォッャュョヮガギグゲゴザジズゼゾダヂヅデドバビブベボ",
    "アイウエオツヤユヨワカキクケコサシスセソタチツテトハヒフヘホ",
)
# Particles after which no other of the second row stands.
_CLOSING, _OPENING = frozenset("はがをも"), frozenset("をがにへは")
# What stands before and after a piece, in the first and in the second text.
Around = tuple[tuple[str, str], tuple[str, str]]


def is_slip(ours: list[Word], theirs: list[Word], around: Around, *, is_denial_kept: bool) -> bool:
    """Whether a differing piece is a slip and no other word was meant.

    ``around`` what stands before and after, in the first and in the second text; ``is_denial_kept`` whether both
    pieces deny equally often.
    """
    for before, after in ((around[0], around[0]), around):  # equal words may be written otherwise in the second text
        first, second = before[0] + written(ours) + before[1], after[0] + written(theirs) + after[1]
        edit = one_edit(first, second)
        if edit is not None:
            break
    else:
        return False
    one, other = edit
    longer = first if one else second
    if (one + other) * 2 in longer and not (one and other) and not (one + other).isdigit():
        return True
    if NUMERAL.search(one + other):
        return False
    if one and other:
        return _is_changed(one, other, ours, theirs, first, second)
    return _is_lost(one or other, longer, second if one else first, is_denial_kept=is_denial_kept)


def _is_changed(one: str, other: str, ours: list[Word], theirs: list[Word], first: str, second: str) -> bool:
    """Another letter in the place of one, or two neighbours swapped."""
    is_whole = _are_words(ours, theirs)
    jump = abs(awkwardness(first) - awkwardness(second))
    if len(one) == 2:
        return not is_whole or not _KANJI.match(one) or jump >= _AWKWARD_SWAP
    if katakana(one).translate(_PLAIN) == katakana(other).translate(_PLAIN):
        return True
    if _KANJI.search(one + other):
        is_telling = one in TELLING or other in TELLING or not (_KANJI.match(one) and _KANJI.match(other))
        return not is_whole and jump >= (_AWKWARD_KANJI if is_telling else _AWKWARD_KANJI_UNTELLING)
    if _is_of_one_stem(ours, theirs):
        return True
    return jump >= (_AWKWARD_WHOLE if is_whole else _AWKWARD_KANA)


def _is_lost(letter: str, longer: str, shorter: str, *, is_denial_kept: bool) -> bool:
    """One letter more or less."""
    if not _KANJI.match(letter):
        return is_denial_kept or letter not in _DENYING
    if letter not in TELLING:
        return True
    return _is_broken(shorter) or awkwardness(shorter) - awkwardness(longer) >= _AWKWARD_KANA


def _is_broken(text: str) -> bool:
    """Whether particles follow each other as they never do: はに."""
    words = next(words_of([text]))
    particles = [word.surface if word.kind[0] == "助詞" else "" for word in words]
    return any(a in _CLOSING and b in _OPENING for a, b in pairwise(particles))


def _are_words(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether each side is one whole word, of the same kind: 会議 and 議会, やめる and やる."""
    if not len(ours) == len(theirs) == 1:
        return False
    one, other = ours[0], theirs[0]
    is_same_kind = one.kind[0] == other.kind[0] or len(one.surface) == len(other.surface) == 1
    return _is_whole(one) and _is_whole(other) and is_same_kind


def _is_whole(word: Word) -> bool:
    """A known word with a meaning, not a single kana: in its place stands another word, not a slip."""
    return word.is_content and not word.is_unknown and (len(word.surface) > 1 or bool(_KANJI.match(word.surface)))


def _is_of_one_stem(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether the kanji of both are the same and only the ending differs: 思う and 思い."""
    stems = [_KANJI.findall(written(words)) for words in (ours, theirs)]
    return bool(stems[0]) and stems[0] == stems[1]


def one_edit(a: str, b: str) -> tuple[str, str] | None:
    """The letters in which two strings differ if they are one insertion, deletion, substitution or swap apart.

    F. Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return None
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    is_one = len(a) <= 1 and len(b) <= 1
    return (a, b) if is_one or (len(a) == 2 and a == b[::-1]) else None
