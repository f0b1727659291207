"""Readings beside kanji (ふりがな): what is written is kept letter for letter, only runs of kanji get a reading.

Sudachi cuts the text and proposes; numbers with their counters and words that are read in two ways are decided here
(``counters``, ``readings``); what staff have set goes before everything.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sudachipy

from jukugi.core.text.aligning import RUN, Ruby, aligned, hiragana
from jukugi.core.text.counters import (
    COUNTERS,
    LONGEST_COUNTER,
    counter_after_digits,
    counter_after_what,
    counter_aloud,
    native_number,
    number_aloud,
    number_of,
)
from jukugi.core.text.lists import FIXED_NAMES, FIXED_READINGS
from jukugi.core.text.readings import reading_here
from jukugi.core.text.words import dictionary

FURIGANA_VERSION = 1
"""Raised with every change to readings: what is kept of them is made anew."""

_NUMERALS = "〇一二三四五六七八九十百千万億兆"
_NUMBER = re.compile(rf"([0-9０-９]+(?:[,，][0-9０-９]{{3}})*)([百千]?[万億兆]?)|[{_NUMERALS}]+")
_COUNTED = re.compile(rf"[{_NUMERALS}0-9０-９]+(?:{COUNTERS.pattern})")
# A reading that stands behind a word already: Sudachi takes both for one word.
_READING_BEHIND = re.compile(r"[（(][ぁ-ゖァ-ヺー]+[）)]$")
_MONTH_BEFORE = re.compile(r"月\s*$")
# Old forms that the dictionary does not know; one letter each, so that places stay.
_COMMON_FORM = str.maketrans({"髙": "高", "﨑": "崎", "𠮷": "吉"})
_MOST_CHARACTERS = 12_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A word at its place in a text: [start, end), its reading in hiragana, its kind, its spelling in a dictionary."""

    start: int
    end: int
    surface: str
    reading: str
    kind: tuple[str, ...]
    normal: str


def furigana(text: str, *, overrides: Mapping[str, str] | None = None) -> tuple[Ruby, ...]:
    """A text in parts, those of kanji with their reading.

    Parameters
    ----------
    text : any text; joined, the written parts are the text, letter for letter.
    overrides : word → reading in hiragana; a word applies where it begins and ends with a word of the text or with a
        run of kanji; the longest first. A word may hold kana, its reading then holds them too.

    A reading stands for kanji alone; one that cannot be brought into line with what is written is left out, as a
    missing reading misleads nobody. About 1,800 short texts in a second of processor time.
    """
    if not RUN.search(text):
        return (Ruby(text, ""),) if text else ()
    units = units_of(text)
    readings: dict[int, tuple[int, str]] = {}
    _put_overrides(text, units, {**FIXED_NAMES, **(overrides or {})}, readings)
    _put_numbers(text, units, readings)
    _put_words(text, units, readings)
    return tuple(_parts(text, readings))


def _parts(text: str, readings: Mapping[int, tuple[int, str]]) -> Iterator[Ruby]:
    bare = 0
    for start in sorted(readings):
        end, reading = readings[start]
        if bare < start:
            yield Ruby(text[bare:start], "")
        yield Ruby(text[start:end], reading)
        bare = end
    if bare < len(text):
        yield Ruby(text[bare:], "")


# Words -------------------------------------------------------------------------------------------------------------


def units_of(text: str) -> list[Unit]:
    """The words of a text at their places, whole names first and then cut where their parts are read alike."""
    safe = _one_for_one(text)
    tokenizer = dictionary().tokenizer(mode=sudachipy.SplitMode.C)
    units: list[Unit] = []
    for offset in range(0, len(safe), _MOST_CHARACTERS):
        for morpheme in tokenizer.tokenize(safe[offset : offset + _MOST_CHARACTERS]):
            whole = _unit(text, offset, morpheme)
            pieces = [_unit(text, offset, piece) for piece in morpheme.split(sudachipy.SplitMode.A, add_single=False)]
            is_alike = pieces and "".join(piece.reading for piece in pieces) == whole.reading
            is_safe = is_alike and all(aligned(piece.surface, piece.reading) for piece in pieces)
            units += pieces if is_safe and whole.surface not in FIXED_READINGS else [whole]
    return units


def _unit(text: str, offset: int, morpheme: sudachipy.Morpheme) -> Unit:
    start, end = offset + morpheme.begin(), offset + morpheme.end()
    if behind := _READING_BEHIND.search(text[start:end]):
        end -= len(behind[0])
    reading = "" if morpheme.is_oov() else hiragana(morpheme.reading_form())
    return Unit(start, end, text[start:end], reading, morpheme.part_of_speech(), morpheme.normalized_form())


def _one_for_one(text: str) -> str:
    """The text as Sudachi can read it, with as many letters: half characters and controls are blanks."""
    return "".join(" " if unicodedata.category(c) in ("Cs", "Cc") else c for c in text).translate(_COMMON_FORM)


def _put_words(text: str, units: Sequence[Unit], readings: dict[int, tuple[int, str]]) -> None:
    taken = _covered(readings)
    for place, unit in enumerate(units):
        if not RUN.search(unit.surface) or any(at in taken for at in range(unit.start, unit.end)):
            continue
        reading = reading_here(units, place) or unit.reading
        _put(unit.start, aligned(unit.surface, reading), readings)


