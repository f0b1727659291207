"""Does the desk hold a consultation of 18,000 letters (通) and 26,000 comments (件)?

`python -m bench.consultations --database sqlite|postgresql` makes a database of its own with the sample city, lets
18,000 letters come in on five channels, a third of the comments nearly the same as another, has them gathered by the
job, answers them theme by theme, asks for every page ROUNDS times through the whole stack, and has the result
published with all five files. Prints seconds, memory and ratios to the limits, and whether the sums of 件 are equal on
every page and in every file. Exit code 1 where a limit is passed or a sum differs.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.records import quantile
from bench.results import LIMIT_MEGABYTES, MATTERS, OPENINGS, WISHES, tree_megabytes
from bench.results_reading import sums
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.words import Missing, complain, tell

LETTERS, COMMENTS, CHAPTERS, ROUNDS = 18_000, 26_000, 12, 20
GATHERING_LIMIT, PAGE_LIMIT_MS, LIMIT_SECONDS = 60.0, 300.0, 180
BATCH, SEED = 1_000, 8
TITLE = "計測のための意見募集"
ROOM_KEY = "bench"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--step", choices=["fill", "publish", "sums"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return _step(options.step)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jukugi-consultations-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            here = dict(env) | {"JUKUGI_BENCH_FOLDER": folder}
            code = _run(here, "fill")
            seconds, megabytes, published = _measured(here)
            tell(
                f"公表（五つのファイル） {seconds:.0f} 秒（上限 {LIMIT_SECONDS}）"
                f"  いちばん多いとき {megabytes:,} MB（上限 {LIMIT_MEGABYTES:,}）"
            )
            is_above = seconds > LIMIT_SECONDS or megabytes > LIMIT_MEGABYTES
            return int(bool(code) or bool(published) or is_above or bool(_run(here, "sums")))
    except Missing as missing:
        complain(missing)
        return 1


def _run(env: dict[str, str], step: str) -> int:
    command = [str(PYTHON), "-m", "bench.consultations", "--step", step]
    return subprocess.run(command, env=env, cwd=ROOT, check=False).returncode


def _measured(env: dict[str, str]) -> tuple[float, int, int]:
    """Seconds, most memory of the process and its children, and the exit code of the publication."""
    began, most = time.perf_counter(), 0
    with subprocess.Popen([str(PYTHON), "-m", "bench.consultations", "--step", "publish"], env=env, cwd=ROOT) as work:
        while work.poll() is None:
            most = max(most, tree_megabytes(work.pid))
            time.sleep(0.1)
        return time.perf_counter() - began, most, work.returncode


def _step(step: str) -> int:
    """In the settings of the site."""
    import django

    django.setup()
    from django.utils import timezone

    if step == "publish":
        return _publish()
    if step == "sums":
        return _sums()
    now = timezone.now()
    consultation = _fill(now)
    is_slow = _gather(consultation)
    _answer(consultation, now)
    return int(is_slow) | int(_ask(consultation))


def _fill(now: datetime) -> Any:
    """A consultation on a draft of twelve chapters, whose period is over, with all that came in for it."""
    from jukugi.apps.accounts.models import User
    from jukugi.apps.drafts import actions as drafts
    from jukugi.apps.drafts.actions import EditionPlan
    from jukugi.apps.drafts.enums import DocumentKind, EditionStage
    from jukugi.apps.processes.queries import main_process
    from jukugi.apps.public_comments import actions
    from jukugi.apps.public_comments.actions import Notice
    from jukugi.apps.public_comments.models import Consultation

    process = main_process()
    assert process is not None
    writer = User.objects.get(username="mihon-kakaricho")
    checker = User.objects.get(username="mihon-shisaku")
    begun = now - timedelta(days=60)
    plan = EditionPlan("計測のための素案", EditionStage.DRAFT)
    document = drafts.begin_document(
        process=process, kind=DocumentKind.OTHER, ward=None, summary="計測用", plan=plan, actor=writer, now=begun
    )
    edition = document.editions.get()
    clauses = [
        drafts.add_clause(
            edition=edition, heading=f"計測の章{n}", text="計測のための文です。", actor=writer, now=begun
        ).clause
        for n in range(CHAPTERS)
    ]
    for act in (drafts.check_edition, drafts.approve_edition):
        act(edition=edition, note="", actor=checker, now=begun)
    drafts.ask_for_publication(edition=edition, actor=checker, now=begun)
    drafts.publish_edition(edition=edition, asked_at=begun, files={}, now=begun)
    edition.refresh_from_db()
    first = begun.date() + timedelta(days=1)
    notice = Notice(TITLE, "計測のための条例", "だれでも", "ウェブ", first, first + timedelta(days=40))
    prepared = actions.prepare_consultation(edition=edition, notice=notice, ward=None, actor=writer, now=begun)
    actions.announce_consultation(consultation=prepared, actor=checker, now=begun)
    consultation = Consultation.objects.select_related("edition", "call", "process").get(pk=prepared.pk)
    _come_in(consultation, clauses, begun + timedelta(days=2), now)
    return consultation


def _come_in(consultation: Any, clauses: list[Any], received_at: datetime, now: datetime) -> None:
    from django.db import transaction

    from jukugi.apps.accounts.actions import add_participants
    from jukugi.apps.accounts.enums import Channel
    from jukugi.apps.opinions.enums import RECEIPT_KIND
    from jukugi.apps.opinions.models import Opinion, Submission
    from jukugi.apps.public_comments.models import PublicComment
    from jukugi.kit import receipts

    chance = random.Random(SEED)
    channels = [Channel.WEB, Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING]
    sizes = [1] * LETTERS
    for _ in range(COMMENTS - LETTERS):
        sizes[chance.randrange(LETTERS)] += 1
    written: list[tuple[str, Any]] = []
    for start in range(0, LETTERS, BATCH):
        with transaction.atomic():
            mine = sizes[start : start + BATCH]
            used = [channels[(start + n) % len(channels)] for n in range(len(mine))]
            people = add_participants(channels=used, now=now)
            numbers = receipts.issue_many(RECEIPT_KIND, len(mine), now=now)
            submissions = Submission.objects.bulk_create(
                Submission(
                    process=consultation.process,
                    call=consultation.call,
                    receipt=number,
                    channel=channel,
                    author=person,
                    received_at=received_at,
                    entered_at=now,
                    sent_key=f"{ROOM_KEY}-{start + n}",
                )
                for n, (number, channel, person) in enumerate(zip(numbers, used, people, strict=True))
            )
            said = [
                (one, n, *_words(chance, written, clauses))
                for one, size in zip(submissions, mine, strict=True)
                for n in range(size)
            ]
            opinions = Opinion.objects.bulk_create(
                Opinion.of(submission, text, position=place + 1) for submission, place, text, _clause in said
            )
            PublicComment.objects.bulk_create(
                PublicComment(consultation=consultation, opinion=opinion, clause=clause)
                for opinion, (_one, _n, _text, clause) in zip(opinions, said, strict=True)
            )


def _words(chance: random.Random, written: list[tuple[str, Any]], clauses: list[Any]) -> tuple[str, Any]:
    """Words with the item that they are about. A third repeats one of the last three thousand, nearly."""
    if written and chance.random() < 1 / 3:
        text, clause = chance.choice(written[-3000:])
        return chance.choice((text, text.replace("。", "。 "), text[:-1] + "！", f"要望です。{text}")), clause
    place = len(written)
    text = f"{chance.choice(OPENINGS)}{chance.choice(MATTERS)}のことで{place}番目の町から。{chance.choice(WISHES)}"
    written.append((text, chance.choice(clauses)))
    return written[-1]


def _gather(consultation: Any) -> bool:
    """Whether the job takes longer than the limit."""
    from django.utils import timezone

    from jukugi.apps.accounts.models import User
    from jukugi.apps.public_comments import actions

    actor = User.objects.get(username="mihon-shisaku")
    run = actions.ask_for_gathering(consultation=consultation, actor=actor, now=timezone.now())
    began, cpu = time.perf_counter(), time.process_time()
    actions.gather(run_pk=run.pk, clock=timezone.now)
    spent, worked = time.perf_counter() - began, time.process_time() - cpu
    run.refresh_from_db()
    ratio = f"上限 {GATHERING_LIMIT:.0f} 秒の 1/{GATHERING_LIMIT / spent:.1f}"
    tell(
        f"{run.total:,}件を集める {spent:.1f} 秒  {ratio}  CPU {worked:.1f} 秒"
        f"  まとまり {run.n_groups:,}、ほかと同じ {run.n_joined:,}"
    )
    return spent > GATHERING_LIMIT


def _answer(consultation: Any, now: datetime) -> None:
    """An answer for the lines of each theme; nine of ten approved."""
    from django.db import transaction

    from jukugi.apps.public_comments.enums import AnswerState
    from jukugi.apps.public_comments.models import Answer, CommentGroup

    categories = list(consultation.categories.filter(needs_change=False))
    lines = list(CommentGroup.objects.standing().filter(consultation=consultation).select_related("first"))
    themes: dict[int | None, list[Any]] = {}
    for line in lines:
        line.gist, line.gist_by = line.first.text[:200], ROOM_KEY
        themes.setdefault(line.theme, []).append(line)
    with transaction.atomic():
        for number, group in enumerate(themes.values(), start=1):
            answer = Answer.objects.create(
                consultation=consultation,
                number=number,
                text="御意見の趣旨を踏まえ、地域の実情に応じて進め方を検討します。" * 2,
                category=categories[number % len(categories)],
                department=consultation.department,
                due_on=now.date() - timedelta(days=number % 9),
                state=AnswerState.SUBMITTED if number % 10 == 0 else AnswerState.APPROVED,
                written_by=ROOM_KEY,
                written_at=now,
                submitted_by=ROOM_KEY,
                submitted_at=now,
                approved_by="" if number % 10 == 0 else "bench-head",
                approved_at=None if number % 10 == 0 else now,
            )
            for line in group:
                line.answer = answer
        CommentGroup.objects.bulk_update(lines, ["gist", "gist_by", "answer"], batch_size=500)
        type(consultation).objects.filter(pk=consultation.pk).update(next_answer=len(themes) + 1)


def _ask(consultation: Any) -> bool:
    """Whether a page of the desk is above the limit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jukugi.apps.accounts.models import User

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    desk = f"/desk/consultations/{consultation.pk}/"
    receipt = consultation.call.submissions.order_by("pk")[0].receipt
    pages = {
        "desk": "/desk/",
        "list": "/desk/consultations/",
        "board": desk,
        "comments": f"{desk}comments/?show=all",
        "comments, words": f"{desk}comments/?show=all&q=回覧板",
        "lines": f"{desk}groups/",
        "lines, largest": f"{desk}groups/?show=many",
        "lines, last page": f"{desk}groups/?page=9999",
        "line": f"{desk}groups/1/",
        "answers": f"{desk}answers/",
        "answers, late": f"{desk}answers/?show=late",
        "answer": f"{desk}answers/10/",
        "notice": f"/consultations/{consultation.pk}/",
        "form": f"/consultations/{consultation.pk}/write/",
        "thread": f"/threads/{receipt}/",
    }
    staff = Client()
    staff.force_login(User.objects.get(username="mihon-shisaku"))
    told = [_page(name, address, staff, Client(), CaptureQueriesContext(connection)) for name, address in pages.items()]
    return any(told)


