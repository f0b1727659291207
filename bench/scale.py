"""Do the main pages stay fast with 1,000 issues and 10,000 opinions, and ask the database no more often?

`python -m bench.scale` makes a database of its own with the sample city, measures each page, grows the city, and
measures again: 60 requests each in one process through the whole stack, by the clock on the wall. Exit code 1 where
95 of 100 requests are not answered within 150 ms, or a page takes another number of SQL queries than on the sample.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.pages import measured, sample_site
from bench.records import quantile
from tools import postgres
from tools.places import sqlite_address
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

LIMIT_MS = 150.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-scale-") as folder:
            return _compare(options, Path(folder))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _compare(options: argparse.Namespace, folder: Path) -> int:
    with _database(options.database, folder) as address, sample_site(address, folder) as env:
        before = measured(env, 1)
        tell("論点1,000件・意見10,000件に増やして測ります …")
        after = measured(env, options.times, "--grow")
    for line in report(after):
        tell(line)
    found = faults(before, after)
    for fault in found:
        tell(f"× {fault}")
    if not found:
        tell(f"○ すべてのページが {LIMIT_MS:.0f} ms 以内（95%点）で、SQL の数は見本と同じです")
    return 1 if found else 0


def report(after: Mapping[str, Any]) -> list[str]:
    """One line for each page: median, 95 of 100, the ratio to the limit; the processor's part; the queries."""
    lines = []
    for name, page in after.items():
        p50, p95 = quantile(page["wall"], 0.5), quantile(page["wall"], 0.95)
        lines.append(
            f"{name:21} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  上限 {LIMIT_MS:.0f} ms の 1/{LIMIT_MS / p95:.1f}"
            f"  CPU {quantile(page['processor'], 0.5):6.1f} ms  SQL {page['queries']}"
        )
    return lines


def faults(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What must not be: pages above the limit, pages whose queries differ, pages measured only once."""
    found = [f"{name}：見本か増やした後の一方でしか測れませんでした" for name in before.keys() ^ after.keys()]
    for name, page in after.items():
        p95 = quantile(page["wall"], 0.95)
        if p95 > LIMIT_MS:
            found.append(f"{name}：95%点が {p95:.1f} ms で、上限 {LIMIT_MS:.0f} ms を超えています")
        if name in before and before[name]["queries"] != page["queries"]:
            found.append(f"{name}：SQL の数が {before[name]['queries']} から {page['queries']} に変わりました")
    return found


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield sqlite_address(folder / "scale.sqlite3")
        return
    with postgres.server(durable=True) as address:
        yield address


if __name__ == "__main__":
    sys.exit(main())
