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

from jukugi.core.text.courtesy import is_stock_sentence, sentences, unasked
from jukugi.core.text.lists import COURTESY, SAME_MEANING, SOFTENING
from jukugi.core.text.words import Word, awkwardness, katakana, readings_of, words_of

# Below this share of letters in common two texts are not even compared piece by piece.
_LEAST_ALIKE = 0.45
# Sudachi's cost of a sentence: a slip makes it jump, another word in the same place hardly does. Measured on sentences
# of the sample with slips made by chance: 95 of 100 wrong kana cost 2,500 more or above.
_AWKWARD = 5_000
_AWKWARD_KANA = 1_500
# A word that is whole without one of its kanji becomes cheaper by more than this, a broken one does not.
_EASIER = -4_000
# Kanji before a word that turn or change it.
_PREFIXES = "不非未無反全半各再両片"
# What makes a word for people polite and leaves it as it is: 職員 and 職員の方.
_OF_PEOPLE = frozenset(("の方", "の方々", "のかた", "さん", "様", "の皆さん", "の皆様", "の人", "の人たち"))
# Kanji that stand alone as a word of everyday speech.
_STANDING = frozenset(
    "市区町村県国人子親父母兄弟姉妹夫妻家会場所道駅車店寺夜朝昼春夏秋冬年月日水火木金土雨雪風川山海空花草犬猫鍵机紙字本話声手足"
    "目耳口頭心体力音色物事時今前後上下中外横先次方私僕君"
)
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万何数半]")
_KANJI = re.compile(r"[一-龥々]")
_KANA = re.compile(r"[ァ-ヺー]+")
# Words whose readings are tried one by one against what stands there in kana.
_MOST_READ = 4


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

    @cached_property
    def letters(self) -> str:
        return "".join(word.surface for word in self.words)

    @cached_property
    def sound(self) -> str:
        return "".join(_sound(word) for word in self.words)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words as they are laid side by side: two ways of saying one thing are equal."""
        return tuple(SAME_MEANING.get(word.normal, word.normal) for word in self.words)


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
        result.append(Read(_in_context(kept), is_shortened))
    return result


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
    if first.letters > second.letters:
        turned = compare_read(second, first)
        return Comparison(turned.reason, (turned.pieces[1], turned.pieces[0]))
    stock = Reason.STOCK if first.is_shortened != second.is_shortened else Reason.SAME
    if first.letters == second.letters:
        return Comparison(stock)
    if first.sound == second.sound and _negations(first.words) == _negations(second.words):
        return Comparison(Reason.SPELLING)
    matcher = SequenceMatcher(None, first.sound, second.sound, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
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
            return Comparison(reason, (_written(ours), _written(theirs)))
        found = reason
    return Comparison(found)


# Where two aligned texts differ: words [a, b) of the first stand against words [c, d) of the second.
_Place = tuple[int, int, int, int]
# What stands before and after a place, in the first and in the second text.
_Around = tuple[tuple[str, str], tuple[str, str]]
# Differences with at most this many common words between them may be one slip: two letters in the wrong order.
_NEAR = 2


def _stretches(first: Read, second: Read) -> list[list[_Place]]:
    """The places in which two texts differ; those that stand near each other together."""
    stretches: list[list[_Place]] = []
    for tag, a, b, c, d in SequenceMatcher(None, first.keys, second.keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if stretches and a - stretches[-1][-1][1] <= _NEAR:
            stretches[-1].append((a, b, c, d))
        else:
            stretches.append([(a, b, c, d)])
    return stretches


def _cut(first: Read, second: Read, start: _Place, end: _Place) -> tuple[list[Word], list[Word], _Around]:
    """The words from one place to another in both texts, and what stands before and after them in each."""
    a, b, c, d = start[0], end[1], start[2], end[3]
    ours = _written(first.words[max(a - 4, 0) : a]), _written(first.words[b : b + 4])
    theirs = _written(second.words[max(c - 4, 0) : c]), _written(second.words[d : d + 4])
    return list(first.words[a:b]), list(second.words[c:d]), (ours, theirs)


def _explain(ours: list[Word], theirs: list[Word], around: _Around) -> Reason:
    """What a differing piece is: a way of writing, a slip, or another meaning."""
    if _sounds(ours) == _sounds(theirs) or _is_read_so(ours, theirs) or _is_read_so(theirs, ours):
        return Reason.SPELLING
    if _is_slip(ours, theirs, around):
        return Reason.SLIP
    if _numbers(ours) != _numbers(theirs):
        return Reason.NUMBER
    if _negations(ours) % 2 != _negations(theirs) % 2:
        return Reason.STANCE
    if _is_okurigana(_written(ours), _written(theirs)):
        return Reason.SPELLING
    if "".join((_written(ours), _written(theirs))) in _OF_PEOPLE:
        return Reason.COURTESY
    mine, others = _meanings(ours), _meanings(theirs)
    left, right = mine - others, others - mine
    if not left and not right:
        return Reason.COURTESY
    if SOFTENING.issuperset(left) and SOFTENING.issuperset(right):
        return Reason.COURTESY
    return Reason.WORD


def _is_read_so(words: list[Word], kana: list[Word]) -> bool:
    """Whether words can be read as the other text writes them in kana: 後 as ご, 開い as あい."""
    heard = katakana(_written(kana))
    if not heard or not _KANA.fullmatch(heard) or not 0 < len(words) <= _MOST_READ:
        return False
    ways = {""}
    for word in words:
        ways = {way + sound for way in ways for sound in readings_of(word.surface) | {_sound(word)}}
        ways = {way for way in ways if heard.startswith(way)}
    return heard in ways


def _is_slip(ours: list[Word], theirs: list[Word], around: _Around) -> bool:
    """One letter too many, too few, another, or two in the wrong order, where no other word was meant."""
    edit = None
    for before, after in ((around[0], around[0]), around):  # equal words may be written otherwise in the second text
        first, second = before[0] + _written(ours) + before[1], after[0] + _written(theirs) + after[1]
        edit = edit or _one_edit(first, second)
        if edit is not None:
            break
    if edit is None or _NUMERAL.search("".join(edit)):
        return False
    one, other = edit
    letter = one or other
    if not (one and other) and letter * 2 in (first if one else second):
        return True
    if _is_another_word(ours, theirs):
        return False
    if len(one) == len(other) == 2:
        return True
    if one and other:
        least = _AWKWARD if _KANJI.search(one + other) else _AWKWARD_KANA
        return abs(awkwardness(first) - awkwardness(second)) >= least
    if not _KANJI.match(letter):
        return letter not in "なぬずん" or _negations(ours) == _negations(theirs)
    longer, shorter = (first, second) if one else (second, first)
    return letter not in _PREFIXES and awkwardness(shorter) - awkwardness(longer) > _EASIER


def _is_another_word(ours: list[Word], theirs: list[Word]) -> bool:
    """Whether each side is one whole word, of the same kind: 会議 and 議会, やめる and やる."""
    if not len(ours) == len(theirs) == 1:
        return False
    one, other = ours[0], theirs[0]
    if _is_torn(one.surface, other.surface) or _is_torn(other.surface, one.surface):
        return False
    is_same_kind = one.kind[0] == other.kind[0] or len(one.surface) == len(other.surface) == 1
    return _is_whole(one) and _is_whole(other) and is_same_kind


def _is_torn(whole: str, left: str) -> bool:
    """Whether of a word of two kanji one is left that hardly stands alone: 申 of 申請, but not 市 of 市民."""
    return len(whole) == 2 and len(left) == 1 and left in whole and left not in _STANDING and bool(_KANJI.match(left))


def _is_whole(word: Word) -> bool:
    """A known word with a meaning, not a single kana: in its place stands another word, not a slip."""
    return word.is_content and not word.is_unknown and (len(word.surface) > 1 or bool(_KANJI.match(word.surface)))


def _is_okurigana(a: str, b: str) -> bool:
    """Whether one has the other's letters and one or two kana more between its kanji: 引継ぎ and 引き継ぎ."""
    short, long = sorted((a, b), key=len)
    if not _KANJI.match(short) or not 0 < len(long) - len(short) <= 2 or _KANJI.findall(a) != _KANJI.findall(b):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _one_edit(a: str, b: str) -> tuple[str, str] | None:
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


