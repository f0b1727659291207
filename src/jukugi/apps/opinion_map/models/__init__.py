"""Tables of the room."""

from jukugi.apps.opinion_map.models.maps import DOCUMENT_FORM, LiveMap, MapEdition
from jukugi.apps.opinion_map.models.paper import SheetEntry, SheetState, VoteSheet
from jukugi.apps.opinion_map.models.reasons import REASON_LIMIT, HelpfulMark, Reason, ReasonReply, ReasonReview
from jukugi.apps.opinion_map.models.topics import TEXT_LIMIT, Statement, StatementReview, Topic
from jukugi.apps.opinion_map.models.votes import CurrentVote, Vote

__all__ = [
    "DOCUMENT_FORM",
    "REASON_LIMIT",
    "TEXT_LIMIT",
    "CurrentVote",
    "HelpfulMark",
    "LiveMap",
    "MapEdition",
    "Reason",
    "ReasonReply",
    "ReasonReview",
    "SheetEntry",
    "SheetState",
    "Statement",
    "StatementReview",
    "Topic",
    "Vote",
    "VoteSheet",
]
