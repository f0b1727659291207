"""Reasons why sortition refuses its input, or has no answer.

SortitionError
├── InvalidDraw             a setting outside its range
├── NoPanel                 no panel at all keeps the quotas
├── OutOfTime               time ended before any lottery was found
└── UnknownPerson           a key that no volunteer has

An error is a ``code`` and ``params``; whoever shows it writes the sentence.
"""

from typing import ClassVar


class SortitionError(Exception):
    """Base of all errors of this package."""

    code: ClassVar[str] = "sortition"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidDraw(SortitionError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_draw"


class NoPanel(SortitionError):
    """``checking.check_quotas`` tells why, and the smallest change that helps."""

    code = "no_panel"


class OutOfTime(SortitionError):
    """Not even one lottery was found; more time may help."""

    code = "out_of_time"


class UnknownPerson(SortitionError):
    """Params: ``keys``, those that are not among the volunteers."""

    code = "unknown_person"
