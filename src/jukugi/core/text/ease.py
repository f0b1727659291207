"""Hints for やさしい日本語: places in a text that some readers will stumble over, each with what to do. No grade.

References
----------
出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」, 2020.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jukugi.core.text.aligning import KANJI
from jukugi.core.text.ease_words import TERMS, VERB_TERMS, VERBS
from jukugi.core.text.furigana import Unit, units_of

LONGEST_SENTENCE = 30
MOST_KANJI = 5
MOST_LETTERS = 10_000
"""Longer texts are read as far as this."""

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_KANJI_ROW = re.compile(f"[{KANJI}]{{{MOST_KANJI + 1},}}")
_DOUBLE_NEGATIVE = re.compile(
    r"ない(?:わけ|こと)(?:で)?[はも]?(?:な[いくか]|ありません)|なく[はも]?(?:な[いくか]|ありません)"
    r"|ないとは(?:[言い]え|限ら|かぎら)|ないでもな[いくか]|ざるを[得え]|ないわけに(?:は)?[行い]か"
)
_MUST = re.compile(r"な(?:ければ|くては|きゃ)(?:な[らり]|いけ)(?:ない|ません)|ないといけ(?:ない|ません)")
_HONORIFIC = re.compile(
    r"いただ[かきくけこい]|頂[かきくけこい]|くださいますよう|ございま[すし]|いたしま[すし]|致しま[すし]|まいりま[すし]|申し上げ|賜"
    r"|ておりま[すし]|存じ(?:ます|上げ)|拝[見読借]|お[ぁ-ん一-龥]{1,4}にな[らりるっ]|なさ[いっらりる]|召し上が|ご[一-龥]{2}(?:くだ|下)さい"
)
_ACRONYM = re.compile(r"(?<![A-Za-zＡ-Ｚａ-ｚ@./])[A-ZＡ-Ｚ]{2,6}(?![A-Za-zＡ-Ｚａ-ｚ@./])")
_KNOWN_ACRONYMS = frozenset(("FAX", "TEL", "QR", "AM", "PM", "URL"))
_EXPLAINED_BEHIND = re.compile(r"\s*[（(「][^）)」]{2,}[）)」]")
_DATE = re.compile(r"[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?!間|目)(?!\s*[（(][月火水木金土日])")
_ERA = re.compile(r"(?:令和|平成|昭和|大正|明治)(?:[0-9０-９]{1,2}|元|[一二三四五六七八九十]{1,3})年(?:度)?")
_WESTERN_YEAR = re.compile(r"[0-9０-９]{4}年?")
_RANGE = re.compile(r"(?<=[0-9０-９時分日月年階円人）)])\s*[〜～~]\s*(?=[0-9０-９第（(])")
_SURU = frozenset(["為る", "致す", "為さる", "出来る"])
_PASSIVE = frozenset(("れる", "られる"))


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """A place [start, end), why it may be hard (``code``), and what belongs to it.

    ``code``: long_sentence, double_negative, must, passive, honorific, verb, term, acronym, kanji_row, date, era,
    range.
    ``easier`` and ``meaning`` say what could stand there, where a list knows it; ``count`` how many letters there are.
    """

    start: int
    end: int
    code: str
    written: str
    easier: str = ""
    meaning: str = ""
    count: int = 0


def hints(text: str) -> tuple[Hint, ...]:
    """Places of a text that could be easier, in their order; several may stand at one place.

    A word that comes again is named once. About 2,000 short texts in a second of processor time.
    """
    text = text[:MOST_LETTERS]
    units = units_of(text)
    found = [*_sentences(text), *_patterns(text), *_verbs(text, units), *_terms(text, units)]
    return tuple(sorted(_once(found)))


def _once(found: Sequence[Hint]) -> Iterator[Hint]:
    """A verb, word or acronym is told at its first place alone."""
    seen: set[tuple[str, str]] = set()
    for hint in sorted(found):
        key = (hint.code, hint.written)
        if hint.code in ("verb", "term", "acronym", "kanji_row") and key in seen:
            continue
        seen.add(key)
        yield hint


def _sentences(text: str) -> Iterator[Hint]:
    for sentence in _SENTENCE.finditer(text):
        count = len("".join(sentence[0].split()))
        if count > LONGEST_SENTENCE:
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            yield Hint(start, sentence.end(), "long_sentence", text[start : sentence.end()], count=count)


def _patterns(text: str) -> Iterator[Hint]:
    for code, pattern in (
        ("double_negative", _DOUBLE_NEGATIVE),
        ("must", _MUST),
        ("honorific", _HONORIFIC),
        ("date", _DATE),
        ("range", _RANGE),
    ):
        for match in pattern.finditer(text):
            yield Hint(*match.span(), code, match[0].strip())
    for match in _KANJI_ROW.finditer(text):
        yield Hint(*match.span(), "kanji_row", match[0], count=len(match[0]))
    for match in _ACRONYM.finditer(text):
        is_known = unicodedata.normalize("NFKC", match[0]) in _KNOWN_ACRONYMS
        if not is_known and not _is_explained(text, *match.span()):
            yield Hint(*match.span(), "acronym", match[0])
    for match in _ERA.finditer(text):
        beside = text[max(match.start() - 7, 0) : match.start()] + "　" + text[match.end() : match.end() + 7]
        if not _WESTERN_YEAR.search(beside):
            yield Hint(*match.span(), "era", match[0])


def _is_explained(text: str, start: int, end: int) -> bool:
    """NPO（民間の団体）, or 民間の団体（NPO）; wherever it comes first."""
    first = text.find(text[start:end])
    behind = _EXPLAINED_BEHIND.match(text, first + end - start)
    is_enclosed = text[max(first - 1, 0) : first] in ("（", "(") and text[first + end - start :][:1] in ("）", ")")
    return behind is not None or is_enclosed


def _verbs(text: str, units: Sequence[Unit]) -> Iterator[Hint]:
    for place, unit in enumerate(units):
        following = units[place + 1] if place + 1 < len(units) else None
        if unit.surface in VERBS and following is not None and following.normal in _SURU:
            yield Hint(unit.start, unit.end, "verb", unit.surface, VERBS[unit.surface])
        if unit.kind[0] == "助動詞" and unit.normal in _PASSIVE and place:
            start = units[place - 1].start
            if units[place - 1].normal in _SURU and place > 1:
                start = units[place - 2].start
            yield Hint(start, unit.end, "passive", text[start : unit.end])
        if unit.kind[0] == "動詞" and unit.normal in VERB_TERMS:
            known = TERMS[unit.normal]
            yield Hint(unit.start, unit.end, "term", unit.surface, known.easier, known.meaning)


@cache
def _term_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(TERMS, key=len, reverse=True)))


def _terms(text: str, units: Sequence[Unit]) -> Iterator[Hint]:
    """Words of the list that begin and end with words of the text: サポート, but not in サポーター."""
    edges = {unit.start for unit in units} | {unit.end for unit in units}
    verbs = {unit.start for unit, after in zip(units, units[1:], strict=False) if _is_told_as_verb(unit, after)}
    for match in _term_pattern().finditer(text):
        start, end = match.span()
        if start in edges and end in edges and start not in verbs:
            known = TERMS[match[0]]
            yield Hint(start, end, "term", match[0], known.easier, known.meaning)


def _is_told_as_verb(unit: Unit, after: Unit) -> bool:
    return unit.surface in VERBS and after.normal in _SURU
