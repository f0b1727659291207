"""200 people vote at once: how many votes a second, and is every acknowledged vote in the database exactly once?

`python -m bench.votes --serve sqlite|postgresql` brings its own database and server; without --serve it votes on a
server that runs on this machine at --port, with the JUKUGI_* settings of its database in the environment.
Only 127.0.0.1 is ever called. Exit code 1 if a request failed or the database disagrees.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.records import Ballot, Tally, differences, summary
from bench.visitors import Failure, Site, visit
from tools import postgres
from tools.application import application_environment, jukugi, serving
from tools.network import any_free_port
from tools.places import PYTHON, ROOT, sqlite_address
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

# Everything after a moment in the log, and what counts now for those who voted since.
QUERY = """
import json, sys, django
django.setup()
from django.db import connection
after = int(sys.argv[1])
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT id, participant_id, statement_id, choice FROM opinion_map_vote WHERE id > %s ORDER BY id", [after])
    log = cursor.fetchall()
    cursor.execute(
        "SELECT participant_id, statement_id, choice FROM opinion_map_currentvote WHERE participant_id IN"
        " (SELECT participant_id FROM opinion_map_vote WHERE id > %s)", [after])
    current = cursor.fetchall()
    cursor.execute("SELECT COALESCE(MAX(id), 0) FROM opinion_map_vote")
    last = cursor.fetchone()[0]
print(json.dumps([last, log, current]))
"""


def main() -> int:
    options = _options()
    try:
        with stopping_on_signals(), _site(options) as (port, env):
            return bench(options, port, env)
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def bench(options: argparse.Namespace, port: int, env: Mapping[str, str]) -> int:
    before, _, _ = stored(env, after=1 << 62)
    tell(f"{options.clients} 人が {options.seconds} 秒のあいだ投票します（127.0.0.1:{port}） …")
    began = time.monotonic()
    tally = asyncio.run(_vote(options, port))
    elapsed = time.monotonic() - began
    tell(summary(tally, elapsed, label=options.serve or "server", clients=options.clients))
    for failure in tally.failures[:10]:
        tell(f"× {failure}")
    _, log, current = stored(env, after=before)
    faults = differences(tally, log=log, current=current)
    for fault in faults[:20]:
        tell(f"× {fault}")
    if not faults:
        tell(f"○ 受け付けた {tally.votes} 票は、すべて 1 度ずつ記録にあり、いまの賛否は最後の答えと同じです")
    return 1 if faults or tally.failures or not tally.votes else 0


async def _vote(options: argparse.Namespace, port: int) -> Tally:
    """Every client for itself; each ends its last request, so that no vote is left in doubt at the end."""
    site = Site("127.0.0.1", port)
    try:
        topics = await site.topics()
    except Failure as failure:
        raise Missing(f"賛否のページを開けません: {failure}", "The vote page could not be opened.") from failure
    tally = Tally()
    until = time.monotonic() + options.seconds
    await asyncio.gather(*(visit(site, topics, tally, until=until, seed=seed) for seed in range(options.clients)))
    return tally


@contextmanager
def _site(options: argparse.Namespace) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The server to vote on and the settings that lead to its database."""
    if not options.serve:
        yield options.port, os.environ
        return
    more = [f"--{name}={value}" for name in ("processes", "threads") if (value := getattr(options, name))]
    with (
        tempfile.TemporaryDirectory(prefix="jukugi-bench-") as folder,
        database(options.serve, Path(folder)) as address,
    ):
        env = application_environment(
            database=address, var=Path(folder), secret=secrets.token_urlsafe(50), hosts=["127.0.0.1"]
        )
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        port = any_free_port()
        with serving("127.0.0.1", port, env=env, more=more):
            yield port, env


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield sqlite_address(folder / "bench.sqlite3")
        return
    with postgres.server(durable=True) as address:
        yield address


def stored(env: Mapping[str, str], *, after: int) -> tuple[int, list[Ballot], list[Ballot]]:
    """The last row of the log; the rows after one; what counts now for those who wrote them."""
    done = subprocess.run(
        [PYTHON, "-c", QUERY, str(after)],
        env={**env, "DJANGO_SETTINGS_MODULE": "jukugi.project.settings"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Missing("記録を読めませんでした（上の行が理由です）。", "The database could not be read (reason above).")
    last, log, current = json.loads(done.stdout)
    return last, log, current


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.votes", description=__doc__)
    parser.add_argument("--serve", choices=["sqlite", "postgresql"], help="bring a database and a server")
    parser.add_argument("--port", type=int, default=8000, help="where the server listens, without --serve")
    parser.add_argument("--clients", type=int, default=200, choices=range(1, 1001), metavar="1..1000")
    parser.add_argument("--seconds", type=int, default=30, choices=range(1, 601), metavar="1..600")
    parser.add_argument("--processes", type=int, help="given on to jukugi serve")
    parser.add_argument("--threads", type=int, help="given on to jukugi serve")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
