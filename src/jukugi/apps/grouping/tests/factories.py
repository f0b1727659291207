"""Voices for tests of the grouping desk."""

from datetime import datetime

from jukugi.apps.grouping import actions
from jukugi.apps.grouping.models import GroupingRun, OpinionGroup
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING

PARTS = {
    "公園": [
        "公園で{}遊びたい",
        "{}公園のベンチがほしい",
        "公園の木が{}茂っている",
        "{}公園に行く",
        "公園で{}休みたい",
    ],
    "回覧": ["回覧板は{}遅い", "{}回覧を回す班", "回覧板が{}届かない", "{}回覧板を読む", "電子の回覧は{}楽だ"],
}
FILLERS = ["土曜に", "夕方に", "雨の日に", "いつも"]
TEXTS = [sentence.format(word) for sentences in PARTS.values() for sentence in sentences for word in FILLERS]
"""Forty short texts on two subjects."""


def voice(process: Process, issue: Issue | None, text: str, **fields) -> Opinion:
    """A public opinion with its home at the issue, or one that waits for an issue."""
    opinion = OpinionFactory(submission__process=process, text=text, **{"state": OpinionState.SHOWN, **fields})
    if issue is not None:
        IssueLinkFactory(opinion=opinion, issue=issue)
    return opinion


def grouped(process: Process, issue: Issue | None, actor, *, now: datetime = DURING) -> GroupingRun:
    """The voices put into groups, as the worker would."""
    run = actions.ask_for_groups(process=process, issue=issue, actor=actor, now=now)
    actions.carry_out(run_pk=run.pk, clock=lambda: now)
    run.refresh_from_db()
    return run


def standing(process: Process, issue: Issue | None) -> list[OpinionGroup]:
    """The groups of an issue that stand."""
    return list(OpinionGroup.objects.filter(process=process, issue=issue, ended_at__isnull=True))
