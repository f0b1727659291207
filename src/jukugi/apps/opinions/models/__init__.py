"""What came in, what is said in it, and what was decided of it."""

from jukugi.apps.opinions.models.appealing import Appeal
from jukugi.apps.opinions.models.attaching import Attachment
from jukugi.apps.opinions.models.calling import Call, CallQuerySet
from jukugi.apps.opinions.models.following import LinkMove
from jukugi.apps.opinions.models.importing import ImportFault, OpinionImport
from jukugi.apps.opinions.models.opinions import (
    IssueLink,
    IssueLinkQuerySet,
    Opinion,
    OpinionQuerySet,
    OpinionReview,
    text_digest,
)
from jukugi.apps.opinions.models.receiving import PrintedCard, Submission
from jukugi.apps.opinions.models.revising import OpinionGist, OpinionRevision
from jukugi.apps.opinions.models.searching import SearchChange, SearchDoc, SearchPart, SearchPiece
from jukugi.apps.opinions.models.waves import ArrivalMark, Wave, WaveGroup, WaveVoice, WaveVoiceQuerySet

__all__ = [
    "Appeal",
    "ArrivalMark",
    "Attachment",
    "Call",
    "CallQuerySet",
    "ImportFault",
    "IssueLink",
    "IssueLinkQuerySet",
    "LinkMove",
    "Opinion",
    "OpinionGist",
    "OpinionImport",
    "OpinionQuerySet",
    "OpinionReview",
    "OpinionRevision",
    "PrintedCard",
    "SearchChange",
    "SearchDoc",
    "SearchPart",
    "SearchPiece",
    "Submission",
    "Wave",
    "WaveGroup",
    "WaveVoice",
    "WaveVoiceQuerySet",
    "text_digest",
]
