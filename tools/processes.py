"""Start a program in a session of its own and stop all of it, whatever ends us: its end, Ctrl-C, a closed window."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

PATIENCE = 25.0  # seconds a program is given to end by itself; the server gives its own children 10


class Stopped(SystemExit):
    """A signal asked us to stop; the code is what a shell shows for that signal."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn Ctrl-C, termination and a closed window into one exception, so that every `finally` runs.

    Once: while we are stopping, a second Ctrl-C must not leave half of it running.
    """
    usual = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    watched = [each for each in usual if signal.getsignal(each) is not signal.SIG_IGN]  # nohup stays nohup

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(128 + number)

    before = {each: signal.signal(each, stop) for each in watched}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
    user: str | None = None,
    stop_with: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """The program while the block lasts. Whatever it started itself is stopped with it.

    The session of its own keeps the terminal's Ctrl-C from reaching it before us: we stop things in order.
    """
    process = subprocess.Popen(
        list(map(str, command)),
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        user=user,
        group=group_of(user),
        extra_groups=None if user is None else [],
    )
    try:
        yield process
    finally:
        stop_all_of(process, stop_with)


def stop_all_of(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGTERM) -> None:
    """Ask the whole group to end; what has not after a while is ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=PATIENCE)
    with suppress(ProcessLookupError, PermissionError):  # macOS says 'not permitted' of a group of zombies
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def group_of(user: str | None) -> int | None:
    """The main group of another user, for programs that refuse to run as root."""
    if user is None:
        return None
    import pwd  # Unix only

    return pwd.getpwnam(user).pw_gid
