"""Server time of the main pages, against the limit they are held to: 100 ms of processor time each.

`python -m bench.pages` makes a database of its own with the sample city, asks for each page 40 times in one process
through the whole stack (middleware, queries, templates), and prints the median and the ratio limit / median. Processor
time, so that a busy machine does not decide. Exit code 1 where a page needs more than the limit.
"""

from __future__ import annotations

import argparse
import json
import secrets
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.application import application_environment, jukugi
from tools.places import PYTHON, ROOT, sqlite_address
from tools.words import Missing, complain, tell

LIMIT_MS = 100.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="jukugi-pages-") as folder:
            address = sqlite_address(Path(folder) / "pages.sqlite3")
            with sample_site(address, Path(folder)) as env:
                found = measured(env, options.times)
    except Missing as missing:
        complain(missing)
        return 1
    medians = {name: statistics.median(page["processor"]) for name, page in found.items()}
    for name, milliseconds in medians.items():
        tell(f"{name:21} {milliseconds:6.1f} ms  上限 {LIMIT_MS:.0f} ms の 1/{LIMIT_MS / milliseconds:.1f}")
    return 0 if max(medians.values()) <= LIMIT_MS else 1


@contextmanager
def sample_site(database: str, var: Path) -> Iterator[Mapping[str, str]]:
    """The settings of a site with the sample city in this database."""
    env = application_environment(
        database=database, var=var, secret=secrets.token_urlsafe(50), hosts=["testserver"]
    ) | {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings"}
    jukugi(["migrate"], env=env)
    jukugi(["sample"], env=env)
    jukugi(["manage", "collectstatic", "--noinput", "-v0"], env=env)
    yield env


def measured(env: Mapping[str, str], times: int, *more: str) -> dict[str, Any]:
    """What ``bench.probe`` finds in a process of its own. Raises Missing; the lines above say why."""
    command: list[str | Path] = [PYTHON, "-m", "bench.probe", str(times), *more]
    said = subprocess.run(command, env=dict(env), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if said.returncode != 0:
        raise Missing("ページを測れませんでした（上の行が理由です）。", "A page could not be measured; see above.")
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
