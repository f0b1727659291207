"""How much memory and time ``jukugi export`` takes over 100,000 opinions. The limit is 200 MB.

The city is grown in a database of its own; the export runs as a process of its own, of which the system says how large
it grew. ``--parquet`` measures with the Parquet files, whose library alone takes 60 MB: the limit is 240 MB then.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.application import application_environment, jukugi
from tools.places import sqlite_address

OPINIONS, LIMIT_MB, PARQUET_LIMIT_MB = 100_000, 200, 240
GROW = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, Submission
from jukugi.apps.processes.models import Process

process = Process.objects.shown_first().first()
wards = list(Area.objects.wards())
now = timezone.now()
text = "近所に、ふらっと寄れる場所がほしいです。" * 6
for start in range(0, {opinions}, 5_000):
    people = Participant.objects.bulk_create(Participant(channel="web", created_at=now) for _ in range(5_000))
    sent = Submission.objects.bulk_create(
        Submission(
            process=process,
            receipt=f"G{{start + n:08}}",
            channel="web",
            ward=wards[n % len(wards)],
            author=person,
            received_at=now - timedelta(minutes=n),
            entered_at=now,
            sent_key=f"grown-{{start + n}}",
        )
        for n, person in enumerate(people)
    )
    rows = []
    for n, one in enumerate(sent):
        opinion = Opinion.of(one, f"{{text}}{{start + n}}", position=1)
        opinion.state = OpinionState.SHOWN
        rows.append(opinion)
    Opinion.objects.bulk_create(rows)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opinions", type=int, default=OPINIONS)
    parser.add_argument("--parquet", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        env = application_environment(
            database=sqlite_address(place / "city.sqlite3"), var=place, secret="x9" * 30, hosts=["127.0.0.1"]
        )
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        grow = GROW.format(opinions=options.opinions)
        env = dict(env) | {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings"}
        subprocess.run([sys.executable, "-c", grow], env=env, check=True)
        return _measured(place / "open", env, parquet=options.parquet)


def _measured(folder: Path, env: dict[str, str], *, parquet: bool) -> int:
    """The process says of itself how large it grew at most, and how long it reckoned."""
    code = (
        "import resource, sys; from jukugi.project.cli import main; done = main(sys.argv[1:]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        "print('measured', used.ru_maxrss // 1024, round(used.ru_utime + used.ru_stime, 1)); sys.exit(done)"
    )
    command = [sys.executable, "-c", code, "export", str(folder), *(["--parquet"] if parquet else [])]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    megabytes, seconds = done.stdout.split("measured ")[1].split()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    limit = PARQUET_LIMIT_MB if parquet else LIMIT_MB
    verdict = "ok" if int(megabytes) <= limit else "TOO LARGE"
    told = f"{megabytes} MB at most (limit {limit}), {seconds} s of processor, {size:.0f} MB written"
    print(f"export: {told}: {verdict}")
    return 0 if int(megabytes) <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
