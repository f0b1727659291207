"""Does the programming interface hold 50 requests a second, and do files of 100,000 opinions stay small in memory?

`python -m bench.api --database sqlite|postgresql` makes a database of its own with the sample city, grows it to 100,000
opinions, and starts the server as an operator does, with two processes. For a minute 50 requests a second come from
fifty networks, over a mix of operations, whether the one before is answered or not; each is timed from the moment at
which it was due. Then a server with one process sends the table of opinions as CSV and as JSON, and the memory of that
process is watched. Prints p50, p95, errors, the server's own work, MB. Exit code 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import random
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from bench.records import quantile
from bench.results import largest_megabytes, processor_seconds
from bench.visitors import Connection, Failure, Site
from bench.votes import database
from tools.application import application_environment, jukugi, serving
from tools.network import any_free_port
from tools.places import PYTHON, ROOT
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell

OPINIONS, RATE, SECONDS, NETWORKS, SEED = 100_000, 50, 60, 50, 14
LIMIT_MS, LIMIT_MB = 200.0, 200
API = "/api/v1/"
GROW = """
import django; django.setup()
from django.utils import timezone
from bench import growth
growth.grow(now=timezone.now(), opinions={opinions})
"""


@dataclass
class Seen:
    """What came back: milliseconds by operation, and what went wrong."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        return [one for found in self.milliseconds.values() for one in found]


class Work:
    """What the server works from ``begin`` on, in seconds of the processor."""

    def __init__(self, pid: int) -> None:
        self._pid, self._before = pid, 0.0

    def begin(self) -> None:
        self._before = processor_seconds(self._pid)

    @property
    def seconds(self) -> float:
        return processor_seconds(self._pid) - self._before


