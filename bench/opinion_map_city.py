"""A whole city votes: 1.5 million people, 1,000 statements, 75 million votes, from columns on disk.

`python -m bench.opinion_map_city` makes the columns once (var/bench, some 260 MB, seeded), then computes the map in a
fresh process and tells its processor seconds and largest memory, and how long a refresh takes after 10,000 people have
voted again. Exit code 1 above 30 processor seconds, 1.5 GB, or 3 seconds for the refresh.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numba
import numpy as np

from bench.opinion_map_votes import leanings
from bench.sides import ONE_THREAD
from jukugi.core.opinion_map import MapState, VoteTable
from jukugi.kit.columns import open_columns, write_columns
from tools.places import PYTHON, ROOT
from tools.words import tell

TOUCHED = 10_000
PEOPLE, STATEMENTS, EACH, GROUPS, SEED = 1_500_000, 1_000, 50, 4, 7
SECONDS_BAR, MEGABYTES_BAR, REFRESH_BAR = 30.0, 1500.0, 3.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.opinion_map_city", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    store = options.folder / f"city-{options.people}"
    if options.child:
        print(json.dumps(measure(store)))
        return 0
    if not (store / "columns.json").exists():
        tell("票をつくっています …")
        write_columns(store, city(options.people))
    command = [PYTHON, "-m", "bench.opinion_map_city", "--child", "--people", options.people]
    done = subprocess.run(
        [*map(str, command), "--folder", str(options.folder)],
        cwd=ROOT, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return _told(json.loads(done.stdout.splitlines()[-1]))


def _told(found: dict[str, float]) -> int:
    bars = [
        ("地図の計算", found["seconds"], SECONDS_BAR, "CPU 秒"),
        (f"{TOUCHED:,}人が答えたあとの更新", found["refresh"], REFRESH_BAR, "CPU 秒"),
        ("いちばん多く使ったメモリー", found["megabytes"], MEGABYTES_BAR, "MB"),
    ]
    tell(f"{found['people']:,.0f}人、{found['votes']:,.0f}票、グループ{found['k']:.0f}つ")
    for name, value, bar, unit in bars:
        is_reached = "○" if value <= bar else "×"
        tell(f"{is_reached} {name}：{value:.1f} {unit}（目標 {bar:.0f} 以下、{bar / value:.1f} 倍の余裕）")
    return 0 if all(value <= bar for _, value, bar, _ in bars) else 1


def measure(store: Path) -> dict[str, float]:
    """Processor seconds of one map from a store, and of a refresh (best of three). What is compiled or loaded at the
    first call is not counted."""
    columns = open_columns(store)
    _renewed(MapState.of(_table(columns, people=20_000)), people=100)
    began = time.process_time()
    state = MapState.of(_table(columns))
    found = state.map()
    seconds = time.process_time() - began
    return {
        "seconds": seconds,
        "refresh": min(_renewed(state, people=TOUCHED) for _ in range(3)),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "people": found.participants,
        "votes": found.votes,
        "k": found.k or 0,
    }


def _renewed(state: MapState, *, people: int) -> float:
    """Processor seconds from five votes each of some people, new ones or in the place of others, to the map."""
    rng = np.random.default_rng(SEED)
    who = np.repeat(rng.choice(state.votes.participant_ids, size=people, replace=False), 5)
    what = (rng.integers(STATEMENTS, size=people)[:, None] + np.arange(5) * 199).ravel() % STATEMENTS
    choices = rng.integers(-1, 2, size=who.size)
    began = time.process_time()
    state.with_votes(who, what, choices).map()
    return time.process_time() - began


def _table(columns: dict[str, np.ndarray], people: int | None = None) -> VoteTable:
    """The table as it lies on disk; of the first people only, if told."""
    indptr = columns["indptr"] if people is None else columns["indptr"][: people + 1]
    return VoteTable(
        np.arange(indptr.size - 1),
        np.arange(STATEMENTS),
        indptr,
        columns["statement"][: indptr[-1]],
        columns["choice"][: indptr[-1]],
    )


def city(people: int) -> dict[str, np.ndarray]:
    """Votes of four groups; everybody has met about fifty statements, many fewer, some ten times as many."""
    rng = np.random.default_rng(SEED)
    counts = np.clip(rng.gamma(2.0, EACH / 2, size=people).astype(np.int64), 1, STATEMENTS)
    indptr = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(counts, out=indptr[1:])
    leaning = leanings(GROUPS, STATEMENTS, rng)
    statement, choice = np.empty(indptr[-1], dtype=np.int16), np.empty(indptr[-1], dtype=np.int8)
    _fill(indptr, leaning, rng.integers(GROUPS, size=people), statement, choice, SEED)
    return {"indptr": indptr, "statement": statement, "choice": choice}


@numba.njit(cache=True)
def _fill(
    indptr: np.ndarray, leaning: np.ndarray, group: np.ndarray, statement: np.ndarray, choice: np.ndarray, seed: int
) -> None:
    """Statements drawn without repetition, sorted (selection sampling); seven of ten answers follow the group."""
    np.random.seed(seed)
    n_statements = leaning.shape[1]
    for person in range(indptr.size - 1):
        at, left = indptr[person], indptr[person + 1] - indptr[person]
        for number in range(n_statements):
            if np.random.random() * (n_statements - number) < left:
                statement[at] = number
                draw = np.random.random()
                if draw < 0.7:
                    choice[at] = leaning[group[person], number]
                else:
                    choice[at] = 1 if draw < 0.835 else -1 if draw < 0.94 else 0
                at += 1
                left -= 1
                if left == 0:
                    break


if __name__ == "__main__":
    sys.exit(main())
