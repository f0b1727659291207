"""Votes for both sides of the comparison: of a Polis export, or made up with groups that are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "votes.npz"


@dataclass(frozen=True)
class Votes:
    """Current votes in three columns of equal length, sorted by participant, then statement; 1, -1 and 0 (pass)."""

    participant: NDArray[np.int64]
    statement: NDArray[np.int64]
    choice: NDArray[np.int8]
    moderated_out: NDArray[np.int64]

    def save(self, folder: Path) -> None:
        np.savez(folder / FILE, p=self.participant, s=self.statement, c=self.choice, out=self.moderated_out)


def of_export(folder: Path) -> Votes:
    """The current votes of a Polis export; meta statements count as moderated out."""
    from jukugi.core.opinion_map import latest_votes, parse_polis_export

    export = parse_polis_export({path.name: path.read_bytes() for path in folder.glob("*.csv")})
    raw = export.votes
    columns = latest_votes(raw.participant, raw.statement, raw.choice, raw.timestamp_ms)
    return Votes(*columns, np.array([*export.moderated_out_ids, *export.meta_ids], dtype=np.int64))


def synthetic(*, people: int, statements: int, seed: int, each: int = 50, groups: int = 4) -> Votes:
    """People of four groups, each with about ``each`` answers, some more and many fewer; nobody twice on one."""
    rng = np.random.default_rng(seed)
    leaning = leanings(groups, statements, rng)
    counts = np.clip(rng.gamma(2.0, each / 2, size=people).astype(np.int64), 1, statements)
    participant = np.repeat(np.arange(people), counts)
    statement = np.concatenate([np.sort(rng.choice(statements, size=count, replace=False)) for count in counts])
    group = rng.integers(groups, size=people)
    with_group = rng.random(participant.size) < 0.7
    free = rng.choice([1, -1, 0], p=[0.45, 0.35, 0.2], size=participant.size)
    choice = np.where(with_group, leaning[group[participant], statement], free).astype(np.int8)
    return Votes(participant, statement, choice, np.zeros(0, dtype=np.int64))


def leanings(groups: int, statements: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """What each group tends to answer, 1 or -1, shape (groups, statements): two questions lie behind all statements,
    the first weighing more, and the groups stand around them unevenly."""
    angles = 2 * np.pi * (np.arange(groups) + rng.uniform(0.1, 0.4, size=groups)) / groups
    where = np.stack([1.3 * np.cos(angles), np.sin(angles)])
    return np.sign(rng.normal(size=(statements, 2)) @ where).T.astype(np.int8)
