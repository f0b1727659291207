"""Reasons why planning refuses its input.

PlanningError
├── InvalidPlanSettings     a setting outside its range
└── InvalidComparison       weights, scores or a criterion that cannot be compared

An error is a ``code`` and ``params``; whoever shows it writes the sentence.
"""

from typing import ClassVar


class PlanningError(Exception):
    """Base of all errors of this package."""

    code: ClassVar[str] = "planning"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidPlanSettings(PlanningError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_plan_settings"


class InvalidComparison(PlanningError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_comparison"
