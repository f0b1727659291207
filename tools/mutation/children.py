"""Work in a forked process: what it changes is gone when it ends."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

SECONDS = 600


def in_a_child(work: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """What the work returns, as JSON takes it; None where it took too long or the process died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    told = _read(reading, time.monotonic() + seconds)
    os.close(reading)
    if told is None:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(told) if told else None


def _work(work: Callable[[], Any], writing: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2) if not os.environ.get("MUTATION_LOUD") else ():
        os.dup2(nowhere, stream)
    try:
        told = json.dumps(work()).encode()
        while told:
            told = told[os.write(writing, told) :]
        os._exit(0)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)


def _read(reading: int, until: float) -> bytes | None:
    """All that came; None when the time was over before the end."""
    told = b""
    while True:
        ready, _w, _x = select.select([reading], [], [], max(0, until - time.monotonic()))
        if not ready:
            return None
        piece = os.read(reading, 65536)
        if not piece:
            return told
        told += piece
