"""How fast, and how right, is the lottery? Against sortition-algorithms, at the size of a city, and for letters.

`python -m bench.lottery` makes pools, and measures processor seconds of fresh processes with one thread each: the
search alone, and the whole process with its imports. sortition-algorithms stands in an environment of its own
(.venv/bench-lottery); its leximin runs on the size-limited Gurobi of its package. Exit code 1 if a bar is missed, a
lottery is not proven, or chances differ.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.lottery_pools import Made, city, hard, register
from bench.sides import run_side
from tools.places import PYTHON, ROOT, VENV
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

RATIO = 10.0
# Maximin agrees to this; leximin of theirs, which is not the same each run, is not better by more.
AGREE = 1e-4
CHECK_LIMIT = 1.0
LETTERS, ADULTS, LETTERS_LIMIT = 10_000, 1_300_000, 30.0


def main() -> int:
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-bench-") as name:
            folder = Path(name)
            return int(not all([_compared(folder), _at_city_size(folder), _hard(folder), _letters(folder)]))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _compared(folder: Path) -> bool:
    """The same pool of 300 in both, by both methods; and whether chances agree."""
    theirs = VENV / "bench-lottery" / "bin" / "python"
    if not theirs.exists():
        raise Missing(
            "sortition-algorithms の環境がありません。make bench-lottery を実行してください。",
            "Run make bench-lottery.",
        )
    pool = city(folder / "compared", 300, 20, seed=1)
    is_reached = True
    for method in ("leximin", "maximin"):
        ours = _ours(pool, method)
        their = run_side([theirs, "-P", ROOT / "bench" / "lottery_theirs.py", pool.folder, pool.size, method])
        ratio, whole = their["seconds"] / ours["seconds"], their["whole"] / ours["whole"]
        apart = abs(their["minimum"] - ours["minimum"])
        each = max(abs(their["chances"][key] - chance) for key, chance in ours["chances"].items())
        tell(
            f"{pool.name} {method}：sortition-algorithms {their['seconds']:.2f}秒（全体{their['whole']:.2f}）  "
            f"jukugi {ours['seconds']:.2f}秒（全体{ours['whole']:.2f}）  {ratio:.0f}倍（全体{whole:.0f}倍）  "
            f"いちばん小さい確率 {their['minimum']:.6f} / {ours['minimum']:.6f}"
            + (f"、一人ひとりの差は{each:.0e}まで" if method == "leximin" else "")
        )
        is_same = ours["minimum"] >= their["minimum"] - AGREE and (method == "leximin" or apart <= AGREE)
        is_reached &= _bar(f"{method} {ratio:.0f}倍（目標{RATIO:.0f}倍）、確率が合う", ratio >= RATIO and is_same)
    return is_reached


def _at_city_size(folder: Path) -> bool:
    """Leximin for a city, with limits of its own."""
    is_reached = True
    for people, size, with_households, limit in (
        (1000, 60, False, 10.0),
        (3000, 60, False, 10.0),
        (3000, 60, True, 10.0),
        (3000, 150, False, 30.0),
        (3000, 150, True, 30.0),
    ):
        for seed in (1, 2):
            pool = city(folder / f"city-{people}-{size}-{with_households}-{seed}", people, size, seed=seed,
                        with_households=with_households)  # fmt: skip
            is_reached &= _limit(pool, limit)
    return is_reached


def _hard(folder: Path) -> bool:
    """Pools that are made to be hard: proven within a minute; tables and checks are told, without a bar."""
    pools = [
        hard(folder / f"hard-{people}-{size}-{seed}", people, size, seed=seed)
        for people, size, seed in ((150, 22, 1), (300, 60, 2), (1000, 60, 3), (3000, 60, 4), (3000, 150, 5))
    ]
    found = [_limit(pool, 60.0, is_city=False) for pool in pools]
    return all(found)


def _limit(pool: Made, limit: float, *, is_city: bool = True) -> bool:
    found = _ours(pool, "leximin")
    seconds, check = found["seconds"], max(found["checked"], found["impossible"])
    is_good = seconds <= limit and found["proven"] and found["gap"] <= 1e-6
    is_quick = not is_city or (found["is_even"] and check <= CHECK_LIMIT)
    return _bar(
        f"{pool.name}：{seconds:.2f}秒（上限{limit:.0f}）  最小の確率 {found['minimum']:.6f}、"
        f"差 {found['gap']:.0e}、{'証明あり' if found['proven'] else '証明なし'}  "
        f"くじの表1,000行 {found['table']:.2f}秒、{'一行以内' if found['is_even'] else '一行を超える'}  "
        f"枠の点検 {found['checked']:.2f}秒、無理な枠 {found['impossible']:.2f}秒（上限{CHECK_LIMIT:.0f}）",
        is_good and is_quick,
    )


def _letters(folder: Path) -> bool:
    """Letters to 10,000 of 1.3 million adults, from a file, one to a household."""
    from jukugi.core.sortition.inviting import draw_invitations, letters_by_stratum

    register(folder / "register.csv", ADULTS, seed=1)
    begun = time.process_time()
    with (folder / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        numbers, strata, homes = zip(*rows, strict=True)
    weights = {name: 3.0 for name in set(strata) if name.endswith("18-29")}
    letters = letters_by_stratum(Counter(strata), LETTERS, weights=weights)
    invitation = draw_invitations(numbers, strata, homes, letters, seed="seed")
    seconds = time.process_time() - begun
    rows_drawn = invitation.invited.tolist()
    is_right = len(rows_drawn) == len({homes[row] for row in rows_drawn}) == LETTERS
    return _bar(
        f"名簿{ADULTS:,}人から{LETTERS:,}通：{seconds:.1f}秒（上限{LETTERS_LIMIT:.0f}）",
        is_right and seconds <= LETTERS_LIMIT,
    )


def _ours(pool: Made, method: str) -> dict[str, Any]:
    return run_side([PYTHON, "-m", "bench.lottery_ours", *pool.arguments, "--method", method])


def _bar(words: str, is_reached: bool) -> bool:
    tell(f"{'○' if is_reached else '×'} {words}")
    return is_reached


if __name__ == "__main__":
    sys.exit(main())
