"""People vote while the server dies and comes back; on PostgreSQL every second time a database process dies instead."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.faults.ground import Found, Ground, Victim
from bench.records import Tally, differences
from bench.visitors import Failure, Site, visit
from bench.votes import stored
from tools.places import JUKUGI
from tools.words import Missing

NEVER = 1_000_000  # failures after which a client gives up: while the server is dead there are many


def killed(ground: Ground, *, clients: int, kills: int, seconds: float) -> Found:
    """The server, its worker or a database process is ended with SIGKILL so many times."""

    async def kill(victim: Victim, _tally: Tally) -> None:
        for number in range(kills):
            await asyncio.sleep(seconds)
            if ground.kind == "postgresql" and number % 2:
                await asyncio.to_thread(_kill_a_database_process, ground.env["JUKUGI_DATABASE_URL"])
                continue  # the server itself must find its way back
            await asyncio.to_thread(victim.kill)
            await asyncio.to_thread(victim.start)
        await asyncio.sleep(seconds)

    found, tally = voting(ground, kill, clients=clients)
    if not tally.doubtful:
        found.wrong.append("一票も途中で止まらなかったので、何も確かめられていません")
    return found


def voting(
    ground: Ground, meanwhile: Callable[[Victim, Tally], Awaitable[None]], *, clients: int, victim: Victim | None = None
) -> tuple[Found, Tally]:
    """Clients vote while something happens to the server; then the log is compared with what they were told."""
    before, _, _ = stored(ground.env, after=1 << 62)
    with victim or Victim(ground.env) as server:
        tally = asyncio.run(_vote(server, meanwhile, clients))
    _, log, current = stored(ground.env, after=before)
    _verify(ground)
    wrong = differences(tally, log=log, current=current)
    # What was sent and never answered may be there or not; all that was answered must be, once.
    extra = len(log) - tally.votes
    if not 0 <= extra <= len(tally.doubtful):
        wrong.append(f"記録は {len(log)} 票、受け付けたのは {tally.votes} 票")
    note = f"返事のなかった {len(tally.doubtful)} 票（うち記録 {extra}）、止まっている間の失敗 {len(tally.failures)}"
    return Found(tally.votes, len(log) - extra, note, wrong[:20]), tally


def _verify(ground: Ground) -> None:
    """Every seal holds, and all that must agree with the logs does. Raises Missing; what does not is told."""
    command: list[str | Path] = [JUKUGI, "verify-audit", "--seal"]
    if subprocess.run(command, env=ground.env, stdout=subprocess.DEVNULL, check=False).returncode:
        raise Missing("封印された記録が合いません（上の行が理由です）。", "The sealed logs do not hold; see above.")


async def _vote(server: Victim, meanwhile: Callable[[Victim, Tally], Awaitable[None]], clients: int) -> Tally:
    """Clients vote all the time; the end comes with a server that answers."""
    site = Site("127.0.0.1", server.port)
    try:
        topics = await site.topics()
    except Failure as failure:
        raise Missing(f"賛否のページを開けません: {failure}", "The vote page could not be opened.") from failure
    tally, until = Tally(), time.monotonic() + 3600
    tasks = [
        asyncio.create_task(visit(site, topics, tally, until=until, seed=seed, give_up=NEVER))
        for seed in range(clients)
    ]
    await meanwhile(server, tally)
    for task in tasks:
        task.cancel()  # in the middle of whatever it does: a vote without its answer is in doubt
    await asyncio.gather(*tasks, return_exceptions=True)
    return tally


def _kill_a_database_process(address: str) -> None:
    """The database notices that one of its processes died, ends all others and recovers from its log."""
    import psycopg

    with psycopg.connect(address) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
