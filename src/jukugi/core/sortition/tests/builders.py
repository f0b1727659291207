"""Pools for tests, and the slow obvious lottery they are compared with."""

import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from jukugi.core.sortition import Patience, Pool, Quota, Volunteer


def patience(seconds: float = 60.0) -> Patience:
    return Patience(seconds, time.process_time)


def pool_of(rows: Sequence[str], households: Sequence[str | None] | None = None) -> Pool:
    """A volunteer for each word, a feature for each of its letters: F1, F2, …"""
    features = tuple(f"F{place}" for place in range(1, len(rows[0]) + 1))
    homes = households or [None] * len(rows)
    people = (Volunteer(f"p{n:03}", tuple(row), home) for n, (row, home) in enumerate(zip(rows, homes, strict=True)))
    return Pool(features, tuple(people))


def random_pool(
    chance: np.random.Generator, people: int, values: Sequence[int], size: int, *, slack: int, shared: float = 0.0
) -> tuple[Pool, list[Quota]]:
    """Volunteers at random, and quotas around those of a panel at random, so that there is one."""
    table = np.array([chance.integers(0, count, people) for count in values]).T
    rows = ["".join(map(str, row)) for row in table]
    homes: list[str | None] = [f"h{chance.integers(0, people)}" if chance.random() < shared else None for _ in rows]
    pool = pool_of(rows, homes)
    panel: list[Volunteer] = []
    for place in chance.permutation(people):
        person = pool.volunteers[place]
        if len(panel) < size and (person.household is None or all(p.household != person.household for p in panel)):
            panel.append(person)
    has = Counter(each for person in panel for each in zip(pool.features, person.values, strict=True))
    quotas = [
        Quota(feature, str(value), max(has[feature, str(value)] - slack, 0), has[feature, str(value)] + slack)
        for feature, count in zip(pool.features, values, strict=True)
        for value in range(count)
    ]
    return pool, quotas


def keeps_quotas(pool: Pool, quotas: Sequence[Quota], size: int, keys: Sequence[str]) -> bool:
    """Whether these people are a panel: so many, each once, one of a household, every quota kept."""
    people = [pool.volunteers[pool.place_of[key]] for key in keys]
    homes = [person.household for person in people if person.household is not None]
    has = Counter(each for person in people for each in zip(pool.features, person.values, strict=True))
    return (
        len(set(keys)) == len(keys) == size
        and len(set(homes)) == len(homes)
        and all(quota.low <= has[quota.feature, quota.value] <= quota.high for quota in quotas)
    )


def all_panels(pool: Pool, quotas: Sequence[Quota], size: int) -> np.ndarray:
    """Every panel there is (panels × people)."""
    keys = [person.key for person in pool.volunteers]
    panels = [chosen for chosen in combinations(keys, size) if keeps_quotas(pool, quotas, size, chosen)]
    return np.array([[key in chosen for key in keys] for chosen in panels], dtype=float).reshape(-1, len(keys))


def obvious_leximin(panels: np.ndarray) -> np.ndarray:
    """Leximin chances over panels that are all listed: a person is fixed once they cannot rise above the level."""
    people = panels.shape[1]
    fixed: dict[int, float] = {}
    while len(fixed) < people:
        level = _best(panels, fixed, None)
        for person in range(people):
            if person not in fixed and _best(panels, fixed, person, level) <= level + 1e-7:
                fixed[person] = level
    return np.array([fixed[person] for person in range(people)])


def _best(panels: np.ndarray, fixed: dict[int, float], raised: int | None, level: float = 0.0) -> float:
    """The most that all open people, or one of them while the others keep the level, can have."""
    count, people = panels.shape
    rows, least = [], []
    for person in range(people):
        is_level = person not in fixed and raised is None
        rows.append(np.append(-panels[:, person], 1.0 if is_level or person == raised else 0.0))
        least.append(
            -(fixed[person] - 1e-9) if person in fixed else (0.0 if is_level or person == raised else 1e-9 - level)
        )
    gain = np.append(np.zeros(count), -1.0)
    solved = linprog(
        gain, A_ub=np.array(rows), b_ub=least, A_eq=[np.append(np.ones(count), 0.0)], b_eq=[1.0], method="highs"
    )
    assert solved.status == 0
    return -float(solved.fun)
