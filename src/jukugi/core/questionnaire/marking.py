"""Sheets to look at twice: they are told of, never dropped. Needs numpy: for jobs, imported by its full name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jukugi.core.questionnaire.counting import NONE, BoolArray, Columns
from jukugi.core.questionnaire.questions import QuestionKind


@dataclass(frozen=True)
class MarkSettings:
    """``equal_from``: so many answered questions, all equal to those of another sheet. ``speed``: below this part of
    the median time per answered question. ``times_from``: so many sheets with a time, for a median to mean something.
    ``rows_from``: rows of a matrix with one and the same answer in all of them.
    """

    equal_from: int = 8
    speed: float = 0.4
    times_from: int = 20
    rows_from: int = 4


@dataclass(frozen=True, eq=False)
class Marks:
    """Each of shape (sheets,). ``equal``: another sheet of the same people has the same answers. ``device``: another
    one came from the same device. ``fast``: answered much faster than others. ``straight``: the same answer down every
    long matrix.
    """

    equal: BoolArray
    device: BoolArray
    fast: BoolArray
    straight: BoolArray

    @property
    def any(self) -> BoolArray:
        return np.asarray(self.equal | self.device | self.fast | self.straight)


def mark(
    columns: Columns,
    *,
    digests: Sequence[str],
    devices: Sequence[int | None],
    seconds: Sequence[int | None],
    settings: MarkSettings | None = None,
) -> Marks:
    """Look for sheets that may come from nobody who read the questions. Linear.

    Parameters
    ----------
    digests : of the answers of each sheet. devices : from which it came, None off the web. seconds : how long the form
        was open, None where nobody knows.

    References
    ----------
    D. J. Leiner, "Too fast, too straight, too weird: non-reactive indicators for meaningless data in internet surveys",
    Survey Research Methods 13, 2019 (speed against the median; 0.4 marks fewer sheets than the 0.5 used there). J. A.
    Krosnick, "Response strategies for coping with the cognitive demands of attitude measures in surveys", Applied
    Cognitive Psychology 5, 1991 (the same answer down a matrix).
    """
    settings = settings or MarkSettings()
    answered = columns.questions_answered()
    whose = columns.audience.tolist()
    same = _repeated(list(zip(whose, digests, strict=True)))
    known = np.array([device is not None for device in devices], dtype=np.bool_)
    return Marks(
        equal=same & (answered >= settings.equal_from),
        device=_repeated(list(zip(whose, devices, strict=True))) & known,
        fast=_fast(columns, answered, seconds, settings),
        straight=_straight(columns, settings),
    )


def _repeated(keys: Sequence[object]) -> BoolArray:
    counts = Counter(keys)
    return np.array([counts[key] > 1 for key in keys], dtype=np.bool_)


def _fast(
    columns: Columns, answered: NDArray[np.int64], seconds: Sequence[int | None], settings: MarkSettings
) -> BoolArray:
    time = np.array([np.nan if each is None else each for each in seconds], dtype=np.float64)
    each = np.divide(time, answered, out=np.full(len(time), np.nan), where=answered > 0)
    found = np.zeros(len(columns), dtype=np.bool_)
    for code in columns.audiences:
        own = columns.of(code) & ~np.isnan(each)
        if own.sum() >= settings.times_from:
            found |= own & (each < settings.speed * np.median(each[own]))
    return found


def _straight(columns: Columns, settings: MarkSettings) -> BoolArray:
    """In every long matrix that a sheet answers in all its rows the same; in one at least."""
    some = np.zeros(len(columns), dtype=np.bool_)
    other = np.zeros(len(columns), dtype=np.bool_)
    for one in columns.questionnaire.questions:
        if one.kind is QuestionKind.MATRIX and len(one.rows) >= settings.rows_from:
            values = columns.values[one.code]
            full = columns.answered[one.code] & (values != NONE).all(axis=1)
            same = (values == values[:, :1]).all(axis=1)
            some |= full & same
            other |= full & ~same
    return some & ~other
