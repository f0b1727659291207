"""Tables of the room, and what rows say of themselves."""

from jukugi.apps.budgeting.models.ballots import (
    Ballot,
    CurrentBallot,
    PaperBallot,
    PaperReading,
    SpoiledBallot,
    VoterCode,
    VoterTie,
)
from jukugi.apps.budgeting.models.cocreation import CoContact, CoProposal, CoStep
from jukugi.apps.budgeting.models.ledger import Amount, Investment, LedgerWriting, Result
from jukugi.apps.budgeting.models.proposals import CostPart, Feasibility, Proposal, ProposalStep, ProposalTie
from jukugi.apps.budgeting.models.results import BudgetResult, ResultFile, ResultOverride, ResultStep
from jukugi.apps.budgeting.models.rounds import Project, Round, RoundStep

__all__ = [
    "Amount",
    "Ballot",
    "BudgetResult",
    "CoContact",
    "CoProposal",
    "CoStep",
    "CostPart",
    "CurrentBallot",
    "Feasibility",
    "Investment",
    "LedgerWriting",
    "PaperBallot",
    "PaperReading",
    "Project",
    "Proposal",
    "ProposalStep",
    "ProposalTie",
    "Result",
    "ResultFile",
    "ResultOverride",
    "ResultStep",
    "Round",
    "RoundStep",
    "SpoiledBallot",
    "VoterCode",
    "VoterTie",
]
