"""Japanese text cut into words by Sudachi, with the spelling a dictionary would use and the reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import sudachipy

from jukugi.core.text.lists import EMPTY_WORDS
from jukugi.core.text.plain import plain

# Sudachi reads at most 49,149 bytes at once.
_MOST_CHARACTERS = 12_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands (``surface``), as a dictionary spells it (``normal``), read aloud in katakana, its kind."""

    surface: str
    normal: str
    reading: str
    kind: tuple[str, ...]
    is_unknown: bool

    @property
    def is_content(self) -> bool:
        """A word that carries a meaning of its own; particles, endings, signs and words like する do not."""
        return _carries_meaning(self.kind) and (self.kind[1] != "非自立可能" or self.normal not in EMPTY_WORDS)


_MEANING = frozenset(("名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"))


def _carries_meaning(kind: tuple[str, ...]) -> bool:
    return kind[0] in _MEANING and kind[1] != "助動詞語幹"


@cache
def dictionary() -> sudachipy.Dictionary:
    """Read once in a process: 0.4 s, 200 MB of file mapped into memory."""
    return sudachipy.Dictionary(dict="core")


def parts_of(form: str) -> list[str]:
    """A text in parts that Sudachi can read at once."""
    return [form[start : start + _MOST_CHARACTERS] for start in range(0, len(form), _MOST_CHARACTERS)]


def words_of(texts: Iterable[str], *, is_fine: bool = True) -> Iterator[list[Word]]:
    """The words of each text, of its plain form: 一町内会 in one text and 町内会 in another share their words.

    Parameters
    ----------
    texts : any strings; controls and half characters are read as blanks.
    is_fine : the shortest units (町 / 内会 …, Sudachi's mode A) or the names of things as wholes (mode C).

    About 10,000 short texts in a second of processor time; safe to use from several threads, a call each.
    """
    mode = sudachipy.SplitMode.A if is_fine else sudachipy.SplitMode.C
    tokenizer = dictionary().tokenizer(mode=mode)
    for text in texts:
        yield [
            Word(m.surface(), m.normalized_form(), m.reading_form(), m.part_of_speech(), m.is_oov())
            for part in parts_of(plain(text))
            for m in tokenizer.tokenize(part)
            if not m.surface().isspace()
        ]


def placed_words(form: str) -> Iterator[tuple[Word, int, int]]:
    """The shortest units of a text that is plain already, each with its place in it: [start, end)."""
    tokenizer = dictionary().tokenizer(mode=sudachipy.SplitMode.A)
    for start in range(0, len(form), _MOST_CHARACTERS):
        for m in tokenizer.tokenize(form[start : start + _MOST_CHARACTERS]):
            if not m.surface().isspace():
                word = Word(m.surface(), m.normalized_form(), m.reading_form(), m.part_of_speech(), m.is_oov())
                yield word, start + m.begin(), start + m.end()


def normal_forms(forms: Iterable[str]) -> Iterator[list[str]]:
    """The shortest units of texts that are plain already, as a dictionary spells them, and nothing else of them."""
    tokenizer = dictionary().tokenizer(mode=sudachipy.SplitMode.A)
    for form in forms:
        yield [m.normalized_form() for part in parts_of(form) for m in tokenizer.tokenize(part)]


def placed_forms(form: str) -> Iterator[tuple[str, int, int]]:
    """``normal_forms`` of one text, each with its place in it: [start, end)."""
    tokenizer = dictionary().tokenizer(mode=sudachipy.SplitMode.A)
    start = 0
    for part in parts_of(form):
        for m in tokenizer.tokenize(part):
            yield m.normalized_form(), start + m.begin(), start + m.end()
        start += len(part)


@lru_cache(maxsize=20_000)
def readings_of(written: str) -> frozenset[str]:
    """All ways in which a dictionary reads what is written so: 開い is アイ and ヒライ. Empty for no word."""
    return frozenset(entry.reading_form() for entry in dictionary().lookup(written))


def katakana(text: str) -> str:
    """Hiragana as katakana, all else as it is."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def as_written(text: str, normals: Sequence[str]) -> list[str]:
    """Words given as a dictionary spells them, as they stand in the text, the first time; one not found is left out."""
    written: dict[str, str] = {}
    for word in next(words_of([text])):
        written.setdefault(word.normal, word.surface)
    return [written[normal] for normal in normals if normal in written]


def awkwardness(text: str) -> int:
    """How unlikely the words of a text follow each other: the cost of Sudachi's best reading. Only for comparing."""
    # A tokenizer serves one thread at a time, and is made in a microsecond.
    return dictionary().tokenizer(mode=sudachipy.SplitMode.C).tokenize(text).get_internal_cost()