def _page(name: str, address: str, staff: Any, stranger: Any, counted: Any) -> bool:
    client = staff if address.startswith("/desk/") else stranger
    client.get(address)
    with counted as queries:
        assert client.get(address).status_code in (200, 404), address
        asked = len(queries)
    wall, worked = [], []
    for _ in range(ROUNDS):
        began, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        wall.append(1_000 * (time.perf_counter() - began))
        worked.append(1_000 * (time.process_time() - cpu))
    p95 = quantile(wall, 0.95)
    tell(
        f"{name:20} p95 {p95:6.1f} ms  上限 {PAGE_LIMIT_MS:.0f} ms の 1/{PAGE_LIMIT_MS / p95:.1f}"
        f"  CPU p95 {quantile(worked, 0.95):6.1f} ms  SQL {asked}"
    )
    return p95 > PAGE_LIMIT_MS


def _publish() -> int:
    from django.utils import timezone

    from jukugi.apps.accounts.models import User
    from jukugi.apps.public_comments import actions, tasks
    from jukugi.apps.public_comments.enums import AnswerState
    from jukugi.apps.public_comments.models import Consultation

    consultation = Consultation.objects.select_related("edition", "call", "process", "area").get(title=TITLE)
    now = timezone.now()
    consultation.answers.exclude(state=AnswerState.APPROVED).update(
        state=AnswerState.APPROVED, approved_by="bench-head", approved_at=now
    )
    actor = User.objects.get(username="mihon-shisaku")
    actions.ask_for_result(consultation=consultation, actor=actor, now=now)
    tasks.publish(consultation.pk)
    return int(not Consultation.objects.get(pk=consultation.pk).is_published)


