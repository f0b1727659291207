"""Reasons why the opinion map refuses its input.

OpinionMapError
├── InvalidVotes
│   ├── UnequalColumns      columns of one vote list differ in length
│   ├── UnknownChoice       a choice other than -1, 0, 1
│   └── DuplicateVotes      two current votes of one participant on one statement
├── InvalidSettings         a setting outside its range
├── NoCluster               the cluster that was to compute cannot be used
└── PolisExportError        faulty files of a Polis export, all faults at once (``polis_faults``)

An error is a ``code`` and ``params``; whoever shows it writes the sentence.
"""

from typing import ClassVar


class OpinionMapError(Exception):
    """Base of all errors of this package."""

    code: ClassVar[str] = "opinion_map"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidVotes(OpinionMapError):
    """The vote columns do not describe current votes."""

    code = "invalid_votes"


class UnequalColumns(InvalidVotes):
    """Params: ``lengths``, the length of each column in the order of the arguments."""

    code = "unequal_columns"


class UnknownChoice(InvalidVotes):
    """Params: ``position`` of the first one, ``choice`` found there, ``count`` of all."""

    code = "unknown_choice"


class DuplicateVotes(InvalidVotes):
    """Params: ``participant`` and ``statement`` of the first pair, ``count`` of all."""

    code = "duplicate_votes"


class InvalidSettings(OpinionMapError):
    """Params: ``setting`` (its name) and ``value``."""

    code = "invalid_settings"


class NoCluster(OpinionMapError):
    """Params: ``reason`` ("not_installed", "no_answer", "no_workers") and ``address``."""

    code = "no_cluster"