def _written(words: Sequence[Word]) -> str:
    return "".join(word.surface for word in words)


def _sound(word: Word) -> str:
    return word.reading if word.reading and not word.is_unknown else katakana(word.surface)


def _sounds(words: Sequence[Word]) -> str:
    return "".join(_sound(word) for word in words)


def _numbers(words: Sequence[Word]) -> list[str]:
    return [word.normal for word in words if word.kind[1] == "数詞"]


_NEGATIVE = frozenset(("ない", "ず", "ぬ", "無い", "まい", "なし", "無し", "不", "非", "無", "未"))


def _negations(words: Sequence[Word]) -> int:
    """How many words deny: an odd number turns the stance."""
    return sum(word.normal in _NEGATIVE for word in words)


_POINTING = frozenset(("此の", "其の", "彼の", "或る", "我が", "この", "その", "あの", "ある", "わが"))


def _meanings(words: Sequence[Word]) -> Counter[str]:
    """The words that carry a meaning, without what courtesy adds."""
    return Counter(
        SAME_MEANING.get(word.normal, word.normal)
        for word in words
        if (word.is_content or word.kind[1] == "副助詞" or _is_adnominal(word)) and word.normal not in COURTESY
    )


def _is_adnominal(word: Word) -> bool:
    """大きな and 小さな mean something; この and その only point."""
    return word.kind[0] == "連体詞" and word.normal not in _POINTING
