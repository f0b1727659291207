"""Sheets of a survey, one a row: a file that another officer looks at first."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.surveys import permissions
from jukugi.apps.surveys.enums import SHEETS_OF_A_SURVEY
from jukugi.apps.surveys.models import Survey
from jukugi.kit.pages.asked import whole
from jukugi.kit.personal_exports import ExportThing, PersonalExport, personal_exports


def register() -> None:
    personal_exports.register(
        SHEETS_OF_A_SURVEY,
        PersonalExport(
            name=_("アンケートの回答の行"),
            holds=_(
                "一通ずつの答えが入ります。組み合わせで人が分かることがあります。自由に書かれたことばも入れられ、名前や住所が"
                "書かれていることがあります。"
            ),
            where=_("「アンケート」の「集計と結果の公表」から。"),
            find=surveys,
            may_take=may_take,
        ),
    )


def surveys(keys: Collection[str]) -> dict[str, ExportThing]:
    """By the key of the survey. One query."""
    found = Survey.objects.select_related("area").filter(pk__in=[whole(key) for key in keys])
    return {
        str(survey.pk): ExportThing(
            survey.title, reverse("surveys:desk-result", args=[survey.pk]) + "#rows", survey.area_id, survey
        )
        for survey in found
    }


def may_take(user: Any, survey: Survey) -> bool:
    """Whoever runs the survey."""
    return permissions.can_run(user, survey.area)
