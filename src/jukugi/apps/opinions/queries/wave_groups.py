"""What voices that came in at once have in common: their words, the device, the part of the network. No SQL, no words
of their own: what is said here are counts, which a person judges.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jukugi.apps.opinions.enums import Likeness

SAME_WORDS_AT_LEAST, SAME_DEVICE_AT_LEAST, SAME_PLACE_AT_LEAST = 5, 5, 20
"""So many have something in common before they are a group; a library or a school is one part of the network."""
GROUPS_OF_A_KIND = 10
"""The largest of a kind; voices of the others may still have the next thing in common, or are read one by one."""
SAMPLE, SAMPLE_OF_OTHERS = 6, 20
"""So many of a group, and of those in none, are shown first."""


@dataclass(frozen=True)
class Arrived:
    """One voice: its key and words, whose device, and the mark of its part of the network ("" where there is none)."""

    pk: int
    text: str
    device: int
    mark: str


@dataclass(frozen=True)
class Alike:
    """Voices that have something in common, in the order in which they came in."""

    likeness: Likeness
    members: tuple[Arrived, ...]

    @property
    def people(self) -> int:
        return len({voice.device for voice in self.members})

    @property
    def places(self) -> int:
        return len({voice.mark for voice in self.members} - {""})


def alike(voices: Sequence[Arrived]) -> tuple[list[Alike], list[Arrived]]:
    """Groups, the largest first, and the voices that are in none. Every voice is in exactly one place.

    Words go first, then the device, then the part of the network: the stronger evidence. At most GROUPS_OF_A_KIND of
    each, so that a person can look at all of them. Cost: as ``repeat_sets``.
    """
    left = list(voices)
    groups: list[Alike] = []
    by_likeness = (
        (Likeness.WORDS, _same_words(left), SAME_WORDS_AT_LEAST),
        (Likeness.DEVICE, {voice.pk: voice.device for voice in left}, SAME_DEVICE_AT_LEAST),
        (Likeness.PLACE, {voice.pk: voice.mark for voice in left if voice.mark}, SAME_PLACE_AT_LEAST),
    )
    for likeness, kind_of, at_least in by_likeness:
        found = _gathered(left, kind_of, at_least)
        groups += [Alike(likeness, tuple(members)) for members in found]
        taken = {voice.pk for members in found for voice in members}
        left = [voice for voice in left if voice.pk not in taken]
    return sorted(groups, key=lambda group: -len(group.members)), left


def company(voices: Iterable[Arrived]) -> tuple[Counter[int], Counter[str]]:
    """How many voices came from each device, and from each part of the network that is known."""
    known = list(voices)
    return Counter(voice.device for voice in known), Counter(voice.mark for voice in known if voice.mark)


def spread(members: Sequence[Arrived], at_most: int) -> set[int]:
    """Keys of so many of them, evenly over the time: also the last ones are looked at."""
    if len(members) <= at_most:
        return {voice.pk for voice in members}
    return {members[place * (len(members) - 1) // (at_most - 1)].pk for place in range(at_most)}


def _same_words(voices: Sequence[Arrived]) -> dict[int, int]:
    """For each voice the place of the first that is the same opinion written again."""
    from jukugi.core.text.reading import read_texts
    from jukugi.core.text.repeats import repeat_sets

    if not voices:
        return {}
    firsts = repeat_sets(read_texts([voice.text for voice in voices]))
    return {voice.pk: int(first) for voice, first in zip(voices, firsts, strict=True)}


def _gathered(voices: Sequence[Arrived], kind_of: Mapping[int, int | str], at_least: int) -> list[list[Arrived]]:
    by_kind: dict[int | str, list[Arrived]] = defaultdict(list)
    for voice in voices:
        if voice.pk in kind_of:
            by_kind[kind_of[voice.pk]].append(voice)
    large = [members for members in by_kind.values() if len(members) >= at_least]
    return sorted(large, key=lambda members: -len(members))[:GROUPS_OF_A_KIND]
