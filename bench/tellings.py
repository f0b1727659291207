"""Tell 50,000 people by mail while the worker is killed: is everybody told, and nobody twice?

`python -m bench.tellings --database sqlite|postgresql` brings its own database and a mail server that takes everything
and lets nothing out. The worker is ended with SIGKILL some times over and started again; then what the mail server took
is compared with what the rows say. Only 127.0.0.1 is ever called. Exit code 1 if anybody was told twice or was lost.
"""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.votes import database
from tools.application import application_environment, jukugi
from tools.mail_sink import MailSink
from tools.places import PYTHON, ROOT
from tools.processes import Stopped, stopping_on_signals
from tools.words import Missing, complain, tell


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.tellings", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--step", choices=["grow", "send", "settle"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(_inside(options)))
        return 0
    try:
        with stopping_on_signals(), tempfile.TemporaryDirectory(prefix="jukugi-tellings-") as folder:
            return _run(options, Path(folder))
    except Missing as missing:
        complain(missing)
        return 1
    except Stopped as stopped:
        return int(stopped.code or 1)


def _run(options: argparse.Namespace, folder: Path) -> int:
    with database(options.database, folder) as address, MailSink() as sink:
        secret = secrets.token_urlsafe(50)
        env = application_environment(database=address, var=folder, secret=secret, hosts=["127.0.0.1"]) | {
            "DJANGO_SETTINGS_MODULE": "jukugi.project.settings",
            "JUKUGI_MAIL": f"smtp+plain://127.0.0.1:{sink.port}",
            "JUKUGI_MAIL_PER_MINUTE": "0",
        }
        jukugi(["migrate"], env=env)
        jukugi(["sample"], env=env)
        grown = _step("grow", options, env)
        tell(f"{grown['mails']:,} 人。だれに何が届くかを数えるのに {grown['seconds']:.1f} 秒")
        began = time.monotonic()
        for kill in range(1, options.kills + 1):
            _kill_in_the_middle(options, env, sink, until=grown["mails"] * kill // (options.kills + 1))
        done = _step("settle", options, env)
        seconds = time.monotonic() - began
    return _judge(sink, done, kills=options.kills, seconds=seconds)


def _judge(sink: MailSink, done: Mapping[str, Any], *, kills: int, seconds: float) -> int:
    twice = sum(count > 1 for count in sink.taken.values())
    lost = done["total"] - len(sink.taken)
    tell(f"送った {done['sent']:,}、送れたか分からない {done['unsure']}、{seconds:.0f} 秒（{kills} 回、突然止めて）")
    tell(f"サーバーが受け取った {sink.taken.total():,} 通。二度届いた人 {twice}、届いていない人 {lost}")
    is_told_once = twice == 0 and lost <= done["unsure"] <= kills and done["sent"] + done["unsure"] == done["total"]
    tell("○ 二度届いた人はなく、届いていない人は「分からない」に数えています" if is_told_once else "× 合いません")
    return 0 if is_told_once else 1


def _kill_in_the_middle(options: argparse.Namespace, env: Mapping[str, str], sink: MailSink, *, until: int) -> None:
    worker = subprocess.Popen(_command("send", options), env=dict(env), cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while sink.taken.total() < until and worker.poll() is None:
            time.sleep(0.002)
    finally:
        worker.kill()
        worker.wait()


def _step(name: str, options: argparse.Namespace, env: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        _command(name, options), env=dict(env), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise Missing("知らせを測れませんでした（上の行が理由です）。", "The telling could not be measured; see above.")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _command(name: str, options: argparse.Namespace) -> list[str]:
    return [str(PYTHON), "-m", "bench.tellings", "--step", name, "--people", str(options.people)]


def _inside(options: argparse.Namespace) -> dict[str, Any]:
    """One step in a process of its own, on the database of the settings."""
    import django

    django.setup()
    from django.utils import timezone

    from jukugi.apps.threads.actions.sending import send_due
    from jukugi.apps.threads.models import Telling
    from jukugi.apps.threads.policies import CLAIM_HOLDS
    from jukugi.apps.threads.queries.tellings import progress_of

    if options.step == "grow":
        return _grow(options.people)
    # What a dead worker held is settled as if ten minutes had passed.
    later = CLAIM_HOLDS if options.step == "settle" else CLAIM_HOLDS * 0
    while send_due(clock=lambda: timezone.now() + later):
        pass
    telling = Telling.objects.get(occasion=OCCASION)
    found = progress_of([telling.pk])[telling.pk]
    return {"total": found.total, "sent": found.sent, "unsure": found.unsure, "state": telling.state}


OCCASION = "素案を公表しました"


def _grow(people: int) -> dict[str, Any]:
    """So many people, and a telling for them that was written, counted and approved."""
    from django.utils import timezone

    from bench.addressed import add_people
    from jukugi.apps.accounts.models import User
    from jukugi.apps.issues.models import Issue
    from jukugi.apps.threads.actions import tellings
    from jukugi.apps.threads.models import Telling

    now = timezone.now()
    issue = Issue.objects.filter(process__is_main=True).first()
    assert issue is not None
    add_people(issue, people, now=now)
    officer = User.objects.get(username="mihon-shisaku")
    telling = Telling.objects.create(
        process=issue.process, occasion=OCCASION, words="素案を公表しました。", drafted_by="bench", drafted_at=now
    )
    began = time.monotonic()
    tellings.count_telling(telling=telling, now=now)
    seconds = time.monotonic() - began
    tellings.approve_telling(telling=telling, actor=officer, now=now)
    telling.refresh_from_db()
    return {"mails": telling.mails, "seconds": seconds}


if __name__ == "__main__":
    sys.exit(main())
