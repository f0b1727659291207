"""A city on either database, made once; its server and its worker, which may die; and what a case found."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools import postgres
from tools.application import application_environment, jukugi, serving
from tools.network import any_free_port
from tools.places import JUKUGI, PYTHON, ROOT, sqlite_address
from tools.words import Missing

SETTINGS = {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings"}


@dataclass
class Found:
    """What a case saw: how much was acknowledged and is there; ``wrong`` is what does not agree, in sentences."""

    acknowledged: int
    survived: int
    note: str = ""
    wrong: list[str] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        return self.acknowledged == self.survived and not self.wrong and self.acknowledged > 0


class Skipped(Exception):
    """A case that this machine cannot play, with the reason."""


@dataclass
class Ground:
    """One database with the sample city, and the settings that lead there."""

    kind: str
    folder: Path
    env: dict[str, str]
    server: postgres.Server | None = None

    @property
    def file(self) -> Path:
        """SQLite's."""
        return self.folder / "city.sqlite3"

    def step(self, name: str, **given: Any) -> Any:
        """Do one of ``steps`` in a process of its own. Raises Missing; the step's own lines tell why."""
        done = subprocess.run(
            [PYTHON, "-m", "bench.faults.steps", name, json.dumps(given)],
            env=self.env | SETTINGS,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Missing(f"{name} ができませんでした（上の行が理由です）。", f"{name} failed; see above.")
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker while the block lasts, unless it dies before."""
        process = subprocess.Popen([JUKUGI, "worker"], env=self.env, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def finish_work(self) -> None:
        """Put back what dead workers held, as if two minutes had passed, and do all that waits."""
        self.step("resume")
        jukugi(["worker", "--once"], env=self.env)


@dataclass
class Victim:
    """A server that is killed and started again, always on one port."""

    env: Mapping[str, str]
    more: tuple[str, ...] = ()
    port: int = field(default_factory=any_free_port)
    process: subprocess.Popen[bytes] | None = None
    _until_the_end: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Victim:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._until_the_end.close()

    def start(self) -> None:
        self.process = self._until_the_end.enter_context(serving("127.0.0.1", self.port, env=self.env, more=self.more))

    def kill(self) -> None:
        """End the server, its web processes and its worker at once, with no chance to finish anything."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def sample(folder: Path) -> Iterator[Path]:
    """A backup of the sample city, made once for all databases."""
    env = environment(sqlite_address(folder / "first.sqlite3"), folder)
    jukugi(["migrate"], env=env)
    with (folder / "log").open("wb") as quiet:
        subprocess.run([JUKUGI, "sample"], env=env, stdout=quiet, stderr=quiet, check=True)
    Ground("sqlite", folder, env).step("settle")
    subprocess.run([JUKUGI, "backup", str(folder / "city.jukugi")], env=env, stdout=subprocess.DEVNULL, check=True)
    yield folder


@contextmanager
def ground(kind: str, made: Path, folder: Path) -> Iterator[Ground]:
    """The sample city on one database: SQLite's file copied, PostgreSQL's restored from the backup."""
    folder.mkdir()
    if kind == "sqlite":
        shutil.copy(made / "first.sqlite3", folder / "city.sqlite3")
        yield Ground(kind, folder, environment(sqlite_address(folder / "city.sqlite3"), folder))
        return
    with postgres.controlled(durable=True) as server:
        env = environment(server.address, folder)
        command: list[str | Path] = [JUKUGI, "restore", str(made / "city.jukugi"), "--into", server.address]
        subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
        yield Ground(kind, folder, env, server)


# The same for all places, also where each is played in a process of its own: what is sealed in one holds in another.
SECRET = os.environ.get("JUKUGI_SECRET_KEY") or secrets.token_urlsafe(50)


def environment(address: str, folder: Path) -> dict[str, str]:
    return application_environment(database=address, var=folder, secret=SECRET, hosts=["127.0.0.1"])
