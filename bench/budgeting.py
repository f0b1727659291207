"""What counting a vote costs, against pabutools and for a city of 300,000 voters.

`python -m bench.budgeting --data FOLDER` counts real votes (JUKUGI_REAL_DATA/pabulib unless told) with Equal Shares,
exact, once by pabutools and once by us: processor seconds of the count alone, in fresh processes, the winners compared.
Then invented cities: 90,000 ballots parsed, 300,000 voters × 300 projects counted, the same with add1 by 1 yen.
pabutools stands in an environment of its own (.venv/bench-budgeting); what was found is kept in --keep (var/bench).
Exit code 1 where a bar is missed or winners differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.places import PYTHON, ROOT, VENV
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

THEIRS = VENV / "bench-budgeting" / "bin" / "python"
RATIO_BAR = 1_000.0
COMPARED = ("Poland_Wieliczka_2023_Green_Budget", "Poland_Warszawa_2026")
BARRED = "Poland_Warszawa_2026"
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# Task of bench.budgeting_ours, what it is, and the most processor seconds and megabytes.
BARS = (
    ("parse", "投票9万枚（.pb）を読む", 1.0, 1_000.0),
    ("count", "30万人×300事業、補いなし", 1.0, 1_000.0),
    ("add1", "30万人×300事業、add1を1円ずつ", 20.0, 1_000.0),
)


def main() -> int:
    options = _options()
    options.keep.mkdir(parents=True, exist_ok=True)
    try:
        with stopping_on_signals():
            is_short = [_compare(name, options) for name in COMPARED] if options.data else []
            return int(any(is_short + [_measure(*bar, options.keep) for bar in BARS]))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _options() -> argparse.Namespace:
    root = os.environ.get("JUKUGI_REAL_DATA")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(root) / "pabulib" if root else None)
    parser.add_argument("--keep", type=Path, default=ROOT / "var" / "bench", help="folder for what was found")
    return parser.parse_args()


def _compare(name: str, options: argparse.Namespace) -> bool:
    """Whether ours found something else, or was not so much faster."""
    if not THEIRS.exists():
        raise Missing(
            "pabutools の環境がありません。make bench-budgeting を実行してください。", "Run make bench-budgeting."
        )
    path = options.data / f"{name}.pb"
    if not path.exists():
        raise Missing(
            f"{path} がありません。pabulib.org から入れてください。", f"{path} is missing: get it from pabulib.org."
        )
    theirs = _run([THEIRS, ROOT / "bench" / "budgeting_theirs.py", path], options.keep / f"{name}.pabutools.json")
    ours = _run([PYTHON, "-m", "bench.budgeting_ours", "file", path], options.keep / f"{name}.jukugi.json")
    ratio = theirs["seconds"] / ours["seconds"]
    is_same = sorted(theirs["winners"]) == sorted(ours["winners"])
    tell(
        f"{name}：pabutools {theirs['seconds']:.2f}（読む {theirs['parse_seconds']:.2f}）、"
        f"Jukugi {ours['seconds']:.4f}（読む {ours['parse_seconds']:.2f}）CPU秒、{ratio:,.0f}倍、"
        f"{len(ours['winners'])}事業{'、同じ結果' if is_same else '、結果が違います'}"
    )
    return not is_same or (name == BARRED and ratio < RATIO_BAR)


def _measure(task: str, what: str, seconds: float, megabytes: float, keep: Path) -> bool:
    """Whether it took too long or too much."""
    found = _run([PYTHON, "-m", "bench.budgeting_ours", task], keep / f"{task}.jukugi.json")
    tell(
        f"{what}：{found['seconds']:.3f}CPU秒（上限 {seconds:.0f}）、{found['megabytes']:.0f}MB（上限 {megabytes:.0f}）"
        f"、{found['about']}"
    )
    return bool(found["seconds"] > seconds or found["megabytes"] > megabytes)


def _run(command: list[Any], kept: Path) -> dict[str, Any]:
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    kept.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return found


if __name__ == "__main__":
    sys.exit(main())
