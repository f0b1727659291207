"""What surveys know of voices: where a sheet stands, what of it became an opinion; of one number or of many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from jukugi.apps.surveys.enums import SurveyAct, SurveyState
from jukugi.apps.surveys.models import AnswerSheet, AnswerSheetQuerySet, SheetExclusion, Survey, SurveyStep

CHUNK = 500


@dataclass(frozen=True)
class SheetStory:
    """A sheet as its page tells it: as it came in, each correction after it, what was left out of the count, the ends
    of the survey."""

    sheets: Sequence[AnswerSheet]
    exclusions: Sequence[SheetExclusion]
    ends: Sequence[SurveyStep]

    @property
    def first(self) -> AnswerSheet:
        return self.sheets[0]

    @property
    def survey(self) -> Survey:
        return self.first.survey


def story_of(number: str) -> SheetStory | None:
    """None for a sheet of paper that is not back yet. Three queries."""
    related = ("survey__process", "survey__department", "audience", "ward", "submission")
    sheets = list(AnswerSheet.objects.filter(receipt=number).select_related(*related).order_by("pk"))
    if not sheets:
        return None
    survey = sheets[0].survey
    excluded = SheetExclusion.objects.filter(sheet__in=[one.pk for one in sheets]).order_by("pk")
    acts = (SurveyAct.PUBLISHED, SurveyAct.REVISED, SurveyAct.WITHDRAWN)
    return SheetStory(sheets, list(excluded), list(survey.steps.filter(act__in=acts)))


@dataclass(frozen=True)
class Answered:
    """Where the survey behind one number stands."""

    title: str
    state: str
    reason: str


def answered(numbers: Collection[str]) -> Mapping[str, Answered]:
    """By number. One query for each chunk of numbers."""
    found: dict[str, Answered] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        rows = AnswerSheet.objects.standing().filter(receipt__in=wanted[start : start + CHUNK])
        values = rows.values_list("receipt", "survey__title", "survey__state", "survey__withdrawn_reason")
        found |= {number: Answered(title, state, reason) for number, title, state, reason in values}
    return found


def came(process: Any) -> AnswerSheetQuerySet:
    """Sheets that answer the surveys of a process."""
    return AnswerSheet.objects.standing().filter(survey__process=process)


def unpublished(process: Any, *, now: datetime) -> int:
    """Surveys whose period is over and whose result is not told. One query."""
    over = Survey.objects.filter(process=process, state=SurveyState.OPENED)
    return over.filter(closes_on__lt=timezone.localdate(now)).count()
