"""What may follow what."""

from datetime import date, datetime, timedelta

from jukugi.apps.circles import errors
from jukugi.apps.circles.enums import CircleStep
from jukugi.apps.circles.models import Circle, CircleMember, Seek
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.places.models import Place

SENT_PER_DAY = 20
"""Circles, requests to join, interests, offers and needs together, from one device."""

STEPS: dict[CircleStep, tuple[CircleStep, ...]] = {
    CircleStep.IDEA: (CircleStep.COMPANIONS, CircleStep.FIRST_TRY, CircleStep.ENDED_WELL),
    CircleStep.COMPANIONS: (CircleStep.FIRST_TRY, CircleStep.ENDED_WELL),
    CircleStep.FIRST_TRY: (CircleStep.COMPANIONS, CircleStep.GOING_ON, CircleStep.ENDED_WELL),
    CircleStep.GOING_ON: (CircleStep.ENDED_WELL,),
    CircleStep.ENDED_WELL: (CircleStep.GOING_ON,),
}


def check_step(before: CircleStep, after: CircleStep) -> None:
    """Raises NoSuchStep."""
    if after not in STEPS[CircleStep(before)]:
        raise errors.NoSuchStep(before=CircleStep(before).label, after=CircleStep(after).label)


def check_pace(participant_pk: int, *, now: datetime) -> None:
    """Raises TooManySent. Two queries."""
    since = now - timedelta(days=1)
    sent = CircleMember.objects.filter(participant=participant_pk, asked_at__gt=since).count()
    sent += Seek.objects.filter(participant=participant_pk, written_at__gt=since).count()
    if sent >= SENT_PER_DAY:
        raise errors.TooManySent(limit=SENT_PER_DAY)


def check_welcomes(circle: Circle) -> None:
    """Raises NotWelcoming."""
    if circle.is_hidden or not circle.welcomes or circle.step == CircleStep.ENDED_WELL:
        raise errors.NotWelcoming


def check_sources(place: Place | None, statement: Statement | None) -> None:
    """Raises SourceHidden: a circle leads nobody to what is not shown."""
    if (place is not None and not place.is_public) or (
        statement is not None and statement.state != StatementState.SHOWN
    ):
        raise errors.SourceHidden


def check_day(day: date, today: date) -> None:
    """Raises DayInTheFuture."""
    if day > today:
        raise errors.DayInTheFuture
