"""A backup and a restore are killed at many moments: half a copy is never taken for a whole one, and nothing stays."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from bench.faults.ground import Found, Ground, environment
from tools.places import JUKUGI, sqlite_address

KILLS = 3


def backed_up(ground: Ground) -> Found:
    """Every backup that is there under its name is whole; the next one is not hindered, and clears the halves away."""
    folder = ground.folder / "copies"
    folder.mkdir()
    _done(["backup", str(folder / "whole.jukugi")], ground.env)
    size = (folder / "whole.jukugi").stat().st_size
    wrong, whole, halves = [], [folder / "whole.jukugi"], 0
    for number in range(KILLS):
        file, reached = folder / f"{number}.jukugi", size * (number + 1) // (KILLS + 1)
        part = file.with_name(f".{file.name}.jukugi-part")
        _killed_when(["backup", str(file)], ground.env, partial(_has, part, reached))
        whole += [file] if file.exists() else []
        halves += part.exists()
    if not halves:
        wrong.append("一度も途中で止まらなかったので、何も確かめられていません")
    last = folder / "last.jukugi"
    _done(["backup", str(last)], ground.env)
    if left := [each.name for each in folder.iterdir() if each.name.startswith(".")]:
        wrong.append(f"途中のものが残っています: {left}")
    whole.append(last)
    good = sum(_is_whole(file, ground) for file in whole)
    return Found(len(whole), good, f"{KILLS} 回止め、途中だったもの {halves}", wrong)


def restored(ground: Ground) -> Found:
    """A restore that was killed leaves nothing that is taken for a city; the next one into the same place is whole."""
    file = ground.folder / "copies" / "whole.jukugi"
    into, address = _place(ground)
    env = environment(address, ground.folder)
    wrong: list[str] = []
    for share in (0.3, 0.8):
        _killed_when(["restore", str(file), "--into", into], env, _grown(ground, into, share))
        if ground.kind == "sqlite" and (Path(into) / "jukugi.sqlite3").exists():
            wrong.append("途中のものが、戻したものの名前であります")
            break
    done = subprocess.run(
        [JUKUGI, "restore", str(file), "--into", into, "--check"], env=env, capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    rows = sum(line.startswith("○ ") for line in lines)
    wrong += [line for line in done.stderr.splitlines() if line.startswith("×")][:5]
    expected = rows if done.returncode == 0 else rows + 1
    if ground.kind == "sqlite" and (left := sorted(each.name for each in Path(into).iterdir())) != ["jukugi.sqlite3"]:
        wrong.append(f"戻したもののほかに残っています: {left}")
    return Found(expected, rows, "表と封印の数", wrong)


def _place(ground: Ground) -> tuple[str, str]:
    if ground.kind == "sqlite":
        folder = ground.folder / "back"
        return str(folder), sqlite_address(folder / "jukugi.sqlite3")
    import psycopg

    address = ground.env["JUKUGI_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE jukugi_back")
    return f"{address}_back", f"{address}_back"


def _grown(ground: Ground, into: str, share: float) -> Callable[[], bool]:
    """Whether so much of the city is in the new place."""
    if ground.kind == "sqlite":
        half, whole = Path(into) / "jukugi.sqlite3.restoring", ground.file.stat().st_size
        return lambda: _size(half) + _size(half.with_name(f"{half.name}-wal")) >= share * whole
    import psycopg

    connection = psycopg.connect(ground.env["JUKUGI_DATABASE_URL"], autocommit=True)

    def size(name: str) -> int:
        row = connection.execute("SELECT pg_database_size(%s::name)", [name]).fetchone()
        return int(row[0]) if row else 0

    empty, whole = size("jukugi_back"), size("jukugi")
    return lambda: size("jukugi_back") - empty >= share * (whole - empty)


def _has(file: Path, size: int) -> bool:
    return _size(file) >= size


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _done(arguments: Sequence[str], env: dict[str, str]) -> None:
    subprocess.run([JUKUGI, *arguments], env=env, stdout=subprocess.DEVNULL, check=True)


def _killed_when(arguments: Sequence[str], env: dict[str, str], is_so: Callable[[], bool]) -> None:
    """SIGKILL as soon as it is so, or when the command ended by itself."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([JUKUGI, *arguments], env=env, stdout=quiet, stderr=quiet, start_new_session=True)
    while process.poll() is None and not is_so():
        time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_whole(file: Path, ground: Ground) -> bool:
    """Whether a backup can be read to its last part."""
    code = (
        "import sys, django; django.setup()\n"
        "from pathlib import Path\n"
        "from jukugi.kit.backups.restoring import opened\n"
        "with opened(Path(sys.argv[1])) as (head, members):\n"
        "    assert [name for name, _ in members][-1] == 'end.json'\n"
    )
    from bench.faults.ground import SETTINGS
    from tools.places import PYTHON

    return subprocess.run([PYTHON, "-c", code, str(file)], env=ground.env | SETTINGS, check=False).returncode == 0
