"""Reasons why budgeting refuses its input.

BudgetingError
├── FaultyPb                    a .pb file that cannot be taken, with all its faults
├── InvalidAllocationSettings   a setting outside its range
└── NoBallots                   nobody has voted

An error is a ``code`` and ``params``; whoever shows it writes the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

MOST_FAULTS = 200

PbCode = Literal[
    "empty_file", "open_quote", "missing_section", "repeated_section", "before_sections", "no_header",
    "missing_column", "repeated_column", "no_rows", "wrong_width", "missing_key", "repeated_key", "not_a_number",
    "below_zero", "empty", "repeated", "unknown_vote_type", "unknown_project", "several_choices", "wrong_points",
]  # fmt: skip


class BudgetingError(Exception):
    """Base of all errors of this package."""

    code: ClassVar[str] = "budgeting"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidAllocationSettings(BudgetingError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_allocation_settings"


class NoBallots(BudgetingError):
    """There is nobody among whom the budget could be shared."""

    code = "no_ballots"


@dataclass(frozen=True)
class PbFault:
    """What is wrong with a .pb file.

    Attributes
    ----------
    line : of the file, where the row begins, as an editor numbers it; None for the file as a whole.
    section : META, PROJECTS or VOTES; empty before the first.
    column : name in the header, or key of META; None for the whole row.
    value : what stands there.
    """

    code: PbCode
    line: int | None = None
    section: str = ""
    column: str | None = None
    value: str = ""


class FaultyPb(BudgetingError):
    """``faults`` are the first 200 in the order of the file, ``count`` is the number of all."""

    code = "faulty_pb"

    def __init__(self, faults: Sequence[PbFault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS])
        self.count = len(faults)
