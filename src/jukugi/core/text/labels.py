"""What a group of texts speaks about, in words of its members, and three of its voices: a draft for a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from jukugi.core.text.grouping import Groups, Points
from jukugi.core.text.phrases import split_phrases
from jukugi.core.text.reading import Texts
from jukugi.core.text.tidying import one_line

# A word stands for a group when at least this share of the members say it.
LEAST_COVERAGE = 0.4
_LONGEST_QUOTE = 24


@dataclass(frozen=True)
class Label:
    """``text`` of the draft; ``words`` that were counted, none when a quote stands in; ``coverage`` 0..1 of members."""

    text: str
    words: tuple[str, ...]
    coverage: float


@dataclass(frozen=True)
class Quotes:
    """Places of texts: one in the middle, one that differs most, one from the smaller half (None in small ones)."""

    central: int
    different: int | None
    minority: int | None


def label_groups(texts: Texts, groups: Groups) -> list[Label]:
    """A draft heading for each group, from nouns most of its members use and others do not.

    Two or three words when one alone does not cover two fifths of the members; where they do not either, the central
    voice, shortened at a phrase, stands in. A word heads one group only. Cost: linear.
    """
    nouns = texts.names
    inside = [
        Counter(noun for place in groups.members(group) for noun in nouns[place]) for group in range(groups.n_groups)
    ]
    everywhere = sum(inside, Counter[str]())
    used: set[str] = set()
    labels = []
    for group in range(groups.n_groups):
        members = groups.members(group)
        ranked = _ranked(inside[group], everywhere, len(members), len(texts))
        label = _label(texts.texts, nouns, members, [noun for noun in ranked if noun not in used], groups)
        used.update(label.words)
        labels.append(label)
    return labels


def quote_groups(groups: Groups) -> list[Quotes]:
    """Three voices of each group. The central one is nearest to its middle; the first of equal ones."""
    return [_quotes(groups, group) for group in range(groups.n_groups)]


def _ranked(inside: Counter[str], everywhere: Counter[str], n_members: int, n_texts: int) -> list[str]:
    """Nouns by how much more often they are said inside than outside, times how often inside."""

    def score(noun: str) -> float:
        here = inside[noun] / n_members
        elsewhere = (everywhere[noun] - inside[noun] + 0.5) / (n_texts - n_members + 1)
        return here * log(max(here / elsewhere, 1.0))

    found = {noun: score(noun) for noun, count in inside.items() if count > 1}
    return sorted((noun for noun in found if found[noun] > 0), key=lambda noun: (-found[noun], noun))[:12]


def _label(
    texts: Sequence[str], nouns: Sequence[frozenset[str]], members: np.ndarray, ranked: list[str], groups: Groups
) -> Label:
    said = {noun: frozenset(place for place in members if noun in nouns[place]) for noun in ranked}
    single = [(noun,) for noun in ranked[:3]]
    pairs = [(ranked[0], noun) for noun in ranked[1:]]
    triples = [(*ranked[:2], noun) for noun in ranked[2:]]
    for chosen in [*single, *pairs, *triples]:
        covered = len(frozenset().union(*(said[noun] for noun in chosen))) / len(members)
        if covered >= LEAST_COVERAGE:
            return Label("・".join(chosen), chosen, round(covered, 4))
    central = texts[_central(groups.points, members)]
    return Label(_shortened(central), (), 0.0)


def _shortened(text: str) -> str:
    """The beginning of a text, to the last phrase that fits."""
    line = one_line(text)
    if len(line) <= _LONGEST_QUOTE:
        return f"「{line}」"
    kept = ""
    for phrase in split_phrases(line):
        if len(kept) + len(phrase) > _LONGEST_QUOTE:
            break
        kept += phrase
    return f"「{kept or line[:_LONGEST_QUOTE]}…」"


def _central(points: Points, members: np.ndarray) -> int:
    own = points[members]
    return int(members[int(np.argmax(own @ own.mean(axis=0)))])


def _quotes(groups: Groups, group: int) -> Quotes:
    members = groups.members(group)
    own = groups.points[members]
    central = _central(groups.points, members)
    if len(members) < 3:
        return Quotes(central, None, None)
    near = own @ groups.points[central]
    different = int(members[int(np.argmin(near))])
    leaning = own @ groups.points[different] > near
    smaller = leaning if 0 < leaning.sum() <= len(members) / 2 else ~leaning
    minority = members[smaller]
    others = minority[(minority != different) & (minority != central)]
    return Quotes(central, different, _central(groups.points, others) if len(others) else None)
