"""What a gate can wait for in this room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.models import Survey


def register() -> None:
    over = ConditionKind(gettext_lazy("アンケートの受付が、すべて終わった"), all_over)
    gate_conditions.register("surveys.over", over, order=52)
    published = ConditionKind(gettext_lazy("アンケートの結果を、すべて公表した"), all_published)
    gate_conditions.register("surveys.published", published, order=53)


def all_over(process: Process, now: datetime) -> ConditionState:
    """There was a survey, and none takes answers any more. One query."""
    surveys = [one for one in _asked(process) if not one.is_withdrawn]
    running = sum(not one.is_over_at(now) for one in surveys)
    said = _("終わったもの%(over)s、これからのもの%(running)s") % {"over": len(surveys) - running, "running": running}
    return ConditionState(bool(surveys) and not running, said, reverse("surveys:desk"))


def all_published(process: Process, now: datetime) -> ConditionState:
    """There is a published result, and none that is still to come. One query."""
    surveys = _asked(process)
    published = sum(one.is_published for one in surveys)
    waiting = sum(one.is_opened for one in surveys)
    said = _("公表した結果は%(published)s、まだのものは%(waiting)s") % {"published": published, "waiting": waiting}
    return ConditionState(published > 0 and waiting == 0, said, reverse("surveys:desk"))


def _asked(process: Process) -> list[Survey]:
    return list(Survey.objects.filter(process=process).exclude(state=SurveyState.PREPARED))
