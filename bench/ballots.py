"""Are 300,000 ballots on 300 projects counted from the database in time and memory, and do pages stay quick?

`python -m bench.ballots --database sqlite|postgresql` makes a database of its own with the sample city, lays a round
with its projects and ballots into it, counts it as the job does, and counts it again. Prints processor seconds, memory
and ratios to the limits. Exit code 1 where a limit is passed or the second count differs.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.words import Missing, complain, tell

BALLOTS, PROJECTS = 300_000, 300
COUNT_LIMIT, MEMORY_LIMIT_MB = 30.0, 1_024
BATCH, SEED, TITLE = 5_000, 13, "計測のための予算の投票"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--ballots", type=int, default=BALLOTS)
    parser.add_argument("--step", choices=["fill", "count"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return _step(options.step, options.ballots)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jukugi-ballots-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            return max(_run(dict(env), step, options.ballots) for step in ("fill", "count"))
    except Missing as missing:
        complain(missing)
        return 1


def _run(env: dict[str, str], step: str, ballots: int) -> int:
    command = [str(PYTHON), "-m", "bench.ballots", "--step", step, "--ballots", str(ballots)]
    return subprocess.run(command, env=env, cwd=ROOT, check=False).returncode


def _step(step: str, ballots: int) -> int:
    """In the settings of the site."""
    import django

    django.setup()
    steps: dict[str, Any] = {"fill": lambda: _fill(ballots), "count": _count}
    return int(steps[step]())


def _fill(count: int) -> bool:
    """A round of three hundred projects, and people of six leanings who choose some ten of them."""
    from django.utils import timezone

    from jukugi.apps.accounts.enums import Channel
    from jukugi.apps.budgeting.models import Ballot, Project, Round
    from jukugi.apps.budgeting.tests.factories import AFTER, closed

    made = closed([{1}], costs=(1_000_000,) * PROJECTS, title=TITLE, budget_yen=100_000_000)
    dice, now = random.Random(SEED), timezone.now()
    for project in Project.objects.filter(round=made):
        project.cost_yen = 500_000 + 50_000 * dice.randrange(60)
        project.save(update_fields=["cost_yen"])
    numbers = list(Project.objects.filter(round=made).values_list("number", flat=True))
    leanings = [[dice.lognormvariate(0, 1) for _n in numbers] for _leaning in range(6)]
    rows = []
    for place in range(count):
        chosen = sorted(set(dice.choices(numbers, dice.choice(leanings), k=10)))
        rows.append(
            Ballot(
                round=made,
                voter=f"v{place:063}",
                receipt=f"{place:09}",
                choices=",".join(map(str, chosen)),
                order_seed="0123456789abcdef",
                channel=Channel.WEB,
                cast_at=now - timedelta(seconds=count - place),
            )
        )
        if len(rows) == BATCH:
            Ballot.objects.bulk_create(rows)
            rows = []
    Ballot.objects.bulk_create(rows)
    Round.objects.filter(pk=made.pk).update(vote_until=AFTER.date())
    tell(f"投票 {count:,} 枚 × 事業 {PROJECTS} を用意しました")
    return False


def _count() -> bool:
    from jukugi.apps.budgeting.counted.files import count_round
    from jukugi.apps.budgeting.models import Round

    made = Round.objects.select_related("area").get(title=TITLE)
    files = []
    for turn in ("数える", "もう一度数える"):
        started = time.process_time()
        counted = count_round(made, seed="4217", seed_words="計測の種")
        seconds = time.process_time() - started
        files.append(counted.files)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tell(
            f"{turn}：{counted.ballots:,}枚、{seconds:.1f} CPU秒（上限の{seconds / COUNT_LIMIT:.0%}）、"
            f"{peak:,.0f} MB（上限の{peak / MEMORY_LIMIT_MB:.0%}）"
        )
        if seconds > COUNT_LIMIT or peak > MEMORY_LIMIT_MB:
            complain("上限を超えました")
            return True
    if files[0] != files[1]:
        complain("二度目の結果が違います")
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
