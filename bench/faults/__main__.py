"""All cases, or one, on SQLite, PostgreSQL or both: ``python -m bench.faults [--database …] [--case …]``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.faults import copies, outages, votes, work
from bench.faults.ground import SECRET, Found, Ground, Skipped, ground, sample
from tools.places import PYTHON
from tools.processes import Stopped, running, stopping_on_signals
from tools.words import Missing, complain, tell

DATABASES = ("sqlite", "postgresql")
Case = Callable[[Ground], Found]
Played = tuple[bool, str]
"""Whether a case was good, and the line that tells it."""


def cases(options: argparse.Namespace) -> dict[str, tuple[str, Case]]:
    """Name → what it is, and the case; in the order in which they are played."""
    crowd = options.clients
    return {
        "votes": (
            "投票の最中に突然止める",
            partial(votes.killed, clients=crowd, kills=options.kills, seconds=options.seconds),
        ),
        "import": ("取り込みの最中に突然止める", partial(work.imported, rows=options.rows, kills=2)),
        "publication": ("公開の最中に突然止める", work.published),
        "grouping": ("声をまとめる最中に突然止める", work.grouped),
        "queue": ("一つの仕事を二つの worker で", partial(work.one_queue, jobs=60, workers=2)),
        "backup": ("控えの最中に突然止める", copies.backed_up),
        "restore": ("戻す最中に突然止める", copies.restored),
        "disk": ("ディスクがいっぱい", partial(outages.disk_full, clients=min(crowd, 12))),
        "away": (
            "データベースがいない",
            partial(outages.database_away, clients=min(crowd, 12), seconds=options.away),
        ),
        "clock": ("時計が飛ぶ", partial(outages.clock_jumps, clients=min(crowd, 8))),
        "slow": ("遅い人", partial(outages.slow_clients, slow=64, clients=min(crowd, 12))),
    }


def main() -> int:
    options = _options()
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-faults-") as folder:
            return _one_of_two(options) if options.made else run(options, Path(folder))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def run(options: argparse.Namespace, folder: Path) -> int:
    """All that is asked for; two databases beside each other, for most of a case is waiting."""
    began = time.monotonic()
    folder.chmod(0o755)
    with sample(folder) as made:
        if len(options.database) > 1:
            played = _beside(options.database, made)
        else:
            played = _on(options.database[0], options, made)
    tell("")
    for _, line in played:
        tell(line)
    bad = sum(not is_good for is_good, _ in played)
    tell(f"{len(played)} の場合、{bad} に違い。あわせて {time.monotonic() - began:.0f} 秒")
    if not bad:
        tell("○ 受け付けたものは、すべて 1 度ずつ残っています")
    return 1 if bad or not played else 0


def _on(kind: str, options: argparse.Namespace, made: Path) -> list[Played]:
    """The cases on one database, one after the other."""
    with ground(kind, made, made / kind) as place:
        return [
            _play(f"{kind} {words}", case, place)
            for name, (words, case) in cases(options).items()
            if not options.case or name in options.case
        ]


def _beside(kinds: Sequence[str], made: Path) -> list[Played]:
    """Each database in a process of its own, which leaves what it found in the folder."""
    asked = [word for word in sys.argv[1:] if word not in ("--database", *DATABASES)]
    command = [str(PYTHON), "-m", "bench.faults", *asked, "--made", str(made)]
    with ExitStack() as until_the_end:
        env = os.environ | {"JUKUGI_SECRET_KEY": SECRET}
        beside = [until_the_end.enter_context(running([*command, "--database", kind], env=env)) for kind in kinds]
        for process in beside:
            process.wait()
    left = [made / f"{kind}.json" for kind in kinds]
    for kind, file in zip(kinds, left, strict=True):
        if not file.exists():
            raise Missing(f"{kind} の場合が終わりませんでした（上の行が理由です）。", f"{kind} did not end; see above.")
    return [(is_good, line) for file in left for is_good, line in json.loads(file.read_text(encoding="utf-8"))]


def _one_of_two(options: argparse.Namespace) -> int:
    (kind,) = options.database
    played = _on(kind, options, options.made)
    (options.made / f"{kind}.json").write_text(json.dumps(played), encoding="utf-8")
    return 0


def _play(words: str, case: Case, place: Ground) -> Played:
    tell(f"— {words}")
    began = time.monotonic()
    try:
        found = case(place)
    except Skipped as skipped:
        return True, f"－ {words}：確かめていません。{skipped}"
    except Missing as missing:
        complain(missing)
        return False, f"× {words}：できませんでした"
    seconds = time.monotonic() - began
    told = f"受け付けた {found.acknowledged}、残っている {found.survived}、{'同じ' if found.is_equal else '違う'}"
    line = f"{'○' if found.is_equal else '×'} {words}：{told}、{seconds:.0f} 秒（{found.note}）"
    tell(line)
    for sentence in found.wrong:
        tell(f"  × {sentence}")
    return found.is_equal, line


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, nargs="+", default=DATABASES)
    parser.add_argument("--case", nargs="+", help="these cases alone")
    parser.add_argument("--clients", type=int, default=60, choices=range(1, 1001), metavar="1..1000")
    parser.add_argument("--kills", type=int, default=2, choices=range(1, 101), metavar="1..100")
    parser.add_argument("--seconds", type=int, default=3, choices=range(1, 61), metavar="1..60", help="between kills")
    parser.add_argument("--rows", type=int, default=3_000, help="of the import")
    parser.add_argument("--away", type=float, default=25.0, help="seconds for which the database is away")
    parser.add_argument("--made", type=Path, help=argparse.SUPPRESS)  # where the sample stands, for one of two
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
