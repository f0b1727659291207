"""No room on the disk, the database away for a while, a clock that jumps, clients that dawdle."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

from bench.faults.ground import SETTINGS, Found, Ground, Skipped, Victim, environment
from bench.faults.votes import voting
from bench.records import Tally, quantile
from tools.places import PYTHON, ROOT, sqlite_address

SMALL_MB = 160


def disk_full(ground: Ground, *, clients: int) -> Found:
    """The disk fills up while people vote: they are told so, lose nothing, and go on when there is room again."""
    with _small_disk(ground) as (env, disk):
        came_back: list[int] = []

        async def fill(victim: Victim, tally: Tally) -> None:
            await asyncio.sleep(3)
            ballast = disk / "ballast"
            _fill(ballast)
            await _failing(tally, "→ 507", "→ 503")
            ballast.unlink()
            came_back.append(await _going_on(tally))

        place = Ground(ground.kind, ground.folder, env, ground.server)
        found, tally = voting(place, fill, clients=clients, victim=Victim(env))
        failures = " ".join(tally.failures)
        if "→ 500" in failures:
            found.wrong.append("500 のページが出ました")
        if "→ 507" not in failures and "→ 503" not in failures:
            found.wrong.append("一度もいっぱいになりませんでした")
        if not came_back[0]:
            found.wrong.append("場所が空いても、受け付けを再開しませんでした")
        found.note += f"、507: {failures.count('→ 507')}、503: {failures.count('→ 503')}、空いたあと {came_back[0]} 票"
        return found


async def _failing(tally: Tally, *words: str) -> None:
    """Until somebody was told so, for half a minute; and a little longer."""
    end = time.monotonic() + 30
    while time.monotonic() < end and not any(word in " ".join(tally.failures) for word in words):
        await asyncio.sleep(0.5)
    await asyncio.sleep(2)


async def _going_on(tally: Tally) -> int:
    """Votes that are acknowledged from now on, within half a minute."""
    before, end = tally.votes, time.monotonic() + 30
    while time.monotonic() < end and tally.votes < before + 10:
        await asyncio.sleep(0.5)
    return tally.votes - before


def _asked(port: int, path: str) -> tuple[int, str, dict[str, str]]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=40) as answer:
            return answer.status, answer.read().decode(), _lowered(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), _lowered(error.headers)
    except OSError:
        return 0, "", {}


def _lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _fill(ballast: Path) -> None:
    """Takes all the room there is, to the last page."""
    with ballast.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue


@contextmanager
def _small_disk(ground: Ground) -> Iterator[tuple[dict[str, str], Path]]:
    """The same city on a disk of its own, in memory. Raises Skipped where nobody may mount one."""
    disk = Path(f"{ground.folder}-disk")
    disk.mkdir()
    options = f"size={SMALL_MB}m,mode=0777"
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", options, "none", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        disk.rmdir()
        raise Skipped("小さいディスク（tmpfs）を用意できません。root で行うと確かめられます。")
    try:
        if ground.kind == "sqlite":
            shutil.copy(ground.file, disk / "city.sqlite3")
            yield environment(sqlite_address(disk / "city.sqlite3"), ground.folder), disk
        else:
            with _tablespace(ground, disk):
                yield ground.env, disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False)
        disk.rmdir()


@contextmanager
def _tablespace(ground: Ground, disk: Path) -> Iterator[None]:
    """PostgreSQL's tables on the small disk; its own log stays where it was."""
    import psycopg

    assert ground.server is not None
    space = disk / "tables"
    space.mkdir()
    if ground.server.user:
        shutil.chown(space, ground.server.user)
    other = ground.env["JUKUGI_DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
    with psycopg.connect(other, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
        connection.execute("ALTER DATABASE jukugi SET TABLESPACE small")
    try:
        yield
    finally:
        with psycopg.connect(other, autocommit=True) as connection:
            connection.execute("ALTER DATABASE jukugi SET TABLESPACE pg_default")
            connection.execute("DROP TABLESPACE small")


def database_away(ground: Ground, *, clients: int, seconds: float) -> Found:
    """PostgreSQL is stopped, SQLite held by another program: 503 with a number and a time; it goes on by itself."""
    pages: dict[int, tuple[str, dict[str, str]]] = {}
    came_back: list[int] = []

    async def away(victim: Victim, tally: Tally) -> None:
        await asyncio.sleep(3)
        if ground.kind == "postgresql":
            assert ground.server is not None
            await asyncio.to_thread(ground.server.stop)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                status, body, headers = await asyncio.to_thread(_asked, victim.port, "/topics/")
                pages[status] = (body, headers)
                await asyncio.sleep(0.5)
            await asyncio.to_thread(ground.server.start)
        else:
            await asyncio.to_thread(_hold, ground, seconds)
        came_back.append(await _going_on(tally))

    found, tally = voting(ground, away, clients=clients)
    failures = " ".join(tally.failures)
    if "→ 500" in failures:
        found.wrong.append("500 のページが出ました")
    if "→ 503" not in failures and 503 not in pages:
        found.wrong.append("503 のページが出ませんでした")
    if ground.kind == "postgresql" and 503 in pages:
        body, headers = pages[503]
        if headers.get("retry-after") is None or headers.get("x-request-id", "?")[:10] not in body:
            found.wrong.append("503 のページに、番号か、いつ来ればよいかがありません")
    if not came_back[0]:
        found.wrong.append("戻っても、受け付けを再開しませんでした")
    found.note += f"、503: {failures.count('→ 503')}、{seconds:.0f} 秒いない、戻ったあと {came_back[0]} 票"
    return found


def _hold(ground: Ground, seconds: float) -> None:
    command: list[str | Path] = [PYTHON, "-m", "bench.faults.steps", "lock", f'{{"seconds": {seconds}}}']
    subprocess.run(command, env=ground.env | SETTINGS, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def clock_jumps(ground: Ground, *, clients: int) -> Found:
    """The clock goes back and forward by an hour and a day between requests, for web and worker alike."""
    told = ground.folder / "clock"
    told.write_text("0")
    env = ground.env | {
        "DJANGO_SETTINGS_MODULE": "bench.faults.settings_with_clock",
        "JUKUGI_FAULTS_CLOCK": str(told),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    before, after = ground.step("receipts"), []

    async def jump(_victim: Victim, tally: Tally) -> None:
        for hours in (0, -1, 1, -24, 24, 0):
            told.write_text(str(hours * 3600))
            votes = tally.votes
            await asyncio.sleep(4)
            after.append(tally.votes - votes)

    found, _ = voting(ground, jump, clients=clients, victim=Victim(env))
    if 0 in after:
        found.wrong.append(f"時計が飛ぶと、受け付けなくなりました: {after}")
    given, different = ground.step("receipts")
    if given != different or given < before[0]:
        found.wrong.append("受付番号が重なっています")
    if late := ground.step("queue_order"):
        found.wrong.append(f"進んだ時計のまま残った仕事: {late[:5]}")
    found.note += f"、時計が飛んだあとの票 {after}"
    return found


def slow_clients(ground: Ground, *, slow: int, clients: int) -> Found:
    """Many connections whose heads or bodies come a byte at a time; the others are answered meanwhile."""

    async def dawdle(victim: Victim, _tally: Tally) -> None:
        heads = [_dawdle(victim.port, is_body=number % 2 == 1) for number in range(slow)]
        tasks = [asyncio.create_task(each) for each in heads]
        await asyncio.sleep(10)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    found, tally = voting(ground, dawdle, clients=clients)
    p95 = quantile(tally.page_seconds, 0.95)
    if p95 > 5.0:
        found.wrong.append(f"ほかの人が {p95:.1f} 秒待ちました")
    found.note += f"、遅い人 {slow}、ほかの人の p95 {1000 * p95:.0f} ms"
    return found


async def _dawdle(port: int, *, is_body: bool) -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        if is_body:
            head = "POST /areas/choose/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
            writer.write((head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n").encode())
        else:
            writer.write(b"GET /topics/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        for _ in range(600):
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.1)
    finally:
        writer.close()
