"""Reviews of past measures, the sheets that judge them, and what was found."""

from jukugi.apps.evaluations.models.findings import (
    Finding,
    FindingBasis,
    FindingLink,
    FindingQuerySet,
    FindingStep,
)
from jukugi.apps.evaluations.models.reviews import (
    Criterion,
    MeasureFact,
    Review,
    ReviewedMeasure,
    ReviewQuerySet,
    ReviewStep,
)
from jukugi.apps.evaluations.models.sheets import EvaluationSheet, SheetQuerySet, SheetReview, SheetVerdict

__all__ = [
    "Criterion",
    "EvaluationSheet",
    "Finding",
    "FindingBasis",
    "FindingLink",
    "FindingQuerySet",
    "FindingStep",
    "MeasureFact",
    "Review",
    "ReviewQuerySet",
    "ReviewStep",
    "ReviewedMeasure",
    "SheetQuerySet",
    "SheetReview",
    "SheetVerdict",
]
