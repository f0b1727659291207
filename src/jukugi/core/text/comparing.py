"""Whether two texts are one opinion written twice: the same up to width, courtesy, spelling, slips and stock sentences.

The texts are laid side by side; what differs is then explained piece by piece. A piece that cannot be explained as a
way of writing the same thing makes them different, so that a reversed stance or another number never disappears.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from jukugi.core.text.courtesy import is_stock_sentence, sentences, unasked
from jukugi.core.text.lists import COURTESY, SAME_MEANING, SOFTENING
from jukugi.core.text.words import Word, awkwardness, words_of

# Below this share of letters in common two texts are not even compared piece by piece.
_LEAST_ALIKE = 0.45
# Sudachi's cost of a reading: a slip makes it jump, another word in the same place hardly does.
_AWKWARD = 4_000


class Reason(StrEnum):
    """Why two texts are, or are not, one opinion."""

    SAME = "same"
    SPELLING = "spelling"
    SLIP = "slip"
    COURTESY = "courtesy"
    STOCK = "stock"
    ELSEWHERE = "elsewhere"
    NUMBER = "number"
    STANCE = "stance"
    WORD = "word"


_DIFFERENT = (Reason.ELSEWHERE, Reason.NUMBER, Reason.STANCE, Reason.WORD)


@dataclass(frozen=True)
class Comparison:
    """``reason``; ``pieces`` are the stretches, first and second text, that decided."""

    reason: Reason
    pieces: tuple[str, str] = ("", "")

    @property
    def is_duplicate(self) -> bool:
        return self.reason not in _DIFFERENT


@dataclass(frozen=True)
class Read:
    """A text made ready for comparing: its words without signs and stock sentences."""

    words: tuple[Word, ...]
    is_shortened: bool

    @property
    def letters(self) -> str:
        return "".join(word.surface for word in self.words)

    @property
    def sound(self) -> str:
        return "".join(_sound(word) for word in self.words)


def read(text: str) -> Read:
    """The words of a text that count when it is compared. About 8,000 short texts a second."""
    return read_all([text])[0]


def read_all(texts: Sequence[str]) -> list[Read]:
    """`read` for many texts at once."""
    parts = [[unasked(sentence) for sentence in sentences(text)] for text in texts]
    words = iter(words_of(sentence for text in parts for sentence in text))
    result = []
    for text in parts:
        kept: list[Word] = []
        is_shortened = False
        for sentence in text:
            own = [word for word in next(words) if word.kind[0] not in ("補助記号", "記号", "空白")]
            if is_stock_sentence(sentence):
                is_shortened = True
            else:
                kept += own
        result.append(Read(tuple(kept), is_shortened))
    return result


def compare(first: str, second: str) -> Comparison:
    """Whether two texts are one opinion, with the reason and the pieces that decided. Cost: product of the lengths."""
    return compare_read(read(first), read(second))


def compare_read(first: Read, second: Read) -> Comparison:
    """`compare` for texts that were read before."""
    stock = Reason.STOCK if first.is_shortened != second.is_shortened else Reason.SAME
    if first.letters == second.letters:
        return Comparison(stock)
    if first.sound == second.sound and _negations(first.words) == _negations(second.words):
        return Comparison(Reason.SPELLING)
    matcher = SequenceMatcher(None, first.sound, second.sound, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return Comparison(Reason.ELSEWHERE)
    found = stock
    for ours, theirs, around in _pieces(first, second):
        reason = _explain(ours, theirs, around)
        if reason in _DIFFERENT:
            return Comparison(reason, (_written(ours), _written(theirs)))
        found = reason
    return Comparison(found)


def _pieces(first: Read, second: Read) -> Iterator[tuple[list[Word], list[Word], tuple[str, str]]]:
    """Stretches of whole words in which two texts differ, and what stands before and after in the first."""
    ours, theirs = [_key(word) for word in first.words], [_key(word) for word in second.words]
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            around = _written(first.words[max(a - 4, 0) : a]), _written(first.words[b : b + 4])
            yield list(first.words[a:b]), list(second.words[c:d]), around


def _key(word: Word) -> str:
    return SAME_MEANING.get(word.normal, word.normal)


def _explain(ours: list[Word], theirs: list[Word], around: tuple[str, str]) -> Reason:
    """What a differing piece is: a way of writing, a slip, or another meaning."""
    if _sounds(ours) == _sounds(theirs):
        return Reason.SPELLING
    if _is_slip(ours, theirs, around):
        return Reason.SLIP
    if _numbers(ours) != _numbers(theirs):
        return Reason.NUMBER
    if _negations(ours) % 2 != _negations(theirs) % 2:
        return Reason.STANCE
    mine, others = _meanings(ours), _meanings(theirs)
    left, right = mine - others, others - mine
    if not left and not right:
        return Reason.COURTESY
    if SOFTENING.issuperset(left) and SOFTENING.issuperset(right):
        return Reason.COURTESY
    return Reason.WORD


def _is_slip(ours: list[Word], theirs: list[Word], around: tuple[str, str]) -> bool:
    """One letter too many, too few, another, or two in the wrong order, such that one side no longer reads well."""
    a, b = _written(ours), _written(theirs)
    if not _is_one_slip(a, b) and not _is_one_slip(_sounds(ours), _sounds(theirs)):
        return False
    if (
        len(ours) == len(theirs) == 1
        and _is_whole(ours[0])
        and _is_whole(theirs[0])
        and ours[0].kind[0] == theirs[0].kind[0]
    ):
        return False
    before, after = around
    one, other = (awkwardness(before + middle + after) for middle in (a, b))
    return abs(one - other) >= _AWKWARD


def _is_whole(word: Word) -> bool:
    """A known word of two letters or more with a meaning: in its place stands another word, not a slip."""
    return word.is_content and not word.is_unknown and len(word.surface) > 1


def _is_one_slip(a: str, b: str) -> bool:
    """Whether two strings are one insertion, deletion, substitution or swap of neighbours apart (F. Damerau, 1964)."""
    if abs(len(a) - len(b)) > 1 or max(len(a), len(b)) < 2:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return len(a) + len(b) <= 2 or (len(a) == len(b) == 2 and a == b[::-1])


def _written(words: Sequence[Word]) -> str:
    return "".join(word.surface for word in words)


def _sound(word: Word) -> str:
    return word.reading if word.reading and not word.is_unknown else _katakana(word.surface)


def _sounds(words: Sequence[Word]) -> str:
    return "".join(_sound(word) for word in words)


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def _numbers(words: Sequence[Word]) -> list[str]:
    return [word.normal for word in words if word.kind[1] == "数詞"]


_NEGATIVE = frozenset(("ない", "ず", "ぬ", "無い", "まい", "なし", "無し", "不", "非", "無", "未"))


def _negations(words: Sequence[Word]) -> int:
    """How many words deny: an odd number turns the stance."""
    return sum(word.normal in _NEGATIVE for word in words)


def _meanings(words: Sequence[Word]) -> Counter[str]:
    """The words that carry a meaning, without what courtesy adds."""
    return Counter(
        SAME_MEANING.get(word.normal, word.normal)
        for word in words
        if (word.is_content or word.kind[1] == "副助詞") and word.normal not in COURTESY
    )
