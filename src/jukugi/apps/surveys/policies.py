"""What a survey allows in its state and period; how a code is known again."""

import hashlib
import hmac
from datetime import date, datetime

from django.conf import settings

from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.errors import PeriodBackwards, SurveyNotInState, SurveyNotOpen, SurveyStillOpen
from jukugi.apps.surveys.models import Survey
from jukugi.kit.pages.wording import jday


def check_state(survey: Survey, *states: SurveyState) -> None:
    """Raises SurveyNotInState."""
    if survey.state not in states:
        raise SurveyNotInState(state=survey.get_state_display())


def check_period(opens_on: date, closes_on: date) -> None:
    """Raises PeriodBackwards."""
    if closes_on < opens_on:
        raise PeriodBackwards


def takes_at(survey: Survey, received_at: datetime) -> bool:
    """Whether what was received at this moment belongs to the period. Paper may be typed in until the result is out,
    and after it, for a new edition of it. No query."""
    is_begun = survey.state in (SurveyState.OPENED, SurveyState.PUBLISHED)
    return is_begun and survey.opens_at <= received_at < survey.closes_at


def check_takes(survey: Survey, *, received_at: datetime) -> None:
    """Raises SurveyNotOpen or ProcessFinished."""
    check_is_running(survey.process)
    if not takes_at(survey, received_at):
        raise SurveyNotOpen


def check_is_over(survey: Survey, *, now: datetime) -> None:
    """Raises SurveyStillOpen."""
    if not survey.is_over_at(now):
        raise SurveyStillOpen(day=jday(survey.closes_on))


def code_digest(code: str) -> str:
    """By which a code is known again; the key is the installation's own."""
    plain = code.lower().replace("-", "").replace(" ", "")
    return hmac.new(settings.SECRET_KEY.encode(), b"survey code:" + plain.encode(), hashlib.sha256).hexdigest()
