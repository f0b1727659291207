"""Reasons why weighting and comparing refuse their input.

RepresentationError
├── InvalidWeighting     a setting outside its range
├── EmptyCategory        nobody in the sample stands for a category that the population has
├── EmptyMargin          somebody in the sample is in a category that the population does not have
├── NotConverged         the margins contradict each other in this sample, or nearly so
└── InvalidGap           groups that cannot be compared

An error is a ``code`` and ``params``; whoever shows it writes the sentence.
"""

from typing import ClassVar


class RepresentationError(Exception):
    """Base of all errors of this package."""

    code: ClassVar[str] = "representation"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidWeighting(RepresentationError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_weighting"


class EmptyCategory(RepresentationError):
    """Params: ``cells``, a tuple of (variable, category, share)."""

    code = "empty_category"


class EmptyMargin(RepresentationError):
    """Params: ``cells``, a tuple of (variable, category, people in the sample)."""

    code = "empty_margin"


class NotConverged(RepresentationError):
    """Params: ``rounds``; ``gap``, and the ``variable`` and ``category`` where it is."""

    code = "not_converged"


class InvalidGap(RepresentationError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_gap"
