"""What is done inside the application, each in a process of its own: ``python -m bench.faults.steps NAME JSON``.

Prints one line of JSON. ``watch`` answers questions from its input, one figure a line.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django

OFFICER, SECOND = "mihon-shisaku", "mihon-kakaricho"


def main() -> int:
    django.setup()
    name, given = sys.argv[1], json.loads(sys.argv[2])
    if name == "watch":
        return _watch()
    print(json.dumps(STEPS[name](**given)))
    return 0


def _officer(name: str = OFFICER) -> Any:
    from jukugi.apps.accounts.models import User

    return User.objects.get(username=name)


def resume() -> Any:
    """What dead workers held goes back into the queue, as if its time were over."""
    from django.utils import timezone

    from jukugi.kit.jobs.resuming import LOST_AFTER, resume_lost

    return resume_lost(now=timezone.now() + 2 * LOST_AFTER)


def bring(rows: int) -> Any:
    """A table of so many opinions is brought, looked at and let in; the worker is to take it."""
    from django.utils import timezone

    from jukugi.apps.opinions import actions
    from jukugi.apps.processes.queries import main_process

    process, now = main_process(), timezone.now()
    assert process is not None
    day = timezone.localdate(now) - timedelta(days=1)
    lines = [f"F{number},公園の手入れを続けたい{number},{day},会場" for number in range(rows)]
    content = "\n".join(["番号,意見,日付,手段", *lines]).encode()
    brought = actions.bring_table(process=process, file_name="障害試験.csv", content=content, actor=_officer(), now=now)
    meaning = actions.Meaning({"number": "番号", "words": "意見", "day": "日付", "channel": "手段"})
    actions.check_table(opinion_import=brought, meaning=meaning, actor=_officer(), now=now)
    brought.refresh_from_db()
    actions.take_table(opinion_import=brought, actor=_officer(), now=now)
    return {"import_pk": brought.pk, "good": brought.good}


def imported(import_pk: int) -> Any:
    from jukugi.apps.opinions.models import Opinion, OpinionImport, Submission

    table = OpinionImport.objects.get(pk=import_pk)
    numbers = Submission.objects.filter(import_number__startswith="F").values_list("import_number", flat=True)
    opinions = Opinion.objects.filter(submission__import_number__startswith="F").count()
    expected = {f"F{number}" for number in range(table.rows)}
    return {
        "taken": table.taken if table.state == "done" else -1,
        "opinions": opinions,
        "numbers_are_all": len(numbers) == opinions == table.rows and set(numbers) == expected,
    }


def ask_for_publication() -> Any:
    """An edition is checked, approved and asked for; the files of a report and of a result are asked for anew."""
    from django.utils import timezone

    from jukugi.apps.drafts import actions, errors
    from jukugi.apps.drafts.models import Edition
    from jukugi.apps.public_comments.models import Consultation, ResultFile
    from jukugi.apps.reports.models import ReportEdition, ReportFile
    from jukugi.kit import jobs

    now, edition = timezone.now(), None
    for each in Edition.objects.at_work().order_by("pk"):
        try:
            for act, actor in ((actions.check_edition, SECOND), (actions.approve_edition, SECOND)):
                act(edition=each, note="よい", actor=_officer(actor), now=now)
            actions.ask_for_publication(edition=each, actor=_officer(), now=now)
            edition = each.pk
            break
        except (errors.EditionEmpty, errors.EditionNotInState, errors.SamePerson):
            continue
    report = ReportEdition.objects.order_by("pk").last()
    assert report is not None
    ReportFile.objects.filter(edition=report).delete()
    jobs.defer("reports.make_files", edition_id=report.pk)
    result = Consultation.objects.filter(published_at__isnull=False).order_by("pk").last()
    if result is not None:
        ResultFile.objects.filter(consultation=result).delete()
        jobs.defer("public_comments.make_missing_files")
    names = ["drafts.publish", "reports.make_files", "public_comments.make_missing_files"]
    told = {"edition": edition, "report": report.pk, "result": result.pk if result else None}
    return told | {"expected": sum(value is not None for value in told.values()), "jobs": names}


def publications(edition: int | None, report: int, result: int | None, **_more: Any) -> Any:
    from jukugi.apps.drafts.models import Edition, EditionFile
    from jukugi.apps.public_comments.models import ResultFile
    from jukugi.apps.reports.models import ReportFile

    forms = {
        "版": []
        if edition is None
        else list(EditionFile.objects.filter(edition=edition).values_list("form", flat=True)),
        "報告": list(ReportFile.objects.filter(edition=report).values_list("form", flat=True)),
        "結果": []
        if result is None
        else list(ResultFile.objects.filter(consultation=result).values_list("form", flat=True)),
    }
    is_public = edition is None or Edition.objects.published().filter(pk=edition).exists()
    wrong = [] if is_public else ["版が公開されていません"]
    wrong += [f"{name}に同じ形のファイルが二つあります" for name, each in forms.items() if len(set(each)) < len(each)]
    there = sum(len(each) >= (5 if name == "結果" else 2) for name, each in forms.items())
    return {"there": there, "files": sum(map(len, forms.values())), "wrong": wrong}


def ask_for_groups() -> Any:
    """Groups are asked for where most opinions are; a hundred more are there than the sample has."""
    from django.utils import timezone

    from jukugi.apps.grouping.actions import ask_for_groups
    from jukugi.apps.grouping.queries.homes import at_home
    from jukugi.apps.processes.queries import main_process

    process = main_process()
    assert process is not None
    run = ask_for_groups(process=process, issue=None, actor=_officer(), now=timezone.now())
    return {"run": run.pk, "voices": at_home(process, None).count()}


def groups(run: int, voices: int) -> Any:
    from jukugi.apps.grouping.models import GroupingRun, Placement
    from jukugi.apps.grouping.queries.homes import at_home

    done = GroupingRun.objects.select_related("process").get(pk=run)
    here = at_home(done.process, None)
    placed = Placement.objects.filter(opinion__in=here)
    doubled = placed.count() - placed.values("opinion").distinct().count()
    lone = done.total - placed.count()
    return {
        "state": done.state,
        "placed_once": done.total if done.state == "done" and not doubled and lone >= 0 else -1,
        "wrong": [] if not doubled else [f"二か所にある意見 {doubled}"],
    }


def fill_queue(jobs: int) -> Any:
    """So many jobs wait; how many did before, in the order in which they came."""
    from django_tasks_db.models import DBTaskResult

    from jukugi.kit import jobs as queue

    before = DBTaskResult.objects.count()
    for _ in range(jobs):
        queue.defer("audit.seal")
    return before


def queue(before: int, jobs: int) -> Any:
    """Of these jobs: how many are left, how many were done once by one worker, and how many by each."""
    from django_tasks_db.models import DBTaskResult

    rows = DBTaskResult.objects.order_by("enqueued_at").values_list("status", "worker_ids")[before : before + jobs]
    once = [workers[0] for status, workers in rows if status == "SUCCESSFUL" and len(workers) == 1]
    left = sum(status in ("READY", "RUNNING") for status, _ in rows)
    return {"left": left, "done_once": len(once), "by_worker": sorted(Counter(once).values())}


def settle() -> Any:
    """Nothing waits, and no recurring job is due at once: a case sees its own jobs alone."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from jukugi.kit import jobs
    from jukugi.kit.jobs.models import Tick

    now = timezone.now()
    DBTaskResult.objects.all().delete()
    Tick.objects.all().delete()
    Tick.objects.bulk_create(
        Tick(job=rhythm.job, due_at=now + timedelta(seconds=rhythm.seconds)) for rhythm in jobs.rhythms
    )
    return None


