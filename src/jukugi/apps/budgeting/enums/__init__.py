"""Choices and limits of the room: ``rounds``, ``proposals``, ``ballots``; ``ledger``, ``cocreation``."""

from jukugi.apps.budgeting.enums.ballots import SpoiledReason
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.rounds import (
    CompletionRule,
    CountRule,
    RoundAct,
    RoundState,
    Scope,
    StopRule,
    TieRule,
    Verification,
)

__all__ = [
    "CompletionRule",
    "CountRule",
    "ProposalAct",
    "ProposalState",
    "ProposerKind",
    "RoundAct",
    "RoundState",
    "Scope",
    "SpoiledReason",
    "StopRule",
    "TieRule",
    "Verdict",
    "Verification",
]
