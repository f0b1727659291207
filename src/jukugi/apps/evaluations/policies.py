"""What the period and the state of a review allow."""

from datetime import date, datetime

from jukugi.apps.evaluations import errors
from jukugi.apps.evaluations.enums import FindingState, ReviewState
from jukugi.apps.evaluations.models import Finding, Review, ReviewedMeasure
from jukugi.kit.pages.wording import jdate

SHEETS_PER_DAY = 60
"""Sheets and corrections of one device in a day."""


def check_period(opens_on: date, closes_on: date) -> None:
    """Raises PeriodBackwards."""
    if closes_on < opens_on:
        raise errors.PeriodBackwards


def check_not_over(review: Review, today: date) -> None:
    """Raises PeriodInThePast."""
    if review.closes_on < today:
        raise errors.PeriodInThePast(day=jdate(review.closes_on))


def check_state(review: Review, *states: ReviewState) -> None:
    """Raises ReviewNotInState."""
    if review.state not in states:
        raise errors.ReviewNotInState(state=review.get_state_display())


def check_takes(measure: ReviewedMeasure, *, received_at: datetime) -> None:
    """What came in within the period is taken until the review is closed, and only of what is judged.

    Raises ReviewNotOpen.
    """
    review = measure.review
    if measure.listed_only or not review.is_open_at(received_at):
        raise errors.ReviewNotOpen(title=measure.policy.name)


def check_finding(finding: Finding, *states: FindingState) -> None:
    """Raises FindingNotInState."""
    if finding.state not in states:
        raise errors.FindingNotInState(state=finding.get_state_display())
