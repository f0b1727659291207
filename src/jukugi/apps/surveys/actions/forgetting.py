"""What was never sent does not stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jukugi.apps.surveys.enums import DRAFT_LIVES_FOR, SurveyState
from jukugi.apps.surveys.models import AnswerDraft, Survey
from jukugi.kit import audit


@transaction.atomic
def erase_drafts(*, now: datetime, kept: timedelta = DRAFT_LIVES_FOR) -> int:
    """Erase answers to which nobody came back for so long, and those of surveys that ended so long ago; how many.

    A survey that was called off takes its drafts along at once. Safe to run twice.
    """
    before = now - kept
    left = Q(saved_at__lt=before) | Q(survey__closes_on__lt=timezone.localdate(before))
    drafts = AnswerDraft.objects.filter(left | Q(survey__state=SurveyState.WITHDRAWN))
    by_survey: dict[int, list[int]] = {}
    for pk, survey_pk in drafts.order_by("pk").values_list("pk", "survey"):
        by_survey.setdefault(survey_pk, []).append(pk)
    for survey in Survey.objects.filter(pk__in=list(by_survey)):
        count, _by_model = AnswerDraft.objects.filter(pk__in=by_survey[survey.pk]).delete()
        audit.record("surveys.drafts_erased", actor=None, subject=survey, at=now, details={"count": count})
    return sum(map(len, by_survey.values()))
