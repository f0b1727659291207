"""What was found, in arrays: how many of which kinds, the best first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from jukugi.apps.opinions.queries.searching import Kind

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Hits:
    """Opinions, an entry in each array for one: its key, when it came in, the place of its kind in ``table``, and
    whether it holds all that is looked for as words. ``voices`` and ``issues`` are of one length: the place of an
    opinion, and the key of an issue whose voice it is."""

    keys: Numbers
    seconds: Numbers
    kinds: npt.NDArray[np.integer[Any]]
    as_words: Marks
    table: tuple[Kind, ...]
    voices: Numbers
    issues: Numbers

    @classmethod
    def joined(cls, several: Sequence["Hits"]) -> "Hits":
        """All of these, at least one, with one table."""
        places: dict[Kind, int] = {}
        kinds = [
            np.array([places.setdefault(kind, len(places)) for kind in one.table], np.int64)[one.kinds]
            for one in several
        ]
        starts = accumulate([0, *(len(one.keys) for one in several[:-1])])
        return cls(
            keys=np.concatenate([one.keys for one in several]),
            seconds=np.concatenate([one.seconds for one in several]),
            kinds=np.concatenate(kinds),
            as_words=np.concatenate([one.as_words for one in several]),
            table=tuple(places),
            voices=np.concatenate([one.voices + start for one, start in zip(several, starts, strict=True)]),
            issues=np.concatenate([one.issues for one in several]),
        )

    def taken(self, marks: Marks) -> "Hits":
        """The marked ones."""
        of_taken = marks[self.voices]
        return Hits(
            keys=self.keys[marks],
            seconds=self.seconds[marks],
            kinds=self.kinds[marks],
            as_words=self.as_words[marks],
            table=self.table,
            voices=(marks.cumsum() - 1)[self.voices[of_taken]],
            issues=self.issues[of_taken],
        )

    def of_issue(self, issue: int) -> Marks:
        """Which are voices of an issue."""
        marks = np.zeros(len(self.keys), np.bool_)
        marks[self.voices[self.issues == issue]] = True
        return marks

    def by_issue(self) -> list[tuple[int, int]]:
        """Keys of issues with how many are a voice of each, the most spoken of first."""
        issues, numbers = np.unique(self.issues, return_counts=True)
        return sorted(
            zip(issues.tolist(), numbers.tolist(), strict=True), key=lambda counted: (-counted[1], counted[0])
        )

    def are(self, has: Callable[[Kind], bool]) -> Marks:
        """Which are of some kinds."""
        of_kind: Marks = np.array([has(kind) for kind in self.table], np.bool_)[self.kinds]
        return of_kind

    def numbers(self) -> dict[Kind, int]:
        """How many there are of each kind."""
        counted = np.bincount(self.kinds, minlength=len(self.table)).tolist()
        return {kind: number for kind, number in zip(self.table, counted, strict=True) if number}

    def best_first(self) -> list[int]:
        """Keys: those that hold all as words first (バス before バスケット), in each half the newest first.

        Of those that came in within the same second, the one with the higher key.
        """
        keys: list[int] = self.keys[np.lexsort((self.keys, self.seconds, self.as_words))[::-1]].tolist()
        return keys
