"""What is searched: the letters of a text, its words in the spelling of a dictionary, and what somebody looks for.

A text holds a term where its letters stand in the text one after the other, or where its words do, in whatever
spelling: 子ども finds 子供 and こども, but 避難所 does not find every 避難.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jukugi.core.text.tidying import JOINERS, is_hidden, is_visible

SEARCH_VERSION = 2
"""Raised with every change to what is kept of a text for searching: then all of it is made anew."""

# What hangs on a letter: half-width voicing marks, accents, the parts of Hangul, choosers of a form.
_MARKS = (
    r"\u0300-\u036f\u1160-\u11ff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\uff9e\uff9f\U000e0100-\U000e01ef"
)
_CLUSTER = re.compile(f"(?s:.)[{_MARKS}]*")
_LONE_MARKS = re.compile(f"^[{_MARKS}]+")
_UNSEEN = re.compile(rf"[{JOINERS}\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
# Old forms of names that a computer takes for other letters than the common ones.
_COMMON_FORM = str.maketrans({"髙": "高", "﨑": "崎", "𠮷": "吉"})
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_BETWEEN_TERMS = re.compile(r"[\s,、，]+")


@dataclass(frozen=True, slots=True)
class Letters:
    """A text as it is searched; ``origins`` holds for each letter where in the text it came from: [start, end)."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def where(self, start: int, end: int) -> tuple[int, int]:
        """The part of the written text behind these letters."""
        return self.origins[start][0], self.origins[end - 1][1]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: ``letters``, and ``words`` as ``SearchWords.text`` has them, "" where no word says much."""

    letters: str
    words: str

    def is_held_by(self, letters: str, words: str) -> bool:
        """Whether a text with these letters and words holds the term: what every index must agree with."""
        return self.letters in letters or bool(self.words and self.words in words)


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words of letters in the spelling of a dictionary: `` 子供 の 遊び場 `` between single blanks.

    ``says_something`` where one of them carries a meaning.
    """

    text: str
    says_something: bool


def search_letters(text: str) -> Letters:
    """The letters of a text for searching: width, case, what is not seen and blanks between Japanese do not count.

    Of blanks only one stays, and only between two letters of ASCII. Hiragana and katakana stay apart: ばす must not be
    found in そばすぐ for バス.
    """
    found: list[str] = []
    origins: list[tuple[int, int]] = []
    blank: tuple[int, int] | None = None
    for match in _CLUSTER.finditer(text):
        piece = _folded(match[0])
        if not piece:
            continue
        if piece.isspace():
            blank = blank or match.span()
            continue
        if blank is not None and found and found[-1].isascii() and piece[0].isascii():
            found.append(" ")
            origins.append(blank)
        blank = None
        found.extend(piece)
        origins.extend([match.span()] * len(piece))
    return Letters("".join(found), tuple(origins))


def search_words(letters: str) -> SearchWords:
    """The words of what ``search_letters`` made. Loads the dictionary of Sudachi: 0.15 s and 80 MB once a process."""
    from jukugi.core.text.words import placed_words

    read = [word for word, _start, _end in placed_words(letters)]
    spelled = [spelling for word in read if (spelling := _one_spelling(word.normal))]
    return SearchWords(f" {' '.join(spelled)} " if spelled else "", any(word.is_content for word in read))


def letters_of(text: str) -> str:
    """``search_letters(text).text``, without where each letter came from, and in a third of the time."""
    found: list[str] = []
    is_after_blank = False
    for piece in map(_folded, _CLUSTER.findall(text)):
        if not piece:
            continue
        if piece.isspace():
            is_after_blank = True
            continue
        if is_after_blank and found and found[-1][-1].isascii() and piece[0].isascii():
            found.append(" ")
        is_after_blank = False
        found.append(piece)
    return "".join(found)


def words_of_letters(letters: Iterable[str]) -> Iterator[str]:
    """``search_words(one).text`` for each of these, without what they say, and in half of the time."""
    from jukugi.core.text.words import normal_forms

    for normals in normal_forms(letters):
        spelled = [spelling for normal in normals if (spelling := _one_spelling(normal))]
        yield f" {' '.join(spelled)} " if spelled else ""


def search_terms(query: str) -> list[str]:
    """What is looked for, as letters: parts between blanks and commas, without quotes and other signs around them.

    Parts of signs alone are left out, and so is what was said before.
    """
    parts = (search_letters(_trimmed(part)).text for part in _BETWEEN_TERMS.split(query))
    return list(dict.fromkeys(part for part in parts if part))


def term_of(letters: str) -> Term:
    """A part of ``search_terms`` with its words; a single letter is looked for as a letter alone."""
    words = search_words(letters) if len(letters) > 1 else SearchWords("", False)
    return Term(letters, words.text if words.says_something else "")


def found_places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where in a text the terms stand, in order and without overlap: by their letters and, besides, by their words."""
    letters = search_letters(text)
    spans = [letters.where(*span) for term in terms for span in _spans(letters.text, term.letters)]
    spoken = [term.words for term in terms if term.words]
    if spoken:
        words, places = _placed_words(letters.text)
        starts = _starts_of_words(words)
        for phrase in spoken:
            length = phrase.count(" ") - 1
            for start, _end in _spans(words, phrase):
                first = starts[start + 1]
                spans.append(letters.where(places[first][0], places[first + length - 1][1]))
    return _joined(spans)


@lru_cache(maxsize=20_000)
def _folded(cluster: str) -> str:
    """The letters behind one that is seen, with its marks; "" for what leaves no ink, " " for a blank.

    A mark without a letter is none: without the blank before it, it would hang on another one.
    """
    if cluster.isspace() or is_hidden(cluster[0]):
        return " " if cluster.isspace() or cluster[0] < " " else ""
    form = unicodedata.normalize("NFKC", _UNSEEN.sub("", cluster)).casefold().translate(_COMMON_FORM)
    return _LONE_MARKS.sub("", form.strip()).strip() or (" " if form else "")


@lru_cache(maxsize=20_000)
def _one_spelling(word: str) -> str:
    """The same for ごみ and ゴミ: a word of kana alone is written in hiragana."""
    form = "".join(unicodedata.normalize("NFKC", word).casefold().split())
    return form.translate(_TO_HIRAGANA) if _KANA.fullmatch(form) else form


def _trimmed(part: str) -> str:
    """Without signs at both ends."""
    seen = [place for place, character in enumerate(part) if is_visible(character)]
    return part[seen[0] : seen[-1] + 1] if seen else ""


def _spans(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Every place of a part in a text; the closing blank of a phrase of words may open the next."""
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _placed_words(letters: str) -> tuple[str, list[tuple[int, int]]]:
    """``search_words(letters).text``, and for each word where its letters are."""
    from jukugi.core.text.words import placed_forms

    placed = [(_one_spelling(normal), start, end) for normal, start, end in placed_forms(letters)]
    spelled = [spelling for spelling, _start, _end in placed if spelling]
    return f" {' '.join(spelled)} ", [(start, end) for spelling, start, end in placed if spelling]


def _starts_of_words(words: str) -> dict[int, int]:
    """Which word begins at a place of a text of words."""
    starts, place = {}, 1
    for number, normal in enumerate(words.split()):
        starts[place] = number
        place += len(normal) + 1
    return starts


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order; those that overlap or touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
