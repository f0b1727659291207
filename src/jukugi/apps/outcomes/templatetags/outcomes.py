"""What templates ask of a promise."""

from datetime import date
from decimal import Decimal

from django import template

from jukugi.apps.outcomes.enums import Standing
from jukugi.apps.outcomes.models import Promise, PromiseStep
from jukugi.apps.outcomes.views.stepping import KINDS, StepKind

register = template.Library()


@register.filter
def standing_on(promise: Promise, day: date) -> Standing:
    """How a promise stands on a day."""
    return promise.standing_on(day)


@register.filter
def days_late_on(promise: Promise, day: date) -> int:
    """Days since it was due."""
    return promise.days_late_on(day)


@register.filter
def promise_figure(value: Decimal) -> str:
    """A measured value with commas, without empty decimals: 1,234.5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


@register.filter
def last_words(promise: Promise) -> str:
    """The last words that were said of it; of promises that were read along with ``told_steps``."""
    steps: list[PromiseStep] = getattr(promise, "told_steps", [])
    return steps[-1].words if steps else ""


@register.filter
def is_kept_in(promise: Promise, areas: set[int | None]) -> bool:
    """Whether somebody who keeps these wards (None: the whole city) keeps the promise."""
    return None in areas or promise.area_id in areas


@register.filter
def step_kind(act: str) -> StepKind:
    """The heading and the button of one kind of step."""
    return KINDS[act]
