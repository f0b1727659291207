"""What a group of texts speaks about, in words of its members, and three of its voices: a draft for a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from jukugi.core.text.field import names, strongest, subjects
from jukugi.core.text.grouping import Groups, Points
from jukugi.core.text.phrases import split_phrases
from jukugi.core.text.reading import Texts
from jukugi.core.text.tidying import one_line

# A word stands for a group when at least this share of the members say it.
LEAST_COVERAGE = 0.4
_LONGEST_QUOTE = 24
# A subject tells a group apart when its members speak of it so many times as often as others.
_LEAST_TIMES = 2


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

    Where no noun covers two fifths of the members, the subject of the field that does, with nouns of it; then the known
    issue of which the voices near to so many members speak; then two nouns together; then the central voice, shortened
    at a phrase. A word heads one group only. Cost: linear.
    """
    known = {words: strongest(words) for words in set(texts.subjects)}
    spoken = [known[words] for words in texts.subjects]
    inside, about = [], []
    for group in range(groups.n_groups):
        members = groups.members(group)
        inside.append(Counter(noun for place in members for noun in texts.names[place]))
        about.append(Counter(spoken[place] for place in members if spoken[place] is not None))
    everywhere, all_subjects = sum(inside, Counter[str]()), sum(about, Counter[int]())
    used: set[str] = set()
    labels = []
    for group in range(groups.n_groups):
        members = groups.members(group)
        ranked = [noun for noun in _ranked(inside[group], everywhere, len(members), len(texts)) if noun not in used]
        label = _of_nouns(texts, members, [(noun,) for noun in ranked[:3]])
        label = label or _of_subject(texts, members, about[group], all_subjects, ranked, used)
        label = label or _of_known_issue(groups, members, used)
        label = label or _of_nouns(texts, members, [(ranked[0], noun) for noun in ranked[1:]])
        label = label or _of_two_subjects(texts, members, about[group], all_subjects, used)
        label = label or Label(_shortened(texts.texts[_central(groups.points, members)]), (), 0.0)
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


def _of_nouns(texts: Texts, members: np.ndarray, candidates: Sequence[tuple[str, ...]]) -> Label | None:
    """The first nouns that together cover enough of the members."""
    for chosen in candidates:
        covered = sum(not texts.names[place].isdisjoint(chosen) for place in members) / len(members)
        if covered >= LEAST_COVERAGE:
            return Label("・".join(chosen), chosen, round(covered, 4))
    return None


def _of_subject(
    texts: Texts,
    members: np.ndarray,
    here: Counter[int],
    everywhere: Counter[int],
    ranked: Sequence[str],
    used: set[str],
) -> Label | None:
    """The subject of most members, where others speak of it much less, with up to two nouns that two of them use."""
    if not here:
        return None
    subject, number = min(here.items(), key=lambda item: (-item[1], item[0]))
    covered = number / len(members)
    outside = (everywhere[subject] - number) / max(1, len(texts) - len(members))
    name = names()[subject]
    if covered < LEAST_COVERAGE or covered < _LEAST_TIMES * outside or name in used:
        return None
    of_subject = set(subjects()[subject])
    nouns = [noun for noun in ranked if noun != name and noun in of_subject][:2]
    heading = f"{name}（{'・'.join(nouns)}）" if nouns else name
    return Label(heading, (name, *nouns), round(covered, 4))


def _of_known_issue(groups: Groups, members: np.ndarray, used: set[str]) -> Label | None:
    """The name of the known issue of which most members speak, where others speak of it much less."""
    here = Counter(groups.heard[members].ravel().tolist())
    for issue, number in sorted(here.items(), key=lambda item: (-item[1], item[0])):
        covered = number / len(members)
        outside = (float((groups.heard == issue).sum()) - number) / max(1, len(groups.heard) - len(members))
        if covered < LEAST_COVERAGE or issue < 0:
            return None
        if covered >= _LEAST_TIMES * outside and groups.issues[issue] not in used:
            return Label(groups.issues[issue], (groups.issues[issue],), round(covered, 4))
    return None


def _of_two_subjects(
    texts: Texts, members: np.ndarray, here: Counter[int], everywhere: Counter[int], used: set[str]
) -> Label | None:
    """Two subjects of which enough of the members speak together, and each more often than others do."""

    def times(subject: int) -> float:
        outside = (everywhere[subject] - here[subject]) / max(1, len(texts) - len(members))
        return here[subject] / len(members) / max(outside, 1e-9)

    named = [subject for subject in here if names()[subject] not in used and times(subject) >= _LEAST_TIMES]
    chosen = sorted(named, key=lambda subject: (-here[subject], subject))[:2]
    covered = sum(here[subject] for subject in chosen) / len(members)
    if len(chosen) < 2 or covered < LEAST_COVERAGE:
        return None
    words = tuple(names()[subject] for subject in chosen)
    return Label("・".join(words), words, round(covered, 4))


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