def main() -> int:
    options = _options()
    try:
        with (
            stopping_on_signals(),
            tempfile.TemporaryDirectory(prefix="jukugi-api-") as folder,
            database(options.database, Path(folder)) as address,
        ):
            env = _site(address, Path(folder), options.opinions)
            is_slow = _asked(env, options)
            return int(_streamed(env) or is_slow)
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _site(address: str, folder: Path, opinions: int) -> Mapping[str, str]:
    """The settings of a grown site that believes one proxy before it, as real ones do: so visitors have addresses."""
    env = application_environment(
        database=address, var=folder, secret=secrets.token_urlsafe(50), hosts=["127.0.0.1"]
    ) | {"JUKUGI_TRUSTED_PROXIES": "1", "DJANGO_SETTINGS_MODULE": "jukugi.project.settings"}
    jukugi(["migrate"], env=env)
    jukugi(["sample"], env=env)
    began = time.monotonic()
    done = subprocess.run([PYTHON, "-c", GROW.format(opinions=opinions)], env=env, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise Missing("意見を増やせませんでした（上の行が理由です）。", "The city could not be grown; see above.")
    tell(f"意見を {opinions:,} 件に増やしました（{time.monotonic() - began:.0f} 秒）")
    return env


def _asked(env: Mapping[str, str], options: argparse.Namespace) -> bool:
    """Whether the interface is slower than the limit, or fails."""
    port = any_free_port()
    with serving("127.0.0.1", port, env=env, more=["--processes=2", "--no-worker"]) as server:
        worked = Work(server.pid)
        seen = asyncio.run(_load(Site("127.0.0.1", port), worked, rate=options.rate, seconds=options.seconds))
        seconds = worked.seconds
    for name, found in sorted(seen.milliseconds.items()):
        tell(f"{name:28} {len(found):5} 回  p50 {quantile(found, 0.5):7.1f} ms  p95 {quantile(found, 0.95):7.1f} ms")
    for failure in seen.failures[:10]:
        tell(f"× {failure}")
    p95 = quantile(seen.all, 0.95)
    tell(
        f"{options.database}：毎秒 {options.rate} 回、{options.seconds} 秒、{len(seen.all):,} 回"
        f"　p50 {quantile(seen.all, 0.5):.1f} ms　p95 {p95:.1f} ms（上限 {LIMIT_MS:.0f} の {p95 / LIMIT_MS:.2f}）"
        f"　いちばん長いもの {max(seen.all):.0f} ms　失敗 {len(seen.failures)}"
    )
    share = seconds / options.seconds / 2
    tell(f"サーバーの計算　一回 {seconds * 1000 / len(seen.all):.1f} ms（二つのコアの {share:.0%}）")
    return p95 > LIMIT_MS or bool(seen.failures)


async def _load(site: Site, worked: Work, *, rate: int, seconds: int) -> Seen:
    seen, chance = Seen(), random.Random(SEED)
    async with AsyncExitStack() as stack:
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for number in range(NETWORKS):
            connection = Connection(site, more={"X-Forwarded-For": f"192.0.2.{number + 1}"})
            stack.enter_context(closing(connection))
            free.put_nowait(connection)
        first = free.get_nowait()
        ask = await _operations(first, chance)
        free.put_nowait(first)
        for operation in ask.values():  # what a process loads with its first request is no part of the minute
            for _time in range(6):
                await _one(free, "", operation(), time.monotonic(), Seen())
        worked.begin()
        began = time.monotonic() + 0.5
        waiting = []
        for number in range(rate * seconds):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            name = chance.choice(list(ask))
            waiting.append(asyncio.create_task(_one(free, name, ask[name](), due, seen)))
        await asyncio.gather(*waiting)
    return seen


async def _one(free: asyncio.Queue[Connection], name: str, path: str, due: float, seen: Seen) -> None:
    connection = await free.get()
    try:
        reply = await connection.request("GET", API + path)
        if reply.status != 200:
            seen.failures.append(f"{path} → {reply.status}")
    except Failure as failure:
        seen.failures.append(str(failure))
    finally:
        seen.milliseconds[name].append((time.monotonic() - due) * 1000)
        free.put_nowait(connection)


async def _operations(connection: Connection, chance: random.Random) -> dict[str, Callable[[], str]]:
    """What is asked, each as often; the addresses differ from request to request, so that little is answered twice."""
    some = json.loads((await connection.page(f"{API}tables/opinions/rows?limit=1000")).body)["rows"]
    wards = sorted({row["ward"] for row in some if row["ward"]})
    last = OPINIONS

    def after(table: str, more: str = "") -> str:
        mark = base64.urlsafe_b64encode(json.dumps([chance.randrange(last)]).encode()).rstrip(b"=").decode()
        return f"tables/{table}/rows?cursor={mark}{more}"

    return {
        "意見、鍵のあと100行": lambda: after("opinions"),
        "意見、鍵のあと1,000行": lambda: after("opinions", "&limit=1000"),
        "意見、区で": lambda: after("opinions", f"&ward={chance.choice(wards)}"),
        "意見、受付番号で": lambda: f"tables/opinions/rows?receipt={chance.choice(some)['receipt']}",
        "意見の行き先、意見で": lambda: f"tables/opinion_links/rows?opinion={chance.randrange(last)}",
        "意見の行き先、鍵のあと": lambda: after("opinion_links"),
        "意見文と賛否": lambda: f"tables/statements/rows?limit={chance.randrange(50, 150)}",
        "論点": lambda: f"tables/issues/rows?limit={chance.randrange(50, 150)}",
        "約束": lambda: f"tables/promises/rows?limit={chance.randrange(50, 150)}",
        "文書の文": lambda: f"tables/clauses/rows?limit={chance.randrange(50, 150)}",
        "表の目録": lambda: "tables",
        "列の意味": lambda: "tables/opinions",
        "数": lambda: "figures",
        "声のゆくえ": lambda: f"receipts/{chance.choice(some)['receipt']}",
        "OpenAPI": lambda: "openapi.json",
    }


def _streamed(env: Mapping[str, str]) -> bool:
    """Whether the process that sends a whole table grows above the limit."""
    port, most = any_free_port(), 0
    with serving("127.0.0.1", port, env=env, more=["--processes=1", "--no-worker"]) as server:
        base = f"http://127.0.0.1:{port}"
        _received(f"{base}/data/opinions.csv", server.pid, enough=1 << 16)  # what the first visit loads is there
        _all, before = largest_megabytes(server.pid)
        for form in ("csv", "json"):
            size, seconds, (resident, own) = _received(f"{base}/data/opinions.{form}", server.pid)
            tell(
                f"意見 {form.upper()}　{size / 1e6:.1f} MB を {seconds:.1f} 秒で"
                f"　メモリー {before} → {own} MB（データベースのファイルの写しも入れると {resident} MB）"
            )
            most = max(most, own)
    tell(f"ファイルを送るプロセスのメモリー　いちばん多いとき {most} MB（上限 {LIMIT_MB}、比 {most / LIMIT_MB:.2f}）")
    return most > LIMIT_MB


def _received(address: str, pid: int, enough: int = 0) -> tuple[int, float, tuple[int, int]]:
    """Bytes of a file, seconds, the most memory of the process that sends it. ``enough``: so many bytes at most."""
    found, is_over, began, size = [largest_megabytes(pid)], False, time.monotonic(), 0

    def watch() -> None:
        while not is_over:
            found.append(largest_megabytes(pid))
            time.sleep(0.05)

    watcher = Thread(target=watch)
    watcher.start()
    request = urllib.request.Request(address, headers={"X-Forwarded-For": "192.0.2.1"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        while piece := answer.read(1 << 16):
            size += len(piece)
            if enough and size >= enough:
                break
    is_over = True
    watcher.join()
    return size, time.monotonic() - began, (max(one for one, _own in found), max(own for _one, own in found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.api", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--opinions", type=int, default=OPINIONS)
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
