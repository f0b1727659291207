"""Is a survey of 100,000 sheets and 40 questions counted in time, and is its result page quick?

`python -m bench.surveys --database sqlite|postgresql` makes a database of its own with the sample city, lays 100,000
sheets into it, counts them as the job does, publishes, prepares the page, and asks for it and for a table ROUNDS times
through the whole stack, the first visit (in a process that has shown another page) by itself; then counts the edition
again. Prints seconds, memory, queries, and ratios to the limits. Exit code 1 where a limit is passed, a page takes
other queries than with few sheets, or counting again differs.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.pages import sample_site
from bench.records import quantile
from bench.votes import database
from tools.places import PYTHON, ROOT
from tools.words import Missing, complain, tell

SHEETS, QUESTIONS, ROUNDS, FEW = 100_000, 40, 20, 400
COUNT_LIMIT, MEMORY_LIMIT_MB, PAGE_LIMIT_MS = 30.0, 1_024, 300.0
BATCH, SEED = 2_000, 9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--sheets", type=int, default=SHEETS)
    parser.add_argument("--step", choices=["fill", "count", "ask", "verify"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return _step(options.step, options.sheets)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jukugi-surveys-") as folder,
            database(options.database, Path(folder)) as address,
            sample_site(address, Path(folder)) as env,
        ):
            return max(_run(dict(env), step, options.sheets) for step in ("fill", "count", "ask", "verify"))
    except Missing as missing:
        complain(missing)
        return 1


def _run(env: dict[str, str], step: str, sheets: int) -> int:
    command = [str(PYTHON), "-m", "bench.surveys", "--step", step, "--sheets", str(sheets)]
    return subprocess.run(command, env=env, cwd=ROOT, check=False).returncode


def _step(step: str, sheets: int) -> int:
    """In the settings of the site."""
    import django

    django.setup()
    steps: dict[str, Any] = {"fill": lambda: _fill(sheets), "count": _count, "ask": _ask, "verify": _verify}
    return int(steps[step]())


def _fill(sheets: int) -> bool:
    """Two surveys with the same questions: one of few sheets, one of many."""
    for code, size in (("few", min(FEW, sheets)), ("many", sheets)):
        _lay(_survey(code), size)
    tell(f"回答 {sheets:,} 通 × {QUESTIONS} 問を用意しました")
    return False


def _survey(code: str) -> Any:
    from django.utils import timezone

    from jukugi.apps.accounts.models import User
    from jukugi.apps.processes.queries import main_process
    from jukugi.apps.surveys import actions
    from jukugi.apps.surveys.actions import AudienceDraft, Notice, OptionDraft, QuestionDraft
    from jukugi.apps.surveys.enums import Access, Attribute, AudienceKind, Kind, Selection
    from jukugi.apps.surveys.models import Survey

    officer = User.objects.get(username="mihon-shisaku")
    now = timezone.now() - timedelta(days=60)
    process = main_process()
    assert process is not None
    notice = Notice(title="計測のためのアンケート", opens_on=now.date(), closes_on=now.date() + timedelta(days=20))
    survey = actions.prepare_survey(process=process, notice=notice, ward=None, actor=officer, now=now)
    people = [
        AudienceDraft(AudienceKind.CITIZENS, "市民", Selection.SELF, Access.OPEN),
        AudienceDraft(AudienceKind.OFFICERS, "市の職員", Selection.ALL, Access.STAFF, asked=2_000),
    ]
    actions.set_audiences(survey=survey, audiences=people, actor=officer, now=now)
    five = [OptionDraft(f"選択肢{n}") for n in range(5)]
    drafts = [QuestionDraft(kind=Kind.SINGLE, label=f"{each.label}", attribute=each) for each in Attribute]
    kinds = [Kind.SCALE] * 16 + [Kind.SINGLE] * 9 + [Kind.MULTIPLE] * 5 + [Kind.MATRIX] * 3 + [Kind.RANKING] * 2
    for number, kind in enumerate([*kinds, Kind.NUMBER, Kind.TEXT]):
        rows = [f"行{n}" for n in range(4)] if kind == Kind.MATRIX else ()
        own = () if kind in (Kind.NUMBER, Kind.TEXT) else five
        drafts.append(QuestionDraft(kind=kind, label=f"計測の問い{number}", options=own, rows=rows))
    for draft in drafts:
        actions.add_question(survey=survey, draft=draft, actor=officer, now=now)
    opened = actions.open_survey(survey=survey, actor=officer, now=now)
    Survey.objects.filter(pk=opened.pk).update(code=code)
    opened.refresh_from_db()
    return opened


def _lay(survey: Any, size: int) -> None:
    from jukugi.apps.accounts.models import Participant
    from jukugi.apps.surveys.models import AnswerSheet

    author = Participant.objects.order_by("pk").first()
    made: list[Any] = []
    for sheet in _sheets(survey, author, size):
        made.append(sheet)
        if len(made) == BATCH:
            AnswerSheet.objects.bulk_create(made)
            made = []
    AnswerSheet.objects.bulk_create(made)


def _sheets(survey: Any, author: Any, size: int) -> Iterator[Any]:
    """Nine of ten from citizens; most by post, some on the web; here and there a question is left out."""
    from jukugi.apps.areas.models import Area
    from jukugi.apps.surveys.models import AnswerSheet
    from jukugi.apps.surveys.models.answering import answers_digest

    drawing = random.Random(SEED)
    wards = {area.code: area for area in Area.objects.wards()}
    questions = list(survey.questions.prefetch_related("options", "rows"))
    audiences = list(survey.audiences.all())
    for number in range(size):
        answers = {one.code: value for one in questions if (value := _answer(one, drawing))}
        told = {one.attribute: answers.get(one.code, "") for one in questions if one.attribute}
        yield AnswerSheet(
            survey=survey,
            audience=audiences[number % 10 == 0],
            receipt=f"{survey.pk}{number:07d}"[:9],
            channel=drawing.choice(["post", "post", "web", "meeting"]),
            author=author,
            answers=answers,
            digest=answers_digest(answers),
            ward=wards.get(told["ward"]),
            age_band=told["age"],
            sex=told["sex"],
            seconds=drawing.randint(120, 1_200),
            received_at=survey.opens_at,
            entered_at=survey.opens_at,
            sent_key=f"bench-{survey.pk}-{number}",
        )


def _answer(question: Any, drawing: random.Random) -> Any:
    if drawing.random() < 0.05:
        return None
    codes = [option.code for option in question.options.all()]
    match question.kind:
        case "single" | "scale":
            return codes[min(len(codes) - 1, int(drawing.expovariate(0.5)))]
        case "multiple":
            return sorted(drawing.sample(codes, drawing.randint(1, 3)))
        case "matrix":
            return {row.code: drawing.choice(codes) for row in question.rows.all()}
        case "ranking":
            return drawing.sample(codes, 3)
        case "number":
            return str(drawing.randint(0, 80))
        case _:
            return "計測のためのことばです。" if drawing.random() < 0.3 else None


def _count() -> bool:
    """As the job does; then publish."""
    import resource

    from django.utils import timezone

    from jukugi.apps.accounts.models import User
    from jukugi.apps.surveys.actions.counting import count_survey, publish_result
    from jukugi.apps.surveys.enums import PAGE_JOB
    from jukugi.apps.surveys.models import Survey
    from jukugi.kit.jobs import works

    began = time.process_time()
    for code in ("few", "many"):
        began = time.process_time()
        count_survey(survey=Survey.objects.get(code=code), now=timezone.now())
        seconds = time.process_time() - began
        tell(f"集計（{code}）　{seconds:.1f} 秒（プロセッサー）")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(
        f"集計　{seconds:.1f} 秒（上限 {COUNT_LIMIT:.0f}、比 {seconds / COUNT_LIMIT:.2f}）"
        f"　いちばん多いとき {megabytes:,} MB（上限 {MEMORY_LIMIT_MB:,}、比 {megabytes / MEMORY_LIMIT_MB:.2f}）"
    )
    officer = User.objects.get(username="mihon-shisaku")
    for code in ("few", "many"):
        publish_result(survey=Survey.objects.get(code=code), reason="", actor=officer, now=timezone.now())
    began = time.process_time()
    works[PAGE_JOB]()
    tell(f"ページの用意　{time.process_time() - began:.1f} 秒")
    return seconds > COUNT_LIMIT or megabytes > MEMORY_LIMIT_MB


def _ask() -> bool:
    """The pages, ROUNDS times, in processor time; and whether many sheets cost other queries than few."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    is_bad = False
    began = time.process_time()
    client.get("/surveys/few/result/")
    tell(f"はじめの一回（プロセスの始まり）　{1_000 * (time.process_time() - began):.0f} ms")
    for page in ("result/", "result/cross/?q=q4&by=ward", "result/files/1/csv/"):
        queries: dict[str, int] = {}
        first = time.process_time()
        client.get(f"/surveys/many/{page}")
        first = 1_000 * (time.process_time() - first)
        for code in ("few", "many"):
            client.get(f"/surveys/{code}/{page}")
            asked = []
            for _ in range(3):  # what stands around every page is kept for some seconds, and asked for now and then
                with CaptureQueriesContext(connection) as context:
                    client.get(f"/surveys/{code}/{page}")
                asked.append(len(context))
            queries[code] = min(asked)
        times = []
        for _ in range(ROUNDS):
            began = time.process_time()
            status = client.get(f"/surveys/many/{page}").status_code
            times.append(1_000 * (time.process_time() - began))
        slow = quantile(times, 0.95)
        ratio = f"（上限 {PAGE_LIMIT_MS:.0f}、比 {slow / PAGE_LIMIT_MS:.2f}）"
        ratio = f"{ratio}　初めて {first:.0f} ms（比 {first / PAGE_LIMIT_MS:.2f}）"
        tell(f"{page}　{status}　95%点 {slow:.0f} ms{ratio}　SQL {queries}")
        slowest = max(slow, first) if page == "result/" else slow
        is_bad |= status != 200 or slowest > PAGE_LIMIT_MS or queries["few"] != queries["many"]
    return is_bad


def _verify() -> bool:
    from jukugi.apps.surveys.actions.counting import verified_editions

    verdicts = list(verified_editions())
    for verdict in verdicts:
        tell(f"{'×' if verdict.fault else '○'} {verdict.what} {verdict.fault}")
    return any(verdict.fault for verdict in verdicts)


if __name__ == "__main__":
    sys.exit(main())
