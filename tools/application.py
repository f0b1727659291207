"""Run the application from outside, as an operator does: its commands, its server, its settings."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.places import JUKUGI
from tools.processes import running
from tools.words import Missing

START_LIMIT = 120.0  # seconds until the server must answer
EVERYWHERE = ("0.0.0.0", "::")


def application_environment(*, database: str, var: Path, secret: str, hosts: Sequence[str]) -> dict[str, str]:
    """Every setting the application asks for. None set outside gets in, so that no tool can touch a real database."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    return outside | {
        "JUKUGI_SECRET_KEY": secret,
        "JUKUGI_DATABASE_URL": database,
        "JUKUGI_ALLOWED_HOSTS": ",".join(hosts),
        "JUKUGI_HTTPS": "0",
        "JUKUGI_REQUIRE_SECOND_STEP": "0",
        "JUKUGI_SENT_BEFORE_WAITING": "0",  # load tests and a workshop send everything from one address
        "JUKUGI_VAR": str(var),
    }


def jukugi(arguments: Sequence[str | Path], *, env: Mapping[str, str]) -> str:
    """Run one command, show what it says and return it. Raises Missing; the command's own words tell why."""
    command = [JUKUGI, *arguments]
    process = subprocess.Popen(command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    said = []
    with process, process.stdout or open(os.devnull) as output:
        for line in output:
            print(line, end="", flush=True)
            said.append(line)
    if process.returncode != 0:
        words = f"jukugi {' '.join(map(str, arguments))}"
        raise Missing(f"{words} が失敗しました（上の行が理由です）。", f"{words} failed; the lines above say why.")
    return "".join(said)


@contextmanager
def serving(
    host: str, port: int, *, env: Mapping[str, str], more: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Web server and worker while the block lasts; entered when they answer."""
    command: list[str | Path] = [JUKUGI, "serve", "--host", host, "--port", str(port), *more]
    with running(command, env=env) as server:
        _wait_until_it_answers(f"{site_of(host, port)}/healthz", server)
        yield server


def site_of(host: str, port: int) -> str:
    """The address under which this machine itself reaches the server."""
    name = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of an office proxy
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until and server.poll() is None:
        try:
            with opener.open(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass  # not listening yet
        time.sleep(0.1)
    raise Missing(
        f"サーバーが起動しませんでした（{address} が応答しません。上の行が理由です）。",
        f"The server did not start: {address} does not answer (reason above).",
    )
