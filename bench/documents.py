"""Do the pages of a document of 400 clauses and 5,000 origins stay within 300 ms, and is it published within 60 s?

`python -m bench.documents --database sqlite|postgresql` makes a database of its own with the sample city, grows it to
10,000 opinions, writes a document of eight chapters with 400 clauses in two editions, lets 5,000 public opinions stand
behind them, and asks for every page ROUNDS times through the whole stack. Then the job publishes a third edition with
Word and PDF. Prints p95 by the clock on the wall, the processor's part, and the ratios to the limits. Exit code 1 above
one of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.records import quantile
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.words import Missing, complain, tell

PAGE_LIMIT_MS, PUBLICATION_LIMIT = 300.0, 60.0
CHAPTERS, CLAUSES, ORIGINS, ROUNDS = 8, 400, 5_000, 20
WORDS = (
    "町内会館や空き店舗など、いまある場所を開き、鍵と保険の引き受け方を市が示します。"
    "区の人が三つの案をくらべて選び、二年ごとに見直します。"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _inside()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jukugi-documents-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            command = [str(PYTHON), "-m", "bench.documents", "--inside"]
            return subprocess.run(command, env=dict(env), cwd=ROOT, check=False).returncode
    except Missing as missing:
        complain(missing)
        return 1


def _inside() -> int:
    """In the settings of the site: grow, write, ask, publish."""
    import django

    django.setup()
    from django.utils import timezone

    from bench.growth import grow
    from jukugi.apps.accounts.models import User

    now = timezone.now()
    grow(now=now)
    writer = User.objects.get(username="mihon-kakaricho")
    checker = User.objects.get(username="mihon-shisaku")
    document = _document(writer, checker, now)
    return int(_ask(document, checker)) | int(_publish(document, checker))


def _document(writer: Any, checker: Any, now: datetime) -> Any:
    """Two public editions and one at work, of which every third clause changed; through the real actions."""
    from jukugi.apps.drafts import actions
    from jukugi.apps.drafts.actions import EditionPlan
    from jukugi.apps.drafts.enums import DocumentKind, EditionStage
    from jukugi.apps.processes.queries import main_process

    process = main_process()
    assert process is not None
    plan = EditionPlan("計測のための文書", EditionStage.INTERIM)
    document = actions.begin_document(
        process=process, kind=DocumentKind.POLICY, ward=None, summary="計測用", plan=plan, actor=writer, now=now
    )
    edition = document.editions.get()
    chapters = [_add(edition, writer, now, f"第{n}の章", "", None) for n in range(1, CHAPTERS + 1)]
    clauses = [
        _add(edition, writer, now, "", f"{n}。{WORDS}", chapters[n % CHAPTERS]) for n in range(CLAUSES - CHAPTERS)
    ]
    _originate(edition, clauses, now)
    for number in (2, 3):
        moment = now + timedelta(seconds=number)
        for act in (actions.check_edition, actions.approve_edition):
            act(edition=edition, note="", actor=checker, now=moment)
        type(edition).objects.filter(pk=edition.pk).update(asked_by=checker.actor_key, asked_at=moment)
        actions.publish_edition(edition=edition, asked_at=moment, files={}, now=moment)
        plan = EditionPlan("計測のための文書", EditionStage.DRAFT, "三つに一つの文を直した")
        edition = actions.begin_edition(document=document, plan=plan, actor=writer, now=moment)
        for clause in clauses[::3]:
            actions.write_clause(
                edition=edition,
                clause=clause,
                heading="",
                text=f"{number}度直した。{WORDS}",
                seen_version=1,
                actor=writer,
                now=moment,
            )
    return document


def _add(edition: Any, writer: Any, now: datetime, heading: str, text: str, parent: Any) -> Any:
    from jukugi.apps.drafts import actions

    return actions.add_clause(edition=edition, heading=heading, text=text, parent=parent, actor=writer, now=now).clause


def _originate(edition: Any, clauses: list[Any], now: datetime) -> None:
    """Behind the first clause stand 500 voices, the others share the rest."""
    from jukugi.apps.drafts.enums import Influence, OriginKind
    from jukugi.apps.drafts.models import Origin, OriginVoice
    from jukugi.apps.opinions.models import Opinion

    opinions = Opinion.objects.shown().order_by("pk").values_list("pk", flat=True)[:ORIGINS]
    places = [clauses[0] if n < ORIGINS // 10 else clauses[n % len(clauses)] for n in range(len(opinions))]
    origins = Origin.objects.bulk_create(
        (
            Origin(
                document_id=edition.document_id,
                edition=edition,
                clause=clause,
                kind=OriginKind.OPINION,
                influence=Influence.ADOPTED,
                reason="計測のための理由",
                opinion_id=opinion,
                actor_key="bench",
                added_at=now,
            )
            for opinion, clause in zip(opinions, places, strict=True)
        ),
        batch_size=500,
    )
    pairs = zip(origins, opinions, strict=True)
    voices = (OriginVoice(origin=origin, opinion_id=opinion) for origin, opinion in pairs)
    OriginVoice.objects.bulk_create(voices, batch_size=500)


def _ask(document: Any, person: Any) -> bool:
    """Whether a page is above the limit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jukugi.apps.drafts.models import OriginVoice

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    public, desk = f"/documents/{document.pk}/", f"/desk/documents/{document.pk}/"
    serial = document.clauses.order_by("serial")[CHAPTERS].serial
    receipt = OriginVoice.objects.filter(origin__document=document)[0].opinion.submission.receipt
    pages = {
        "list": "/documents/",
        "edition": public,
        "compare": f"{public}compare/",
        "clause, 500 voices": f"{public}clauses/{serial}/",
        "voices of it": f"{public}clauses/{serial}/voices/",
        "thread": f"/threads/{receipt}/",
        "desk list": "/desk/documents/",
        "desk tree": desk,
        "desk preview": f"{desk}preview/",
        "desk compare": f"{desk}compare/",
        "desk clause": f"{desk}clauses/{serial}/",
        "desk merge": f"{desk}clauses/{serial}/merge/",
        "desk move": f"{desk}clauses/{serial}/move/",
        "desk origin": f"{desk}clauses/{serial}/origins/?kind=opinion&q=町内会",
    }
    staff = Client()
    staff.force_login(person)
    is_above = False
    for name, address in pages.items():
        client = staff if address.startswith("/desk/") else Client()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        wall, worked = [], []
        for _ in range(ROUNDS):
            began, cpu = time.perf_counter(), time.process_time()
            client.get(address)
            wall.append(1_000 * (time.perf_counter() - began))
            worked.append(1_000 * (time.process_time() - cpu))
        p95 = quantile(wall, 0.95)
        is_above |= p95 > PAGE_LIMIT_MS
        tell(
            f"{name:20} p95 {p95:6.1f} ms  上限 {PAGE_LIMIT_MS:.0f} ms の 1/{PAGE_LIMIT_MS / p95:.1f}"
            f"  CPU p95 {quantile(worked, 0.95):6.1f} ms  SQL {len(queries)}"
        )
    return is_above


def _publish(document: Any, checker: Any) -> bool:
    """Whether the job takes longer than the limit."""
    from django.utils import timezone

    from jukugi.apps.drafts import actions, tasks
    from jukugi.apps.drafts.models import Edition

    edition = document.editions.at_work().get()
    now = timezone.now()
    for act in (actions.check_edition, actions.approve_edition):
        act(edition=edition, note="", actor=checker, now=now)
    Edition.objects.filter(pk=edition.pk).update(asked_by=checker.actor_key, asked_at=now)
    began, cpu = time.perf_counter(), time.process_time()
    tasks.publish(edition.pk)
    spent, worked = time.perf_counter() - began, time.process_time() - cpu
    sizes = {file.form: file.size for file in Edition.objects.get(pk=edition.pk).files.defer("content")}
    ratio = f"上限 {PUBLICATION_LIMIT:.0f} 秒の 1/{PUBLICATION_LIMIT / spent:.1f}"
    tell(f"公開（{sizes}） {spent:.1f} 秒  {ratio}  CPU {worked:.1f} 秒")
    return spent > PUBLICATION_LIMIT or len(sizes) < 2


if __name__ == "__main__":
    sys.exit(main())
