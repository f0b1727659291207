"""How much faster is the opinion map than red-dwarf, on the same votes, in the same run?

`python -m bench.opinion_map --data FOLDER` takes every Polis export below FOLDER (JUKUGI_REAL_DATA/polis unless told)
and one synthetic city of 10,000 people and 1,000 statements. Both start from votes in memory and end with groups,
statistics of each group and consensus. Processor seconds of fresh processes in turn, one BLAS thread, best of several;
red-dwarf stands in an environment of its own (.venv/bench). Exit code 1 if a bar is missed.

Ours is measured with the same work (2 to 5 groups, no draws for stability) and as it comes (2 to 8 groups, 20 draws).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import opinion_map_votes as votes
from bench.sides import run_side
from tools.places import PYTHON, ROOT, VENV
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

REAL_BAR, SYNTHETIC_BAR = 20.0, 50.0


@dataclass(frozen=True)
class Measured:
    """Best of the runs: processor seconds of the computation, and the process's largest memory."""

    seconds: float
    megabytes: float


def main() -> int:
    options = _options()
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-bench-") as name:
            return _compare(options, Path(name))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _compare(options: argparse.Namespace, folder: Path) -> int:
    theirs = VENV / "bench" / "bin" / "python"
    if not theirs.exists():
        raise Missing("red-dwarf の環境がありません。make bench-map を実行してください。", "Run make bench-map.")
    ratios = []
    for export in _exports(options.data):
        votes.of_export(export).save(folder)
        ratios.append(_ratio(export.name, folder, theirs, options.times))
    middle = statistics.median(ratios)
    is_reached = _tell_bar("公開された会話の中央値", middle, REAL_BAR)
    votes.synthetic(people=10_000, statements=1_000, seed=1).save(folder)
    synthetic = _ratio("synthetic 10,000 × 1,000", folder, theirs, max(options.times // 2, 2))
    return 0 if _tell_bar("合成 10,000 × 1,000", synthetic, SYNTHETIC_BAR) and is_reached else 1


def _ratio(name: str, folder: Path, theirs: Path, times: int) -> float:
    """Run all sides in turn; returns red-dwarf's seconds over ours for the same work."""
    best: dict[str, Measured] = {}
    for _ in range(times):
        for side, command in (
            ("red-dwarf", [theirs, ROOT / "bench" / "opinion_map_theirs.py", folder]),
            ("same", [PYTHON, "-m", "bench.opinion_map_ours", folder, "same"]),
            ("whole", [PYTHON, "-m", "bench.opinion_map_ours", folder, "whole"]),
        ):
            said = run_side(command)
            before = best.get(side)
            best[side] = Measured(
                min(said["seconds"], before.seconds) if before else said["seconds"],
                max(said["megabytes"], before.megabytes) if before else said["megabytes"],
            )
    their, same, whole = best["red-dwarf"], best["same"], best["whole"]
    tell(
        f"{name:28} red-dwarf {1000 * their.seconds:8.1f} ms {their.megabytes:6.0f} MB"
        f"  jukugi {1000 * same.seconds:7.1f} ms {same.megabytes:5.0f} MB  {their.seconds / same.seconds:6.1f} 倍"
        f"  確かさも {1000 * whole.seconds:7.1f} ms  {their.seconds / whole.seconds:5.1f} 倍"
    )
    return their.seconds / same.seconds


def _exports(folder: Path | None) -> list[Path]:
    found = sorted(path.parent for path in folder.glob("*/votes.csv")) if folder else []
    if not found:
        raise Missing(
            "会話のフォルダーがありません。--data で、Polis の書き出しの親フォルダーを指定してください。",
            "No conversations found: name the folder above the Polis exports with --data.",
        )
    return found


def _tell_bar(name: str, ratio: float, bar: float) -> bool:
    tell(f"{'○' if ratio >= bar else '×'} {name}：red-dwarf の {ratio:.1f} 倍（目標 {bar:.0f} 倍）")
    return ratio >= bar


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.opinion_map", description=__doc__)
    real = os.environ.get("JUKUGI_REAL_DATA")
    parser.add_argument("--data", type=Path, default=Path(real) / "polis" if real else None)
    parser.add_argument("--times", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
