"""What can be wrong with the files of a Polis export. One error carries all faults found, up to a limit."""

from dataclasses import dataclass, field
from typing import Literal

from jukugi.core.opinion_map.errors import OpinionMapError

MAX_FAULTS = 200
EXCERPT_LENGTH = 40

FaultCode = Literal[
    "empty_folder", "missing_file", "empty_file", "undecodable", "broken_csv", "missing_column", "repeated_column",
    "wrong_width", "not_an_integer", "too_large", "id_out_of_range", "null_character",
    "not_a_moment", "in_the_future", "seconds",
    "not_a_choice", "not_a_moderation", "not_a_flag",
    "unknown_statement", "repeated_statement", "repeated_participant",
]  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes
    ----------
    file : name, empty for the folder as a whole.
    row : line of the file where the row starts, as an editor numbers it (1 is the header); ``None`` for the file.
    column : name in the header; ``None`` for the whole row.
    value : excerpt of what stands there, at most 40 characters.
    """

    file: str
    row: int | None
    column: str | None
    code: FaultCode
    value: str = ""


class PolisExportError(OpinionMapError):
    """Params: ``faults``, a tuple of ``Fault``, and ``count`` of all faults, more than are listed beyond 200."""

    code = "faulty_polis_export"

    def __init__(self, faults: tuple[Fault, ...], count: int) -> None:
        super().__init__(faults=faults, count=count)
        self.faults = faults
        self.count = count


@dataclass
class FaultList:
    """Collects faults while files are read."""

    faults: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, file: str, row: int | None, column: str | None, code: FaultCode, value: str = "") -> None:
        self.count += 1
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(file, row, column, code, value[:EXCERPT_LENGTH]))

    def check(self) -> None:
        """Raise PolisExportError if there is any."""
        if self.count:
            raise PolisExportError(tuple(self.faults), self.count)
