"""What actions load anew under a lock before they write, and what they write down."""

from datetime import datetime

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.surveys import permissions, policies
from jukugi.apps.surveys.enums import SurveyAct, SurveyState
from jukugi.apps.surveys.models import Survey, SurveyStep
from jukugi.kit import audit


def locked_survey(survey: Survey, actor: User, *states: SurveyState) -> Survey:
    """The survey as it is now, locked, for somebody who may run it. Raises NotAllowed, ProcessFinished or
    SurveyNotInState."""
    permissions.check_can_run(actor, survey.area)
    check_is_running(survey.process)
    related = ("process", "area", "department", "call")
    current = Survey.objects.select_for_update(of=("self",)).select_related(*related).get(pk=survey.pk)
    policies.check_state(current, *states)
    return current


def tell(survey: Survey, act: SurveyAct, note: str, actor: User | None, now: datetime) -> None:
    """Write down a step of a survey."""
    department = survey.department
    if actor is not None:
        department = department_of(actor, day=timezone.localdate(now))
    SurveyStep.objects.create(
        survey=survey,
        act=act,
        note=note,
        actor_key=actor.actor_key if actor is not None else "",
        department=department,
        done_at=now,
    )
    audit.record(f"surveys.{act}", actor=actor, subject=survey, at=now)
