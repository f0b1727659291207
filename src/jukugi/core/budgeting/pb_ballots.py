"""The ballots of a .pb file as numbers: fast where they are plain, row by row where something is unusual."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jukugi.core.budgeting.errors import PbFault
from jukugi.core.budgeting.numbers import plain, read_number
from jukugi.core.budgeting.pb import Columns, IntArray, PbNote, VoteType

_BETWEEN = re.compile(r"[,，、]")


@dataclass
class Ballots:
    """As ``PbFile`` holds them."""

    lengths: IntArray
    choices: IntArray
    points: tuple[Fraction, ...] | None
    notes: list[PbNote]


def read_ballots(
    votes: Columns, lines: Sequence[int], project_ids: Sequence[str], vote_type: VoteType, faults: list[PbFault]
) -> Ballots:
    """Faults: unknown_project, wrong_points, several_choices, missing_column (points)."""
    if vote_type.has_points and "points" not in votes:
        faults.append(PbFault("missing_column", None, "VOTES", "points"))
        return _ballots([], [], None, 0)
    places = {key: place for place, key in enumerate(project_ids)}
    cells = votes["vote"]
    points = votes["points"] if vote_type.has_points else None
    plain_ballots = _plainly(cells, places, points)
    if plain_ballots is None or _is_unusual(plain_ballots, vote_type, len(project_ids)):
        return _row_by_row(cells, points, lines, places, vote_type, faults)
    return plain_ballots


def _plainly(cells: Sequence[str], places: Mapping[str, int], points: Sequence[str] | None) -> Ballots | None:
    """All ballots at once where every cell is ids and commas, and points are whole numbers; else None."""
    lengths = [cell.count(",") + 1 if cell else 0 for cell in cells]
    keys = ",".join([cell for cell in cells if cell]).split(",") if any(lengths) else []
    found = list(map(places.get, keys))
    if None in found:
        return None
    given = None
    if points is not None:
        if [cell.count(",") + 1 if cell else 0 for cell in points] != lengths:
            return None
        numbers = ",".join([cell for cell in points if cell]).split(",") if keys else []
        known = {number: Fraction(int(number)) for number in set(numbers) if number.isascii() and number.isdigit()}
        if any(number not in known for number in set(numbers)):
            return None
        given = [known[number] for number in numbers]
    return _ballots(lengths, found, given, 0)


def _is_unusual(ballots: Ballots, vote_type: VoteType, n_projects: int) -> bool:
    """Whether a ballot names a project twice, or several where one is to be chosen."""
    if vote_type is VoteType.CHOOSE_1 and ballots.lengths.max(initial=0) > 1:
        return True
    voters = np.repeat(np.arange(len(ballots.lengths)), ballots.lengths)
    pairs = np.sort(voters * n_projects + ballots.choices)
    return bool((pairs[1:] == pairs[:-1]).any())


def _row_by_row(
    cells: Sequence[str],
    points: Sequence[str] | None,
    lines: Sequence[int],
    places: Mapping[str, int],
    vote_type: VoteType,
    faults: list[PbFault],
) -> Ballots:
    reader = _RowReader(places, vote_type, faults)
    for row, cell in enumerate(cells):
        reader.read(lines[row], cell, None if points is None else points[row])
    return _ballots(reader.lengths, reader.choices, reader.points if points is not None else None, reader.n_repeated)


class _RowReader:
    """Ballots one by one, with blanks, full-width forms and Japanese commas."""

    def __init__(self, places: Mapping[str, int], vote_type: VoteType, faults: list[PbFault]) -> None:
        self.places, self.vote_type, self.faults = places, vote_type, faults
        self.plain_places = {plain(key): place for key, place in places.items()}
        self.lengths: list[int] = []
        self.choices: list[int] = []
        self.points: list[Fraction] = []
        self.n_repeated = 0

    def read(self, line: int, cell: str, points: str | None) -> None:
        keys = self._parts(cell)
        numbers = self._numbers(line, points, len(keys)) if points is not None else [Fraction(1)] * len(keys)
        taken: dict[int, Fraction] = {}
        for key, number in zip(keys, numbers, strict=True):
            place = self.places.get(key, self.plain_places.get(plain(key)))
            if place is None:
                self.faults.append(PbFault("unknown_project", line, "VOTES", "vote", key))
            elif place not in taken:
                taken[place] = number
            elif points is not None and taken[place] != number:
                self.faults.append(PbFault("wrong_points", line, "VOTES", "points", points))
            else:
                self.n_repeated += 1
        if self.vote_type is VoteType.CHOOSE_1 and len(taken) > 1:
            self.faults.append(PbFault("several_choices", line, "VOTES", "vote", cell))
        self.lengths.append(len(taken))
        self.choices += taken
        self.points += taken.values()

    def _parts(self, cell: str) -> list[str]:
        if cell in self.places:
            return [cell]
        parts = [part.strip() for part in cell.split(",")]
        if not all(part in self.places for part in parts):
            parts = [part.strip() for part in _BETWEEN.split(cell)]
        return [part for part in parts if part]

    def _numbers(self, line: int, cell: str, wanted: int) -> list[Fraction]:
        """As many numbers as there are projects; zeros, with a fault, for anything else."""
        parts = [part.strip() for part in _BETWEEN.split(cell)]
        numbers = [read_number(part) for part in parts if part]
        known = [number for number in numbers if number is not None]
        if len(known) != len(numbers) or len(known) != wanted:
            self.faults.append(PbFault("wrong_points", line, "VOTES", "points", cell))
            return [Fraction(0)] * wanted
        return known


def _ballots(
    lengths: Sequence[int], choices: Sequence[int | None], points: Sequence[Fraction] | None, n_repeated: int
) -> Ballots:
    return Ballots(
        lengths=np.array(lengths, dtype=np.int64),
        choices=np.array(choices, dtype=np.int64),
        points=None if points is None else tuple(points),
        notes=[PbNote("repeated_choice", "", n_repeated)] if n_repeated else [],
    )