def queue_order() -> Any:
    """After one tick: recurring jobs due later than a whole round from now, left behind by a clock that ran ahead."""
    from django.utils import timezone

    from jukugi.kit import jobs
    from jukugi.kit.jobs.models import Tick
    from jukugi.kit.jobs.ticking import tick

    tick(now=timezone.now())
    seconds = {rhythm.job: rhythm.seconds for rhythm in jobs.rhythms}
    now = timezone.now()
    return [
        each.job for each in Tick.objects.all() if each.due_at > now + timedelta(seconds=seconds.get(each.job, 0) + 60)
    ]


def receipts() -> Any:
    """Numbers that were given, and how many of them differ."""
    from jukugi.kit.receipts.models import Receipt

    numbers = list(Receipt.objects.values_list("number", flat=True))
    return [len(numbers), len(set(numbers))]


def lock(seconds: float) -> Any:
    """Hold SQLite's writing for so long, as a stray program would."""
    import time

    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_tick SET job = job")
        print("held", flush=True)
        time.sleep(seconds)
    return seconds


def _watch() -> int:
    from django.db import connection
    from django_tasks_db.models import DBTaskResult

    from jukugi.apps.opinions.models import OpinionImport

    for line in sys.stdin:
        what, *names = line.split()
        if what == "import":
            print(OpinionImport.objects.values_list("done", flat=True).get(pk=int(names[0])), flush=True)
        elif what == "running":
            rows = DBTaskResult.objects.filter(status="RUNNING").values_list("args_kwargs", flat=True)
            print(sum(asked["args"][0] in names for asked in rows), flush=True)
        elif what == "left":
            print(queue(int(names[0]), int(names[1]))["left"], flush=True)
        else:
            print(0, flush=True)
        connection.close()
    return 0


STEPS: dict[str, Any] = {
    step.__name__: step
    for step in (
        resume, bring, imported, ask_for_publication, publications, ask_for_groups, groups, fill_queue, queue,
        settle, queue_order, receipts, lock,
    )
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
