"""What one can do now, on home: answer a survey that asks everybody; and behind which door surveys stand."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.queries import main_process
from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.apps.surveys.queries.reading import days_left
from jukugi.core.questionnaire import minutes_to_answer
from jukugi.kit.pages.places import HomeAction, door_paths, home_actions
from jukugi.kit.pages.wording import jday


def register() -> None:
    door_paths.register("surveys", ("opinions:write", "/surveys/"))
    home_actions.register("surveys", ways_to_answer, order=15)


def ways_to_answer(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """The survey of the main process that asks everybody and ends first. At most nine queries."""
    process = main_process()
    if process is None:
        return []
    today = timezone.localdate(now)
    asking = Survey.objects.public().open_on(today).filter(process=process, audiences__access=Access.OPEN)
    survey = asking.order_by("closes_on", "pk").first()
    if survey is None:
        return []
    questionnaire = questionnaire_of(survey)
    audience = survey.audiences.filter(access=Access.OPEN)[0]
    return [
        HomeAction(
            effort=str(minutes_to_answer(questionnaire, audience.code)),
            unit=_("分"),
            title=_("アンケートに答える"),
            text=_("「%(title)s」。%(count)d問です。登録も名前もいりません。途中でやめても続きから答えられます。")
            % {"title": survey.title, "count": len(questionnaire.of(audience.code))},
            foot=_("あと%(days)s日（%(day)sまで）") % {"days": days_left(survey, today), "day": jday(survey.closes_on)},
            url=survey.get_absolute_url(),
        )
    ]
