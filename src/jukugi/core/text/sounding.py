"""Whether the same words stand in two stretches of text, written in other letters: 企画 and きかく, 電子 and 伝志."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from jukugi.core.text.lists import SAME_MEANING
from jukugi.core.text.words import Word, katakana, readings_of

_KANJI = re.compile(r"[一-龥々]")
_KANA = re.compile(r"[ァ-ヺー]+")
# A longer stretch is not spelled out in all its ways.
_MOST_WAYS = 200
_MOST_WORDS = 6
_VOICED = str.maketrans("カキクケコサシスセソタチツテトハヒフヘホ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボ")
_HARD = str.maketrans("ハヒフヘホ", "パピプペポ")
# Written otherwise, read alike, and yet two things that a city keeps apart: each could stand where the other does.
_APART = (
    *(("市立", "私立"), ("科学", "化学"), ("市道", "私道"), ("市有", "私有"), ("市営", "私営"), ("保健", "保険")),
    *(("医師", "意思"), ("市外", "市街"), ("協会", "教会"), ("改修", "回収"), ("支所", "司書"), ("火事", "家事")),
    *(("園芸", "演芸"), ("医院", "委員")),
)
# Kanji that by themselves make another thing of the word they stand at: 未加入, 小学校, 毎週, 学区, 夜九時.
TELLING = frozenset(
    "不非未無反全半各再両片毎大中小高低新旧古前後上下左右東西南北内外男女老若親子父母朝昼夜春夏秋冬市区町村県国学校駅"
    "紙電車私公民有最初多少長短早遅増減"
)
NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万何数半]")


def written(words: Sequence[Word]) -> str:
    """The words as they stand."""
    return "".join(word.surface for word in words)


def sound(word: Word) -> str:
    """How a word is read aloud, in katakana; one the dictionary does not know as it stands."""
    return word.reading if word.reading and not word.is_unknown else katakana(word.surface)


def sounds(words: Sequence[Word]) -> str:
    return "".join(sound(word) for word in words)


def are_read_alike(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two stretches can be read alike: by Sudachi's reading, or by any other of the dictionary."""
    if not ours or not theirs or not are_of_one_kind(written(ours), written(theirs)):
        return False
    if sounds(ours) == sounds(theirs):
        return True
    return is_read_so(ours, written(theirs)) or is_read_so(theirs, written(ours)) or _is_misconverted(ours, theirs)


def are_of_one_kind(first: str, second: str) -> bool:
    """Whether neither speaks of what the other's homophone is not: 市立 and 私立."""

    def is_lost(word: str) -> int:
        return first.count(word) - second.count(word)

    return not any(is_lost(one) * is_lost(other) < 0 for one, other in _APART)


def is_read_so(words: Sequence[Word], letters: str) -> bool:
    """Whether words can be read as the other text writes them, in kana or partly: 開い as あい."""
    heard = katakana(letters)
    is_mixed = bool(_KANJI.search(heard))
    if not is_mixed and not is_kana(heard):
        return False
    reached = {0}
    for word in words:
        ways = _ways(word.surface) | {sound(word)}
        if is_mixed or word.is_unknown or not _KANJI.match(word.surface[-1]):
            ways |= _letter_ways(word.surface)
        reached = {place + len(way) for place in reached for way in ways if heard.startswith(way, place)}
        if not reached:
            return False
    return len(heard) in reached


def is_kana(letters: str) -> bool:
    return bool(_KANA.fullmatch(katakana(letters)))


def _is_misconverted(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether a word stands there in other kanji that are read so: 会館 and 開館, 勉強 and 弁境, 字 and 地."""
    if len(ours) == len(theirs) == 1 and _is_one_kanji_for_another(ours[0], theirs[0]):
        return True
    if max(len(ours), len(theirs)) > _MOST_WORDS or not (_is_long(ours) or _is_long(theirs)):
        return False
    if not _KANJI.search(written(ours)) or not _KANJI.search(written(theirs)):
        return False
    heard = {""}
    for word in ours:
        heard = {one + way for one in heard for way in _ways(word.surface) | {sound(word)} if _KANA.fullmatch(way)}
        if not 0 < len(heard) <= _MOST_WAYS:
            return False
    return any(is_read_so(theirs, one) for one in heard)


def _is_one_kanji_for_another(ours: Word, theirs: Word) -> bool:
    """Whether one kanji stands for another, the kana after it being the same, and one is read as the other is here.

    By any two of their readings too many would be alike: 日 and 火. Never where one makes another thing of what it
    stands at.
    """
    (one, rest), (other, tail) = (ours.surface[:1], ours.surface[1:]), (theirs.surface[:1], theirs.surface[1:])
    if rest != tail or not _KANJI.match(one) or not _KANJI.match(other) or _KANJI.search(rest):
        return False
    if one in TELLING or other in TELLING or NUMERAL.search(one + other):
        return False
    return sound(ours) in _ways_with_ending(theirs.surface) or sound(theirs) in _ways_with_ending(ours.surface)


@lru_cache(maxsize=20_000)
def _ways_with_ending(surface: str) -> frozenset[str]:
    """All readings of a word, also with an ending that is left out at times: 掛 as 掛かり."""
    longer = (surface + ending for ending in ("り", "かり", "い", "み", "き", "し", "え", "け", "れ"))
    return _ways(surface) | frozenset(way for form in longer for way in readings_of(form))


def _is_long(words: Sequence[Word]) -> bool:
    return any(len(word.surface) > 1 and not word.is_unknown and _KANJI.search(word.surface) for word in words)


@lru_cache(maxsize=20_000)
def _ways(surface: str) -> frozenset[str]:
    """A word as it stands in katakana, and all its readings, also as second part of another word (rendaku)."""
    readings = readings_of(surface)
    ways = {katakana(surface), *readings}
    for reading in readings:
        if reading and _KANJI.match(surface):
            ways |= {reading[0].translate(table) + reading[1:] for table in (_VOICED, _HARD)}
            if len(reading) > 1 and reading[-1] in "クチツウキ":
                ways.add(reading[:-1] + "ッ")
    return frozenset(ways)


@lru_cache(maxsize=20_000)
def _letter_ways(surface: str) -> frozenset[str]:
    """A word of kanji and kana with some of its kanji read: 茶の間 as チャノ間."""
    if not 1 < len(surface) <= 6 or not _KANJI.search(surface):
        return frozenset()
    ways = {""}
    for letter in surface:
        ways = {way + one for way in ways for one in _ways(letter)}
        if len(ways) > _MOST_WAYS:
            return frozenset()
    return frozenset(ways)


@lru_cache(maxsize=200_000)
def sound_akin(one: str, other: str) -> bool:
    """Whether two words, as a dictionary spells them, share a kanji or more than half of their sounds.

    As many a slip leaves them, and another spelling; a word of another meaning seldom has them.
    """
    if SAME_MEANING.get(one, one) == SAME_MEANING.get(other, other):
        return True
    if set(_KANJI.findall(one)) & set(_KANJI.findall(other)):
        return True
    ways = [readings_of(word) | {katakana(word)} for word in (one, other)]
    return any(2 * (Counter(a) & Counter(b)).total() > max(len(a), len(b)) for a in ways[0] for b in ways[1])
