"""What the period and the state of a consultation allow."""

from datetime import date, datetime, timedelta

from jukugi.apps.public_comments import errors
from jukugi.apps.public_comments.enums import LEAST_DAYS, ConsultationState
from jukugi.apps.public_comments.models import Consultation

GROUPS_AT_ONCE = 500
"""Lines of the table that can be chosen at once."""
COMMENTS_OF_ONE_AT_MOST = 60
"""Comments (件) of one participant on one consultation from the web: five full forms."""
RUN_STANDS_STILL_AFTER = timedelta(minutes=5)
"""A run that has not moved for so long was left by a worker that died."""
PUBLICATION_PATIENCE = timedelta(minutes=15)
"""After which a publication that was asked for is taken up again: the files of a large one take minutes."""


def check_period(opens_on: date, closes_on: date, shorter_reason: str) -> None:
    """Raises PeriodBackwards or ShorterNeedsReason."""
    if closes_on < opens_on:
        raise errors.PeriodBackwards
    days = (closes_on - opens_on).days + 1
    if days < LEAST_DAYS and not shorter_reason:
        raise errors.ShorterNeedsReason(days=days, least=LEAST_DAYS)


def check_state(consultation: Consultation, *states: ConsultationState) -> None:
    """Raises ConsultationNotInState or ResultPublished."""
    if consultation.state in states:
        return
    if consultation.is_published:
        raise errors.ResultPublished
    raise errors.ConsultationNotInState(state=consultation.get_state_display())


def check_is_open(consultation: Consultation, *, now: datetime) -> None:
    """Raises ConsultationNotOpen."""
    if not consultation.is_open_at(now):
        raise errors.ConsultationNotOpen(title=consultation.title)


def check_takes_answers(consultation: Consultation) -> None:
    """Comments are sorted and answered from the notice until the result is asked for.

    Raises ConsultationNotInState, ResultPublished or PublicationUnderWay.
    """
    check_state(consultation, ConsultationState.ANNOUNCED)
    if consultation.asked_at is not None:
        raise errors.PublicationUnderWay
