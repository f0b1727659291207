"""Which subject a text speaks of, by the words of a list that stand in it: a proposal with its evidence.

A first, literal form: width and case do not count, inflection does. What it finds it can show in the text itself.
"""

import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
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
    plain = _plain(text)
    naming: dict[str, int] = {}
    for words in keywords.values():
        for word in {_plain(word) for word in words}:
            naming[word] = naming.get(word, 0) + 1
    found = []
    for key, words in keywords.items():
        held = _longest([word for word in words if word and _plain(word) in plain])
        if held:
            score = sum(len(word) * (1 + log(len(keywords) / naming[_plain(word)])) for word in held)
            found.append(Evidence(key, tuple(held), score))
    return sorted(found, key=lambda item: -item.score)


def phrases_holding(text: str, words: Sequence[str]) -> list[str]:
    """The phrases of a text in which one of the words stands, in their order: what to underline as evidence."""
    wanted = [_plain(word) for word in words if word]
    return [phrase for phrase in split_phrases(text) if any(word in _plain(phrase) for word in wanted)]


def _longest(words: Sequence[str]) -> list[str]:
    unique = list(dict.fromkeys(words))
    return [word for word in unique if not any(word != other and _plain(word) in _plain(other) for other in unique)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