def _put(start: int, parts: tuple[Ruby, ...] | None, readings: dict[int, tuple[int, str]]) -> None:
    for part in parts or ():
        if part.reading:
            readings[start] = (start + len(part.written), part.reading)
        start += len(part.written)


def _covered(readings: Mapping[int, tuple[int, str]]) -> set[int]:
    return {at for start, (end, _reading) in readings.items() for at in range(start, end)}


# What staff have set -----------------------------------------------------------------------------------------------


def _put_overrides(
    text: str, units: Sequence[Unit], overrides: Mapping[str, str], readings: dict[int, tuple[int, str]]
) -> None:
    edges = {unit.start for unit in units} | {unit.end for unit in units}
    run_edges = {edge for run in RUN.finditer(text) for edge in run.span()}
    words = re.compile("|".join(re.escape(word) for word in sorted(overrides, key=len, reverse=True) if word) or "(?!)")
    place = 0
    while match := words.search(text, place):
        start, end = match.span()
        may_end = edges | run_edges if end - start > 1 else edges
        if start in may_end and end in may_end:
            _put(start, aligned(match[0], overrides[match[0]]), readings)
            place = end
        else:
            place = start + 1


# Numbers -----------------------------------------------------------------------------------------------------------


def _put_numbers(text: str, units: Sequence[Unit], readings: dict[int, tuple[int, str]]) -> None:
    """Numbers that Sudachi sees as numbers, with the counter behind them."""
    taken = _covered(readings)
    numerals, inside = _numerals(units)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(at in taken or at not in numerals for at in range(start, end) if text[at] not in ",，"):
            continue
        counter = _counter_at(text, end, inside)
        if any(at in taken for at in range(end, end + len(counter))):
            continue
        is_date = bool(_MONTH_BEFORE.search(text[max(start - 3, 0) : start]))
        if match[1] is None:
            _put_kanji_number(text, start, match[0], counter, is_date, readings)
        else:
            _put_digits(match.start(2), match[1], match[2], counter, is_date, readings)
    _put_what(text, units, inside, readings)


def _numerals(units: Sequence[Unit]) -> tuple[set[int], set[int]]:
    """Where in the text numbers stand; and where another word goes on, so that no counter may end there."""
    numerals: set[int] = set()
    inside: set[int] = set()
    is_after_number = False
    for unit in units:
        is_after_number = _is_number(unit, is_after_number=is_after_number)
        if is_after_number:
            numerals.update(range(unit.start, unit.end))
        else:
            inside.update(range(unit.start + 1, unit.end))
    return numerals, inside


def _is_number(unit: Unit, *, is_after_number: bool) -> bool:
    """A number; or one with its counter that the dictionary takes for one word: 1人, the name 四軒, 十分 behind 三."""
    if unit.kind[1] == "数詞":
        return bool(_NUMBER.fullmatch(unit.surface) or unit.surface in ",，.．")
    if not _COUNTED.fullmatch(unit.surface):
        return False
    return (
        is_after_number
        or unit.surface[0].isdigit()
        or (unit.kind[1] == "固有名詞" and unit.surface not in FIXED_READINGS)
    )


def _put_digits(
    place: int, digits: str, unit: str, counter: str, is_date: bool, readings: dict[int, tuple[int, str]]
) -> None:
    """Digits stay bare; 万 and the counter behind them get their sound."""
    value = number_of(digits)
    if value is None:
        return
    for at, letter in enumerate(unit, start=place):
        size = number_of(letter) or 0
        said = number_aloud(value % 10 * size if letter in "百千" else size)
        readings[at] = (at + 1, said[-3:] if letter == "百" else said[-2:])
        value = size
    place += len(unit)
    if counter and (reading := counter_after_digits(value, counter, is_date=is_date)):
        readings[place] = (place + len(counter), reading)


def _put_kanji_number(
    text: str, start: int, written: str, counter: str, is_date: bool, readings: dict[int, tuple[int, str]]
) -> None:
    end = start + len(written)
    value = number_of(written)
    if value is None:
        return
    if native := native_number(value, text[end : end + 2]):
        readings[start] = (end, native)
        return
    said = counter_aloud(value, counter, is_date=is_date) if counter else None
    if said is None:
        if written.strip("〇"):
            readings[start] = (end, number_aloud(value))
    elif said[1]:
        readings[start] = (end, said[0])
        readings[end] = (end + len(counter), said[1])
    else:
        readings[start] = (end + len(counter), said[0])


def _put_what(text: str, units: Sequence[Unit], inside: set[int], readings: dict[int, tuple[int, str]]) -> None:
    """何 before a counter: 何人 なんにん."""
    for unit in units:
        counter = _counter_at(text, unit.end, inside) if unit.surface in ("何", "数") else ""
        after = counter_after_what(counter) if counter else None
        if after and unit.start not in readings and unit.end not in readings:
            readings[unit.start] = (unit.end, "なん" if unit.surface == "何" else "すう")
            readings[unit.end] = (unit.end + len(counter), after if unit.surface == "何" else _plain(counter))


def _plain(counter: str) -> str:
    said = counter_aloud(2, counter)
    return said[1] if said and said[1] else {"人": "にん", "日": "にち"}.get(counter, counter)


def _counter_at(text: str, place: int, inside: set[int]) -> str:
    """The longest counter that begins here and does not end inside another word; "" for none."""
    for length in range(LONGEST_COUNTER, 0, -1):
        written = text[place : place + length]
        if len(written) == length and COUNTERS.fullmatch(written) and place + length not in inside:
            return written
    return ""
