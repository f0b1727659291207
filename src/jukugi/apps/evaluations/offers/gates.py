"""What a gate can ask of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.evaluations.enums import FindingState, ReviewState, SheetState
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, ReviewedMeasure
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process


def register() -> None:
    reviewed = ConditionKind(gettext_lazy("検証する施策のすべてに、評価がある"), all_reviewed)
    gate_conditions.register("evaluations.reviewed", reviewed, order=20)
    approved = ConditionKind(gettext_lazy("検証で分かったことを、すべて承認し公表した"), all_approved)
    gate_conditions.register("evaluations.approved", approved, order=21)


def all_reviewed(process: Process, now: datetime) -> ConditionState:
    """Every measure that is to be judged has a sheet. Two queries."""
    measures = ReviewedMeasure.objects.filter(review__process=process, listed_only=False)
    keys = set(measures.exclude(review__state=ReviewState.PREPARED).values_list("pk", flat=True))
    sheets = EvaluationSheet.objects.exclude(state=SheetState.REPLACED).filter(measure__review__process=process)
    judged = keys & set(sheets.order_by().values_list("measure", flat=True).distinct())
    said = _("評価のある施策は%(judged)s（%(all)sのうち）") % {"judged": len(judged), "all": len(keys)}
    return ConditionState(bool(keys) and judged == keys, said, reverse("evaluations:desk"))


def all_approved(process: Process, now: datetime) -> ConditionState:
    """There are findings, all approved and public. One query."""
    rows = list(Finding.objects.standing().filter(review__process=process).values_list("state", "review__state"))
    public = sum(row == (FindingState.APPROVED, ReviewState.PUBLISHED) for row in rows)
    said = _("公表した「分かったこと」は%(public)s（%(all)sのうち）") % {"public": public, "all": len(rows)}
    return ConditionState(bool(rows) and public == len(rows), said, reverse("evaluations:desk"))
