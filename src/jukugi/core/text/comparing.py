"""Whether two texts are one opinion written twice: the same up to width, courtesy, spelling, slips and stock sentences.

The texts are laid side by side; what differs is then explained piece by piece. A piece that cannot be explained as a
way of writing the same thing makes them different, so that a reversed stance or another number never disappears.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from jukugi.core.text.courtesy import is_sign, sentences, unasked, without_stock
from jukugi.core.text.lists import COURTESY, GLAD, SAD, SAME_MEANING, SOFTENING
from jukugi.core.text.slips import Around, is_slip, one_edit
from jukugi.core.text.sounding import are_of_one_kind, are_read_alike, is_kana, is_read_so, sound, written
from jukugi.core.text.words import Word, words_of

# Below this share of letters in common two texts are not even compared piece by piece.
_LEAST_ALIKE = 0.45
# What makes a word for people polite and leaves it as it is: 職員 and 職員の方.
_OF_PEOPLE = frozenset(("の方", "の方々", "のかた", "さん", "様", "の皆さん", "の皆様", "の人", "の人たち"))
_KANJI = re.compile(r"[一-龥々]")


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
    """A text made ready for comparing: its words without signs and stock sentences.

    ``unshortened`` the same with the denials that only ask, where there are any.
    """

    words: tuple[Word, ...]
    is_shortened: bool
    unshortened: "Read | None" = None

    @cached_property
    def letters(self) -> str:
        return "".join(word.surface for word in self.words)

    @cached_property
    def sound(self) -> str:
        return "".join(sound(word) for word in self.words)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words as they are laid side by side: two ways of saying one thing are equal."""
        return tuple(SAME_MEANING.get(word.normal, word.normal) for word in self.words)


def read(text: str) -> Read:
    """The words of a text that count when it is compared. About 8,000 short texts a second."""
    return read_all([text])[0]


def read_all(texts: Sequence[str]) -> list[Read]:
    """`read` for many texts at once."""
    whole = [sentences(text) for text in texts]
    bare = [[unasked(sentence) for sentence in parts] for parts in whole]
    words = words_of(sentence for parts in bare for sentence in parts)
    kept = [_kept([(sentence, next(words)) for sentence in parts]) for parts in bare]
    asked = [place for place, parts in enumerate(whole) if parts != bare[place]]
    words = words_of(sentence for place in asked for sentence in whole[place])
    for place in asked:
        kept[place] = replace(kept[place], unshortened=_kept([(sentence, next(words)) for sentence in whole[place]]))
    return kept


def _kept(parts: Sequence[tuple[str, list[Word]]]) -> Read:
    """What is said in the sentences of a text; where all of it is courtesy, that."""
    kept: list[Word] = []
    is_shortened = False
    for sentence, words in parts:
        said, is_less = without_stock(sentence, words)
        kept += said
        is_shortened |= is_less
    if not kept:
        return Read(_in_context([word for _, words in parts for word in words if not is_sign(word)]), False)
    return Read(_in_context(kept), is_shortened)


# What an auxiliary verb after て, or 上げる after 申し, is read as: it carries no meaning of its own.
_AUXILIARY = "補助"


