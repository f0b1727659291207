"""What came in, what is said in it, and what was decided of it."""

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
from jukugi.apps.opinions.models.searching import SearchDoc

__all__ = [
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
    "SearchDoc",
    "Submission",
    "text_digest",
]
