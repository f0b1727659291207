"""How long a search among 100,000 opinions takes, on either database: what is found within 50 ms, the page in 300 ms.

`python -m bench.search --database sqlite|postgresql` makes a database of its own with the sample city, grows it to
100,000 opinions put together from pieces of the sample's, links most of them to issues, indexes them as the worker
does, and asks for a mix: rare and frequent words, one letter to nine, several words, other spellings, nothing found,
each choice, the second page and the last. Each is asked for ROUNDS times as the query function of the list (what is
found with all its choices, and the opinions of the page) and as the whole page. Nothing is kept from one to the next.
Prints p95 by the clock on the wall and its ratio to the limit. Exit code 1 above it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.records import quantile
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.words import Missing, complain, tell

LIMIT_MS, PAGE_LIMIT_MS, INDEXING_LIMIT = 50.0, 300.0, 60.0
OPINIONS, ROUNDS, BATCH, DAYS, UNLINKED, HIDDEN = 100_000, 20, 1_000, 210, 0.1, 0.05
WORDS = (
    *("バス", "ごみ", "避難所", "子供", "子ども", "ﾍﾞﾝﾁ", "スケボー", "sns", "見つからない言葉", "こと", "している"),
    *("回覧板 月", "町内会館 鍵", "町内会 の", "という", "がない の", "の は が", "鍵", "人", "２", "の", "い"),
)
CHOOSING = ("子供", "こと", "の")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _inside()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jukugi-search-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            command = [str(PYTHON), "-m", "bench.search", "--inside"]
            return subprocess.run(command, env=dict(env), cwd=ROOT, check=False).returncode
    except Missing as missing:
        complain(missing)
        return 1


def _inside() -> int:
    """In the settings of the site: grow, index, ask."""
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from jukugi.apps.opinions.actions.indexing import index_what_lacks
    from jukugi.apps.opinions.models import Opinion
    from jukugi.apps.processes.queries import main_process

    process = main_process()
    assert process is not None
    if Opinion.objects.count() < OPINIONS:
        _grow(process.pk, timezone.now())
    began, worked = time.perf_counter(), time.process_time()
    done = index_what_lacks()
    spent = time.process_time() - worked
    tell(
        f"{connection.vendor}：意見 {done:,} 件を索引に {time.perf_counter() - began:.0f} 秒"
        f"（CPU {spent:.0f} 秒、上限 {INDEXING_LIMIT:.0f} 秒）"
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return int(spent > INDEXING_LIMIT) | _ask(process)


def _ask(process: Any) -> int:
    from django.test import Client

    client, all_spent, faults = Client(), [], 0
    for name, fields in _mix():
        function, found = _spent(partial(_page, process, fields))
        page, _response = _spent(partial(client.get, "/opinions/", fields))
        all_spent += function
        p95, page_p95 = quantile(function, 0.95), quantile(page, 0.95)
        faults += p95 > LIMIT_MS or page_p95 > PAGE_LIMIT_MS
        tell(
            f"{name:24} {found.total:>7,} 件  p95 {p95:6.1f} ms  上限の 1/{LIMIT_MS / p95:.1f}"
            f"  画面 {page_p95:6.1f} ms  上限の 1/{PAGE_LIMIT_MS / page_p95:.1f}"
        )
    tell(f"全体 p50 {quantile(all_spent, 0.5):.1f} ms  p95 {quantile(all_spent, 0.95):.1f} ms  上限 {LIMIT_MS:.0f} ms")
    return int(faults > 0)


def _mix() -> Iterator[tuple[str, dict[str, str]]]:
    """What is asked: a name, and the fields of the address."""
    from jukugi.apps.areas.models import Area
    from jukugi.apps.opinions.models import IssueLink

    issue = IssueLink.objects.in_force().filter(issue__isnull=False)[0].issue_id
    ward = Area.objects.filter(level="ward")[0].code
    for words in WORDS:
        yield words, {"q": words}
    choices = {
        "区": {"ward": ward},
        "方法": {"channel": "card"},
        "論点": {"issue": str(issue)},
        "日": {"since": "2018-01-01", "until": "2100-01-01"},
        "すべて": {"ward": ward, "channel": "card", "issue": str(issue), "since": "2018-01-01"},
        "2ページ": {"page": "2"},
        "最後": {"page": "999999"},
    }
    for words in CHOOSING:
        for name, fields in choices.items():
            yield f"{words}（{name}）", {"q": words, **fields}


def _page(process: Any, fields: dict[str, str]) -> Any:
    from django.http import QueryDict

    from jukugi.apps.areas.queries import wards
    from jukugi.apps.opinions.queries.reading import issue_of, opinion_page
    from jukugi.apps.opinions.views.wanted import Wanted, page_named

    address = QueryDict(mutable=True)
    address.update(fields)
    wanted = Wanted.of(address, wards(), issue=issue_of(process, fields.get("issue", "")))
    return opinion_page(process, wanted.wish, page=page_named(address))


def _spent(ask: Callable[[], Any]) -> tuple[list[float], Any]:
    """Milliseconds of each round but the first, in which programs are loaded; and what was answered."""
    spent = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = ask()
        spent.append(1_000 * (time.perf_counter() - began))
    return spent[1:], answer


def _grow(process_pk: int, now: datetime) -> None:
    from jukugi.apps.accounts.enums import Channel
    from jukugi.apps.areas.models import Area
    from jukugi.apps.issues.models import Issue
    from jukugi.apps.opinions.enums import RECEIPT_KIND, LinkKind, OpinionState
    from jukugi.apps.opinions.models import IssueLink, Opinion, Submission
    from jukugi.kit import receipts

    dice = random.Random(2018)
    parts = [part for text in Opinion.objects.values_list("text", flat=True) for part in re.split("[。、\n]", text)]
    parts = [part for part in parts if len(part) > 4]
    wards, channels = [*Area.objects.filter(level="ward"), None], [Channel.WEB, Channel.CARD, Channel.MEETING]
    issues = list(Issue.objects.filter(process=process_pk))
    author = Submission.objects.values_list("author", flat=True)[0]
    missing = OPINIONS - Opinion.objects.count()
    for start in range(0, missing, BATCH):
        numbers = receipts.issue_many(RECEIPT_KIND, min(BATCH, missing - start), now=now)
        submissions = Submission.objects.bulk_create(
            Submission(
                process_id=process_pk,
                receipt=number,
                channel=dice.choice(channels),
                ward=dice.choice(wards),
                author_id=author,
                received_at=now - timedelta(seconds=dice.randrange(DAYS * 86_400)),
                entered_at=now,
                sent_key=hashlib.sha256(number.encode()).hexdigest(),
            )
            for number in numbers
        )
        opinions = [
            Opinion.of(submission, "、".join(dice.sample(parts, dice.choice([2, 3, 4]))) + secrets.token_hex(2))
            for submission in submissions
        ]
        for opinion in opinions:
            opinion.state = OpinionState.HIDDEN if dice.random() < HIDDEN else OpinionState.SHOWN
        Opinion.objects.bulk_create(opinions)
        IssueLink.objects.bulk_create(
            IssueLink(
                opinion=opinion,
                issue=dice.choice(issues),
                kind=LinkKind.ABOUT,
                reason="計測のための理由",
                actor_key="bench",
                linked_at=now,
            )
            for opinion in opinions
            if dice.random() >= UNLINKED
        )


if __name__ == "__main__":
    sys.exit(main())
