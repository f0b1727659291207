"""`make demo`: the sample city on this machine, from nothing. With --check: walk the main job over HTTP and stop.

Running it again keeps what was voted and doubles nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
import time
from pathlib import Path

from tools.application import EVERYWHERE, application_environment, jukugi, serving, site_of
from tools.network import lan_address, next_free_port
from tools.places import DEMO, sqlite_address
from tools.processes import Stopped, stopping_on_signals
from tools.walk import walk
from tools.words import Missing, complain, tell

# The first sign-in that the sample prints is that of a policy officer.
SIGN_IN = re.compile(r"ユーザー名 (\S+)\s+パスワード (\S+)")
TOPIC = re.compile(r"/topics/[^/\s]+/")


def main() -> int:
    options = _options()
    try:
        with stopping_on_signals():
            return demo(options)
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        tell("止めました。")
        return 0 if not options.check else int(stopped.code or 1)


def demo(options: argparse.Namespace) -> int:
    began = time.monotonic()
    env = demo_environment(options.host)
    jukugi(["migrate"], env=env)
    officer = SIGN_IN.search(jukugi(["sample"], env=env))
    topics = TOPIC.findall(jukugi(["import-polis", options.polis], env=env)) if options.polis else []
    port = next_free_port(options.host, options.port)  # only now: another demo may be starting at the same moment
    if port != options.port:
        tell(f"ポート {options.port} は使用中のため、{port} を使います。")
    with serving(options.host, port, env=env) as server:
        if options.check:
            return _check(site_of(options.host, port), topics, officer, began)
        _welcome(options.host, port, topics)
        return server.wait()


def demo_environment(host: str) -> dict[str, str]:
    """Settings that point at `var/demo/`."""
    DEMO.mkdir(parents=True, exist_ok=True)
    return application_environment(
        database=sqlite_address(DEMO / "jukugi.sqlite3"),
        var=DEMO,
        secret=secret_in(DEMO / "secret.key"),
        hosts=allowed_hosts(host),
    )


def allowed_hosts(host: str) -> list[str]:
    """Names by which the demo may be called: this machine's own, and its address in the network if it was opened."""
    hosts = ["127.0.0.1", "localhost"]
    if host in EVERYWHERE:
        return [*hosts, *filter(None, [lan_address()])]
    named = f"[{host}]" if ":" in host else host
    return hosts if named in hosts else [*hosts, named]


def secret_in(path: Path) -> str:
    """Made once, so that sessions survive a restart. Only its owner reads it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def _check(site: str, topics: list[str], officer: re.Match[str] | None, began: float) -> int:
    faults = walk(site, topics=topics, tell=tell, officer=(officer[1], officer[2]) if officer else None)
    tell(f"{'×' if faults else '○'} 点検を終えました（{time.monotonic() - began:.0f} 秒）")
    return 1 if faults else 0


def _welcome(host: str, port: int, topics: list[str]) -> None:
    site, address = site_of(host, port), lan_address() if host in EVERYWHERE else None
    tell("")
    tell(f"  ブラウザで開く: {site}/")
    if address:
        tell(f"  同じネットワークのスマートフォンから: http://{address}:{port}/")
    elif host in EVERYWHERE:
        tell("  （ネットワークにつながっていないため、ほかの機器からは開けません）")
    for topic in topics:
        tell(f"  取り込んだ会話: {site}{topic}map/")
    tell("  止めるには Ctrl-C")
    tell("")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--polis", type=lambda path: Path(path).expanduser().resolve())
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
