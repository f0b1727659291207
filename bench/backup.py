"""Are a million votes and 100,000 opinions backed up in a minute while 50 votes a second come in, and restored equal?

`python -m bench.backup --database sqlite|postgresql` makes a database of its own with the sample city, grows it, lets
a process cast votes all the while, and runs `jukugi backup` and `jukugi restore --check` as an operator does: from
SQLite into a folder, from PostgreSQL into SQLite. Exit code 1 above the limit, when a table differs after the restore,
or when votes waited.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.processes import stopping_on_signals
from tools.words import Missing, complain, tell

LIMIT_S, WAIT_LIMIT_S, PER_SECOND = 60.0, 2.0, 50
VOTES, PEOPLE, BATCH = 1_000_000, 5_000, 10_000
VOTERS = 5  # at once, so that one who waits does not slow the others


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--step", choices=["fill", "vote"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        import django

        django.setup()
        return _fill() if options.step == "fill" else _vote()
    try:
        with (
            stopping_on_signals(),
            tempfile.TemporaryDirectory(prefix="jukugi-backup-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            return _measure(dict(env), Path(folder))
    except Missing as missing:
        complain(missing)
        return 1


def _measure(env: dict[str, str], folder: Path) -> int:
    subprocess.run(_step("fill"), env=env, cwd=ROOT, check=True)
    jukugi, file = str(PYTHON.with_name("jukugi")), folder / "all.jukugi"
    with _votes_coming_in(env) as votes:
        started = time.monotonic()
        subprocess.run([jukugi, "backup", str(file)], env=env, check=True)
        seconds = time.monotonic() - started
    cast, longest = votes
    tell(f"控え：{seconds:.1f}秒（上限の{seconds / LIMIT_S:.0%}）、{file.stat().st_size / 1e6:,.0f} MB")
    tell(
        f"その間の票：{cast}（毎秒{cast / seconds:.0f}）、いちばん待った票 {longest:.2f}秒（上限 {WAIT_LIMIT_S:.0f}秒）"
    )
    started = time.monotonic()
    done = subprocess.run(
        [jukugi, "restore", str(file), "--into", str(folder / "back"), "--check"], env=env, check=False
    )
    tell(f"戻して確かめる：{time.monotonic() - started:.1f}秒、{'同じ' if done.returncode == 0 else '違う'}")
    return int(done.returncode != 0 or seconds > LIMIT_S or longest > WAIT_LIMIT_S)


def _step(name: str) -> list[str]:
    return [str(PYTHON), "-m", "bench.backup", "--step", name]


@contextmanager
def _votes_coming_in(env: dict[str, str]) -> Iterator[list[float]]:
    """[number of votes, seconds of the one that waited longest], filled in when the block ends."""
    told: list[float] = []
    process = subprocess.Popen(
        _step("vote"), env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # it has begun
    try:
        yield told
    finally:
        out, _ = process.communicate("end\n")
        told.extend(float(word) for word in out.split())


def _fill() -> int:
    """Opinions as the search among them is measured with; people who answer every statement again and again."""
    from django.utils import timezone

    from bench.search import _grow
    from jukugi.apps.accounts.models import Participant
    from jukugi.apps.opinion_map.models import CurrentVote, Statement, Vote
    from jukugi.apps.processes.models import Process

    now = timezone.now()
    _grow(Process.objects.get(slug="community-policy").pk, now)
    people = Participant.objects.bulk_create(
        Participant(token_hash=f"{number:064}", actor_key=f"bench:{number}", channel="web", created_at=now)
        for number in range(PEOPLE)
    )
    pairs = [
        (statement, person.pk) for statement in Statement.objects.values_list("pk", flat=True) for person in people
    ]
    for start in range(0, VOTES, BATCH):
        Vote.objects.bulk_create(
            Vote(
                statement_id=pairs[number % len(pairs)][0],
                participant_id=pairs[number % len(pairs)][1],
                choice=number % 3 - 1,
                channel="web",
                cast_at=now - timedelta(seconds=VOTES - number),
            )
            for number in range(start, start + BATCH)
        )
    last = {number % len(pairs): number for number in range(VOTES)}
    CurrentVote.objects.bulk_create(
        CurrentVote(
            statement_id=pairs[place][0],
            participant_id=pairs[place][1],
            choice=number % 3 - 1,
            changed_at=now - timedelta(seconds=VOTES - number),
        )
        for place, number in last.items()
    )
    tell(f"票 {Vote.objects.count():,}、意見 {_opinions():,} を用意しました")
    return 0


def _opinions() -> int:
    from jukugi.apps.opinions.models import Opinion

    return Opinion.objects.count()


def _vote() -> int:
    """Cast votes until a line comes in, each as it is due; print how many, and how long the slowest took."""
    import threading
    from concurrent.futures import ThreadPoolExecutor

    from jukugi.apps.accounts.models import Participant
    from jukugi.apps.opinion_map.models import Statement

    statement = Statement.objects.filter(topic__title="地域の居場所", state="shown").select_related("topic")[0]
    voters = [Participant.objects.get(actor_key=f"bench:{number}") for number in range(VOTERS)]
    is_over = threading.Event()

    def wait() -> None:
        sys.stdin.readline()
        is_over.set()

    threading.Thread(target=wait, daemon=True).start()
    print("begun", flush=True)
    with ThreadPoolExecutor(VOTERS) as people:
        told = list(people.map(lambda voter: _vote_on(statement, voter, is_over), voters))
    print(sum(count for count, _ in told), max(longest for _, longest in told))
    return 0


def _vote_on(statement: Any, voter: Any, is_over: Any) -> tuple[int, float]:
    """One of several people: how many votes, and the seconds of the slowest."""
    from django.utils import timezone

    from jukugi.apps.opinion_map.actions import cast_vote
    from jukugi.apps.opinion_map.enums import Choice

    begun, count, longest, pace = time.monotonic(), 0, 0.0, PER_SECOND / VOTERS
    while not is_over.wait(max(0.0, begun + count / pace - time.monotonic())):
        started = time.monotonic()
        cast_vote(statement=statement, voter=voter, choice=Choice(count % 3 - 1), now=timezone.now())
        count, longest = count + 1, max(longest, time.monotonic() - started)
    return count, longest


if __name__ == "__main__":
    sys.exit(main())
