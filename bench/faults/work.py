"""The worker dies in the middle of a job; several workers take from one queue."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.faults.ground import SETTINGS, Found, Ground
from tools.places import PYTHON, ROOT

PATIENCE_S = 90.0


def imported(ground: Ground, *, rows: int, kills: int) -> Found:
    """A table of opinions is taken in chunks; the worker dies some times in between."""
    told = ground.step("bring", rows=rows)
    for kill in range(1, kills + 1):
        _kill_when(ground, "import", told["import_pk"], reached=rows * kill // (kills + 2))
    ground.finish_work()
    found = ground.step("imported", import_pk=told["import_pk"])
    wrong = [] if found["numbers_are_all"] else ["行の番号がそろっていません"]
    return Found(rows, found["taken"], f"途中で止めたときの行 {found['opinions']}", wrong)


def published(ground: Ground) -> Found:
    """An edition of a document is published with its files; so are files of a report and of a consultation."""
    told = ground.step("ask_for_publication")
    _kill_in_job(ground, told["jobs"], after_s=0.5)
    ground.finish_work()
    found = ground.step("publications", **told)
    return Found(told["expected"], found["there"], f"版・報告・結果、{found['files']} ファイル", found["wrong"])


def grouped(ground: Ground) -> Found:
    """Opinions are put into groups; the worker dies while it reckons."""
    told = ground.step("ask_for_groups")
    _kill_in_job(ground, ["grouping.carry_out"], after_s=0.3)
    ground.finish_work()
    found = ground.step("groups", **told)
    return Found(told["voices"], found["placed_once"], f"状態 {found['state']}", found["wrong"])


def one_queue(ground: Ground, *, jobs: int, workers: int) -> Found:
    """Each job is done by one of several workers, once."""
    ground.step("resume")
    before = ground.step("fill_queue", jobs=jobs)
    with ExitStack() as running:
        watch = running.enter_context(_watching(ground))
        for _ in range(workers):
            running.enter_context(ground.worker())
        _wait(lambda: watch(f"left {before} {jobs}") == 0)
    found = ground.step("queue", before=before, jobs=jobs)
    return Found(jobs, found["done_once"], f"それぞれの worker が {found['by_worker']}")


def _kill_when(ground: Ground, what: str, key: int, *, reached: int) -> None:
    with _watching(ground) as watch, ground.worker() as process:
        _wait(lambda: process.poll() is not None or watch(f"{what} {key}") >= reached, every_s=0.02)


def _kill_in_job(ground: Ground, names: Sequence[str], *, after_s: float) -> None:
    """The worker dies a moment after it began one of these jobs."""
    with _watching(ground) as watch, ground.worker() as process:
        _wait(lambda: process.poll() is not None or watch("running " + " ".join(names)) > 0, every_s=0.02)
        time.sleep(after_s)


@contextmanager
def _watching(ground: Ground) -> Iterator[Callable[[str], int]]:
    """Asks the database for one figure again and again, in one process."""
    command: list[str | Path] = [PYTHON, "-m", "bench.faults.steps", "watch", "{}"]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, env=ground.env | SETTINGS, cwd=ROOT, **pipes)

    def ask(question: str) -> int:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return int(process.stdout.readline() or 0)

    try:
        ask("ready")  # it takes a second to begin
        yield ask
    finally:
        process.kill()
        process.wait()


def _wait(is_so: Callable[[], bool], *, every_s: float = 0.5) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_so() and time.monotonic() < until:
        time.sleep(every_s)
