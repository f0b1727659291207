"""What a .pb file says about itself against what it holds. Nothing of this stops a count; it is told."""

from collections.abc import Iterator

import numpy as np

from jukugi.core.budgeting.numbers import read_number
from jukugi.core.budgeting.pb import PbFile, PbNote


def notes_on(file: PbFile) -> Iterator[PbNote]:
    """Announced numbers of projects and votes, votes per project, and limits that ballots do not keep."""
    yield from _announced(file)
    yield from _votes_per_project(file)
    yield from _limits(file)


def _announced(file: PbFile) -> Iterator[PbNote]:
    for key, actual in (("num_projects", len(file.costs)), ("num_votes", file.n_voters)):
        said = file.meta.get(key)
        if said and read_number(said) != actual:
            yield PbNote(key, said, actual)


def _votes_per_project(file: PbFile) -> Iterator[PbNote]:
    if "votes" not in file.projects:
        return
    counted = np.bincount(file.choices, minlength=len(file.costs))
    said = [read_number(cell) for cell in file.projects["votes"]]
    differing = [
        key for key, each, n in zip(file.project_ids, said, counted, strict=True) if each is not None and each != int(n)
    ]
    if differing:
        yield PbNote("votes_differ", "、".join(differing[:5]), len(differing))


def _limits(file: PbFile) -> Iterator[PbNote]:
    for key, is_over in (("min_length", np.less), ("max_length", np.greater)):
        limit = read_number(file.meta.get(key, ""))
        if limit is not None and (n := int(is_over(file.lengths, float(limit)).sum())):
            yield PbNote(key, file.meta[key], n)
    voters = np.repeat(np.arange(file.n_voters), file.lengths)
    limit = read_number(file.meta.get("max_sum_cost", ""))
    if limit is not None:
        costs = np.array([float(cost) for cost in file.costs])[file.choices]
        sums = np.bincount(voters, weights=costs, minlength=file.n_voters)
        if n := int((sums > float(limit) * (1 + 1e-9)).sum()):
            yield PbNote("max_sum_cost", file.meta["max_sum_cost"], n)
    limit = read_number(file.meta.get("max_sum_points", ""))
    if limit is not None and file.points is not None:
        points = np.array([float(each) for each in file.points])
        sums = np.bincount(voters, weights=points, minlength=file.n_voters)
        if n := int((sums > float(limit) * (1 + 1e-9)).sum()):
            yield PbNote("max_sum_points", file.meta["max_sum_points"], n)
