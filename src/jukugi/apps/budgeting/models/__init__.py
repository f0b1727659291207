"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.budgeting.models.ballots import (
    Ballot,
    CurrentBallot,
    PaperBallot,
    PaperReading,
    SpoiledBallot,
    VoterCode,
)
from jukugi.apps.budgeting.models.proposals import CostPart, Feasibility, Proposal, ProposalStep, ProposalTie
from jukugi.apps.budgeting.models.results import BudgetResult, ResultFile, ResultOverride, ResultStep
from jukugi.apps.budgeting.models.rounds import Project, Round, RoundStep

__all__ = [
    "Ballot",
    "BudgetResult",
    "CostPart",
    "CurrentBallot",
    "Feasibility",
    "PaperBallot",
    "PaperReading",
    "Project",
    "Proposal",
    "ProposalStep",
    "ProposalTie",
    "ResultFile",
    "ResultOverride",
    "ResultStep",
    "Round",
    "RoundStep",
    "SpoiledBallot",
    "VoterCode",
]
