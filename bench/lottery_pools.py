"""Made-up pools of volunteers with quotas, as tables in a folder: a city like ours, and harder ones."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Table = Sequence[Sequence[object]]

# Shares in the population, and how much more often such a person volunteers.
CITY: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "区": {
        "一区": (0.15, 1.0), "二区": (0.11, 1.0), "三区": (0.18, 1.1), "四区": (0.15, 1.0),
        "五区": (0.15, 0.9), "六区": (0.14, 0.9), "七区": (0.12, 1.2),
    },
    "年代": {
        "18-29": (0.17, 0.4), "30-39": (0.17, 0.7), "40-49": (0.18, 1.0),
        "50-59": (0.18, 1.2), "60-69": (0.12, 1.6), "70+": (0.18, 1.3),
    },
    "性別": {"女性": (0.485, 0.9), "男性": (0.485, 1.1), "その他": (0.03, 0.6)},
    "町内会": {"加入": (0.57, 1.4), "未加入": (0.43, 0.7)},
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A pool that was written: where, how many seats, whether households count."""

    name: str
    folder: Path
    size: int
    with_households: bool

    @property
    def arguments(self) -> list[str]:
        """What the command needs to draw from it."""
        tables = ["--pool", str(self.folder / "pool.csv"), "--quotas", str(self.folder / "quotas.csv")]
        return [*tables, "--size", str(self.size), *(["--household", "住所"] if self.with_households else [])]


def city(folder: Path, people: int, size: int, *, seed: int, with_households: bool = False) -> Made:
    """Four features with 18 values, quotas one around the population's share; 3.5 % of homes volunteer twice."""
    chance = np.random.default_rng(seed)
    columns = []
    for values in CITY.values():
        weights = np.array([share * keenness for share, keenness in values.values()])
        columns.append(chance.choice(list(values), people, p=weights / weights.sum()))
    quotas: list[list[object]] = []
    for feature, values in CITY.items():
        for value, (share, _keenness) in values.items():
            middle = round(share * size)
            quotas.append([feature, value, max(middle - 1, 0), middle + 1])
    homes = _homes(chance, people, 0.035)
    name = f"市の形 {people:,}/{size}{'（世帯）' if with_households else ''}"
    _write(folder, list(CITY), np.array(columns).T.tolist(), homes, quotas)
    return Made(name, folder, size, with_households)


def hard(folder: Path, people: int, size: int, *, seed: int, features: int = 6, slack: int = 1) -> Made:
    """Features that depend on each other, some values rare, quotas around those of a panel that is unlike the pool."""
    chance = np.random.default_rng(seed)
    latent = chance.normal(size=people)
    columns = []
    for _feature in range(features):
        shares = chance.dirichlet(np.full(int(chance.integers(2, 8)), 0.8))
        place = np.argsort(np.argsort(0.6 * latent + 0.8 * chance.normal(size=people))) / people
        columns.append(np.minimum(np.searchsorted(np.cumsum(shares), place), len(shares) - 1))
    table = np.array(columns).T
    pull = sum(chance.normal(size=column.max() + 1)[column] * 0.5 for column in columns)
    weights = np.exp(pull)
    panel = table[chance.choice(people, size, replace=False, p=weights / weights.sum())]
    quotas = [
        [f"F{feature}", f"v{value}", max(count - slack, 0), count + slack]
        for feature in range(features)
        for value in np.unique(table[:, feature])
        for count in [int((panel[:, feature] == value).sum())]
    ]
    rows = [[f"v{value}" for value in row] for row in table]
    _write(folder, [f"F{feature}" for feature in range(features)], rows, _homes(chance, people, 0.05), quotas)
    return Made(f"むずかしい形 {people:,}/{size}（{features}項目・種{seed}）", folder, size, with_households=True)


def register(path: Path, people: int, *, seed: int) -> None:
    """A register extract of pseudonyms: number, ward and age group as one stratum, household."""
    chance = np.random.default_rng(seed)
    wards = chance.choice(list(CITY["区"]), people)
    ages = chance.choice(list(CITY["年代"]), people)
    homes = chance.integers(0, people * 6 // 10, people)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["number", "stratum", "household"])
        rows.writerows(
            (f"N{number:07}", f"{ward} {age}", f"H{home}")
            for number, (ward, age, home) in enumerate(zip(wards, ages, homes, strict=True))
        )


def _homes(chance: np.random.Generator, people: int, share: float) -> list[str]:
    """An address for each person; this share of them has somebody else's."""
    homes = np.arange(people)
    second = chance.choice(people, int(people * share), replace=False)
    homes[second] = chance.integers(0, people, len(second))
    return [f"架空町{home}" for home in homes]


def _write(folder: Path, features: Sequence[str], rows: Table, homes: Sequence[str], quotas: Table) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Table] = {
        "pool.csv": [
            ["id", "住所", *features],
            *([f"P{number:05}", home, *row] for number, (home, row) in enumerate(zip(homes, rows, strict=True))),
        ],
        "quotas.csv": [["feature", "value", "min", "max"], *quotas],
    }
    for name, table in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