def _in_context(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with what they become by the word before: 見ている → auxiliary, 残すな → a denial."""
    result = []
    before: Word | None = None
    for word in words:
        read_as = word.normal
        if before is not None and before.kind[0] == "動詞" and word.normal == "な" and word.kind[1] == "終助詞":
            read_as = "ない" if before.kind[5].startswith("終止形") else read_as
        elif before is not None and word.kind[1] == "非自立可能" and word.kind[0] == "動詞":
            read_as = _AUXILIARY if before.surface in ("て", "で", "申し") else read_as
        result.append(word if read_as == word.normal else replace(word, normal=read_as))
        before = word
    return tuple(result)


def compare(first: str, second: str) -> Comparison:
    """Whether two texts are one opinion, with the reason and the pieces that decided. Cost: product of the lengths."""
    return compare_read(read(first), read(second))


def compare_read(first: Read, second: Read) -> Comparison:
    """`compare` for texts that were read before. The order of the two does not matter to the answer."""
    found = _compared(first, second)
    if not found.is_duplicate and (first.unshortened or second.unshortened):
        one, other = first.unshortened or first, second.unshortened or second
        if one_edit(one.letters, other.letters) is not None:  # a slip in the words that ask
            return _compared(one, other)
    return found


def _compared(first: Read, second: Read) -> Comparison:
    if first.letters > second.letters:
        turned = _compared(second, first)
        return Comparison(turned.reason, (turned.pieces[1], turned.pieces[0]))
    stock = Reason.STOCK if first.is_shortened != second.is_shortened else Reason.SAME
    if first.letters == second.letters:
        return Comparison(stock)
    if not are_of_one_kind(first.letters, second.letters):
        return Comparison(Reason.WORD)
    if first.sound == second.sound and _negations(first.words) == _negations(second.words):
        return Comparison(Reason.SPELLING)
    if _is_in_kana(first, second) or _is_in_kana(second, first):
        return Comparison(Reason.SPELLING)
    matcher = SequenceMatcher(None, first.sound, second.sound, autojunk=False)
    is_long = len(first.sound) + len(second.sound) > _LONG
    if (matcher.quick_ratio() if is_long else matcher.ratio()) < _LEAST_ALIKE or _are_far(first.keys, second.keys):
        return Comparison(Reason.ELSEWHERE)
    found = stock
    for stretch in _stretches(first, second):
        reason = _explain(*_cut(first, second, stretch[0], stretch[-1]))
        if reason in _DIFFERENT and len(stretch) > 1:
            reasons = {place: _explain(*_cut(first, second, place, place)) for place in stretch}
            place = next((place for place in stretch if reasons[place] in _DIFFERENT), stretch[0])
            stretch, reason = [place], reasons[place]
        if reason in _DIFFERENT:
            ours, theirs, _ = _cut(first, second, stretch[0], stretch[-1])
            return Comparison(reason, (written(ours), written(theirs)))
        found = reason
    return Comparison(found)


def _is_in_kana(text: Read, other: Read) -> bool:
    """Whether the other text is in kana alone and the words of the first are read so."""
    return is_kana(other.letters) and is_read_so(text.words, other.letters)


# Sounds of both texts from which their likeness is only counted, and words that may stand between the first and the
# last difference: laying them side by side takes the product.
_LONG, _MOST_BETWEEN = 5_000, 2_000


def _common_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and how many of the others at the end."""
    shorter = min(len(one), len(other))
    start = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    rest = shorter - start
    return start, next((place for place in range(rest) if one[-1 - place] != other[-1 - place]), rest)


def _are_far(one: Sequence[str], other: Sequence[str]) -> bool:
    return min(len(one), len(other)) - sum(_common_ends(one, other)) > _MOST_BETWEEN


# Where two aligned texts differ: words [a, b) of the first stand against words [c, d) of the second.
_Place = tuple[int, int, int, int]
# Differences with at most this many common words between them may be one slip: two letters in the wrong order.
_NEAR = 2


def _stretches(first: Read, second: Read) -> list[list[_Place]]:
    """The places in which two texts differ; those that stand near each other together."""
    stretches: list[list[_Place]] = []
    start, end = 0, 0
    if len(first.sound) + len(second.sound) > _LONG:
        start, end = _common_ends(first.keys, second.keys)
    ours, theirs = (keys[start : len(keys) - end] for keys in (first.keys, second.keys))
    for tag, *edges in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        a, b, c, d = (edge + start for edge in edges)
        if stretches and a - stretches[-1][-1][1] <= _NEAR:
            stretches[-1].append((a, b, c, d))
        else:
            stretches.append([(a, b, c, d)])
    return stretches


def _cut(first: Read, second: Read, start: _Place, end: _Place) -> tuple[list[Word], list[Word], Around]:
    """The words from one place to another in both texts, and what stands before and after them in each."""
    a, b, c, d = start[0], end[1], start[2], end[3]
    ours = written(first.words[max(a - 4, 0) : a]), written(first.words[b : b + 4])
    theirs = written(second.words[max(c - 4, 0) : c]), written(second.words[d : d + 4])
    return list(first.words[a:b]), list(second.words[c:d]), (ours, theirs)


def _explain(ours: list[Word], theirs: list[Word], around: Around) -> Reason:
    """What a differing piece is: a way of writing, a slip, or another meaning."""
    if are_read_alike(ours, theirs):
        return Reason.SPELLING
    if is_slip(ours, theirs, around, is_denial_kept=_negations(ours) == _negations(theirs)):
        return Reason.SLIP
    if _numbers(ours) != _numbers(theirs):
        return Reason.NUMBER
    if _negations(ours) % 2 != _negations(theirs) % 2:
        return Reason.STANCE
    if _is_okurigana(written(ours), written(theirs)):
        return Reason.SPELLING
    if "".join((written(ours), written(theirs))) in _OF_PEOPLE:
        return Reason.COURTESY
    if _feelings(ours) and _feelings(theirs) and _feelings(ours) != _feelings(theirs):
        return Reason.STANCE
    mine, others = _meanings(ours), _meanings(theirs)
    left, right = Counter(mine) - Counter(others), Counter(others) - Counter(mine)
    if len(left) == len(right) == 1 and _are_of_one_root(*left, *right):
        return Reason.COURTESY
    if not left and not right:  # 市が会に and 会が市に: the same words, who does what has changed
        return Reason.COURTESY if mine == others else Reason.WORD
    if SOFTENING.issuperset(left) and SOFTENING.issuperset(right):
        return Reason.COURTESY
    return Reason.WORD


def _are_of_one_root(a: str, b: str) -> bool:
    """Whether two words differ in their last kana only: 知らせ and 知らせる, 手伝い and 手伝う."""
    short, long = sorted((a, b), key=len)
    is_ending = bool(_KANJI.match(a)) and not _KANJI.match(long[-1])
    return is_ending and len(long) - len(short) <= 1 and long[:-1] in (short, short[:-1])


def _is_okurigana(a: str, b: str) -> bool:
    """Whether one has the other's letters and one or two kana more between its kanji: 引継ぎ and 引き継ぎ."""
    short, long = sorted((a, b), key=len)
    if not _KANJI.match(short) or not 0 < len(long) - len(short) <= 2 or _KANJI.findall(a) != _KANJI.findall(b):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _numbers(words: Sequence[Word]) -> list[str]:
    return [word.normal for word in words if word.kind[1] == "数詞"]


_NEGATIVE = frozenset(("ない", "ず", "ぬ", "無い", "まい", "なし", "無し", "不", "非", "無", "未"))


def _negations(words: Sequence[Word]) -> int:
    """How many words deny: an odd number turns the stance."""
    return sum(word.normal in _NEGATIVE for word in words)


def _feelings(words: Sequence[Word]) -> set[str]:
    """Whether what is said is welcome or a burden."""
    said = {word.normal for word in words}
    return {name for name, kind in (("glad", GLAD), ("sad", SAD)) if said & kind}


_POINTING = frozenset(("此の", "其の", "彼の", "或る", "我が", "この", "その", "あの", "ある", "わが"))


def _meanings(words: Sequence[Word]) -> list[str]:
    """The words that carry a meaning, in their order, without what courtesy adds."""
    return [
        SAME_MEANING.get(word.normal, word.normal)
        for word in words
        if (word.is_content or word.kind[1] == "副助詞" or _is_adnominal(word)) and word.normal not in COURTESY
    ]


def _is_adnominal(word: Word) -> bool:
    """大きな and 小さな mean something; この and その only point."""
    return word.kind[0] == "連体詞" and word.normal not in _POINTING
