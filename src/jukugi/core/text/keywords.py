"""Which subject a text speaks of, by the words of a list that stand in it: a proposal with its evidence.

A first, literal form: width and case do not count, inflection does. What it finds it can show in the text itself.
"""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

from jukugi.core.text.phrases import split_phrases

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Evidence(Generic[Key]):
    """A subject, the words of its list that the text holds, and a score: larger is nearer, comparable in one text."""

    key: Key
    words: tuple[str, ...]
    score: float


def evidence(text: str, keywords: Mapping[Key, Sequence[str]]) -> list[Evidence[Key]]:
    """Subjects of which at least one word stands in the text, nearest first; equal scores in the order given.

    A word weighs by its length and by how few subjects name it: ``len(word) · (1 + ln(subjects / naming))``, after the
    inverse document frequency of K. Spärck Jones, "A statistical interpretation of term specificity", 1972.
    A word inside a longer one that was found for the same subject counts once. Cost: subjects × words × text.
    """
    return KeywordLists(keywords).evidence(text)


class KeywordLists(Generic[Key]):
    """The word lists of subjects, made ready once for many texts; see `evidence`."""

    def __init__(self, keywords: Mapping[Key, Sequence[str]]) -> None:
        self._lists = {key: {word: form for word in words if (form := _word(word))} for key, words in keywords.items()}
        naming = Counter(form for words in self._lists.values() for form in set(words.values()))
        self._rarity = {form: 1 + log(len(self._lists) / count) for form, count in naming.items()}

    def evidence(self, text: str) -> list[Evidence[Key]]:
        """Subjects of which at least one word stands in the text, nearest first."""
        plain = _plain(text)
        here = {form for form in self._rarity if form in plain}
        if not here:
            return []
        found = []
        for key, words in self._lists.items():
            held = _longest({word: form for word, form in words.items() if form in here})
            if held:
                score = sum(len(form) * self._rarity[form] for form in held.values())
                found.append(Evidence(key, tuple(held), score))
        return sorted(found, key=lambda item: -item.score)


def phrases_holding(text: str, words: Sequence[str]) -> list[str]:
    """The phrases of a text in which one of the words stands, in their order: what to underline as evidence."""
    wanted = [form for form in map(_plain, words) if form]
    return [phrase for phrase in split_phrases(text) if any(word in _plain(phrase) for word in wanted)]


def _longest(words: Mapping[str, str]) -> dict[str, str]:
    """Of words with their plain forms those that stand in no other; of two with one form, the first."""
    first = {form: word for word, form in reversed(list(words.items()))}
    forms = [
        form for form in dict.fromkeys(words.values()) if not any(form != other and form in other for other in first)
    ]
    return {first[form]: form for form in forms}


@lru_cache(maxsize=16_384)
def _word(word: str) -> str:
    """The plain form of a word of a list: lists stay the same from text to text."""
    return _plain(word)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
