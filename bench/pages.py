"""Server time of the main pages, against the limit they are held to: 100 ms of processor time each.

`python -m bench.pages` makes a database of its own with the sample city, asks for each page 40 times in one process
through the whole stack (middleware, queries, templates), and prints the median and the ratio limit / median. Processor
time, so that a busy machine does not decide. Exit code 1 where a page needs more than the limit.
"""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import tempfile
from pathlib import Path

from tools.application import application_environment, jukugi
from tools.places import PYTHON, sqlite_address
from tools.words import tell

LIMIT_MS = 100.0
PROBE = """
import json, sys, time, statistics, django
django.setup()
from django.test import Client
from django.urls import reverse
from jukugi.apps.opinion_map.models import Topic
topic = Topic.objects.order_by("pk").first()
paths = {"home": "/", "board": reverse("issues:board")}
paths |= {name: reverse(f"opinion_map:{name}", args=[topic.pk]) for name in ("vote", "map", "results")}
visitor = Client()
statement = topic.statements.first()
assert visitor.post(reverse("opinion_map:cast", args=[topic.pk, statement.pk]), {"choice": "agree"}).status_code == 302
found = {}
for name, path in paths.items():
    assert visitor.get(path).status_code == 200
    times = []
    for _ in range(int(sys.argv[1])):
        begun = time.process_time()
        visitor.get(path)
        times.append(1000 * (time.process_time() - begun))
    found[name] = statistics.median(times)
print(json.dumps(found))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jukugi-pages-") as folder:
        env = application_environment(
            database=sqlite_address(Path(folder) / "pages.sqlite3"),
            var=Path(folder),
            secret=secrets.token_urlsafe(50),
            hosts=["testserver"],
        ) | {"DJANGO_SETTINGS_MODULE": "jukugi.project.settings"}
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        jukugi(["manage", "collectstatic", "--noinput", "-v0"], env=env)
        said = subprocess.run(
            [PYTHON, "-c", PROBE, str(options.times)], env=env, capture_output=True, text=True, check=True
        )
    medians: dict[str, float] = json.loads(said.stdout)
    for name, milliseconds in medians.items():
        tell(f"{name:8} {milliseconds:6.1f} ms  上限 {LIMIT_MS:.0f} ms の 1/{LIMIT_MS / milliseconds:.1f}")
    return 0 if max(medians.values()) <= LIMIT_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
