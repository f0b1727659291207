"""Tables: circles and who is in them, what people seek, matches, help and the small fund, calls and proposals."""

from jukugi.apps.circles.models.calling import CircleProposal, ProjectCall
from jukugi.apps.circles.models.circles import (
    Circle,
    CircleMember,
    CircleMessage,
    CircleQuerySet,
    CircleReview,
    CircleStory,
    StepWriting,
)
from jukugi.apps.circles.models.funding import FundReport, FundRequest, FundStep, WardFund
from jukugi.apps.circles.models.helping import HelpAsk
from jukugi.apps.circles.models.picturing import EmergenceEdition
from jukugi.apps.circles.models.seeking import Match, MatchReply, Seek, SeekQuerySet

__all__ = [
    "Circle",
    "CircleMember",
    "CircleMessage",
    "CircleProposal",
    "CircleQuerySet",
    "CircleReview",
    "CircleStory",
    "EmergenceEdition",
    "FundReport",
    "FundRequest",
    "FundStep",
    "HelpAsk",
    "Match",
    "MatchReply",
    "ProjectCall",
    "Seek",
    "SeekQuerySet",
    "StepWriting",
    "WardFund",
]
