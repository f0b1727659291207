"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.outcomes.models.promises import Promise, PromiseQuerySet, PromiseSource, PromiseStep
from jukugi.apps.outcomes.models.reviews import ReviewEntry, YearlyReview

__all__ = ["Promise", "PromiseQuerySet", "PromiseSource", "PromiseStep", "ReviewEntry", "YearlyReview"]