def _sums() -> int:
    """Whether the sums of 件 are the same in every file and in every query of a page."""
    from jukugi.apps.public_comments.models import Consultation
    from jukugi.apps.public_comments.queries import counting

    consultation = Consultation.objects.get(title=TITLE)
    out = Path(os.environ["JUKUGI_BENCH_FOLDER"]) / "out"
    out.mkdir(exist_ok=True)
    for file in consultation.files.all():
        (out / f"result.{file.form}").write_bytes(bytes(file.content))
    found = {
        **sums(out),
        "desk": counting.progress(consultation).comments,
        "lines": sum(counting.group_sizes(consultation).values()),
        "page": counting.comments_of(consultation),
    }
    for form, count in found.items():
        tell(f"  {form:8} {count:,}件")
    is_slow = _ask_result(consultation)
    is_equal = set(found.values()) == {COMMENTS} and counting.letters(consultation).total == LETTERS
    tell("件数は、どのページとファイルでも同じです。" if is_equal else "件数が合いません。")
    return int(not is_equal or is_slow)


def _ask_result(consultation: Any) -> bool:
    """Whether a page of the published result is above the limit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    public = f"/consultations/{consultation.pk}/"
    receipt = consultation.call.submissions.order_by("pk")[0].receipt
    pages = {
        "list": "/consultations/",
        "notice, published": public,
        "result": f"{public}result/",
        "result, last page": f"{public}result/?page=9999",
        "result, one category": f"{public}result/?category=B",
        "line of the result": f"{public}result/1/",
        "thread, answered": f"/threads/{receipt}/",
        "home": "/",
    }
    stranger = Client()
    told = [_page(name, path, stranger, stranger, CaptureQueriesContext(connection)) for name, path in pages.items()]
    return any(told)


if __name__ == "__main__":
    sys.exit(main())
