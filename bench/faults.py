"""Kill the server while people vote: is every acknowledged vote still there, exactly once?

`python -m bench.faults --database sqlite|postgresql` brings its own database and server. The server and its worker are
ended with SIGKILL in the middle of the load, some times over, and started again; on PostgreSQL every second time a
database process is killed instead, after which the database recovers and the server must find it again. Then the log
is compared with what the clients were told, and `jukugi verify-audit` checks the seals. Only 127.0.0.1 is ever called.
Exit code 1 if anything is missing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.records import Tally, differences
from bench.visitors import Failure, Site, visit
from bench.votes import database, stored
from tools.application import application_environment, jukugi, serving
from tools.network import any_free_port
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

NEVER = 1_000_000  # failures after which a client gives up: while the server is dead there are many


@dataclass
class Victim:
    """A server that is killed and started again, always on one port."""

    env: Mapping[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self, until_the_end: ExitStack) -> None:
        self.process = until_the_end.enter_context(serving("127.0.0.1", self.port, env=self.env))

    def kill(self) -> None:
        """End the server, its web processes and its worker at once, with no chance to finish anything."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def main() -> int:
    options = _options()
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-faults-") as folder:
            return run(options, Path(folder))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def run(options: argparse.Namespace, folder: Path) -> int:
    with database(options.database, folder) as address, ExitStack() as until_the_end:
        env = application_environment(
            database=address, var=folder, secret=secrets.token_urlsafe(50), hosts=["127.0.0.1"]
        )
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        before, _, _ = stored(env, after=1 << 62)
        victim = Victim(env, any_free_port())
        victim.start(until_the_end)
        tell(f"{options.clients} 人が投票するあいだに、サーバーを {options.kills} 回、突然止めます（SIGKILL） …")
        tally = asyncio.run(_vote_and_kill(options, victim, address, until_the_end))
        _, log, current = stored(env, after=before)
        jukugi(["verify-audit"], env=env)
    faults = differences(tally, log=log, current=current)
    for fault in faults[:20]:
        tell(f"× {fault}")
    lost = f"返事のなかった {len(tally.doubtful)} 票、止まっている間の失敗 {len(tally.failures)} 件"
    tell(f"受け付けた {tally.votes} 票、{lost}")
    if not tally.doubtful:
        tell("× 一票も途中で止まらなかったので、何も確かめられていません")
        return 1
    if not faults:
        tell("○ 受け付けた票は、すべて 1 度ずつ記録にあり、いまの賛否は最後の答えと同じです")
    return 1 if faults or not tally.votes else 0


async def _vote_and_kill(options: argparse.Namespace, victim: Victim, address: str, until_the_end: ExitStack) -> Tally:
    """Clients vote all the time; between them the server dies and comes back. Ends with a server that answers."""
    site = Site("127.0.0.1", victim.port)
    try:
        topics = await site.topics()
    except Failure as failure:
        raise Missing(f"賛否のページを開けません: {failure}", "The vote page could not be opened.") from failure
    tally = Tally()
    until = time.monotonic() + 3600
    clients = [
        asyncio.create_task(visit(site, topics, tally, until=until, seed=seed, give_up=NEVER))
        for seed in range(options.clients)
    ]
    for number in range(options.kills):
        await asyncio.sleep(options.seconds)
        if options.database == "postgresql" and number % 2:
            await asyncio.to_thread(_kill_a_database_process, address)
            continue  # the server itself must find its way back
        await asyncio.to_thread(victim.kill)
        await asyncio.to_thread(victim.start, until_the_end)
    await asyncio.sleep(options.seconds)
    for client in clients:
        client.cancel()  # in the middle of whatever it does: a vote without its answer is in doubt
    await asyncio.gather(*clients, return_exceptions=True)
    return tally


def _kill_a_database_process(address: str) -> None:
    """The database notices that one of its processes died, ends all others and recovers from its log."""
    import psycopg

    with psycopg.connect(address) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--clients", type=int, default=100, choices=range(1, 1001), metavar="1..1000")
    parser.add_argument("--kills", type=int, default=5, choices=range(1, 101), metavar="1..100")
    parser.add_argument("--seconds", type=int, default=4, choices=range(1, 61), metavar="1..60", help="between kills")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
