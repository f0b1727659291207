from jukugi.apps.drafts.models.clauses import Clause, ClauseDescent, ClauseText, ClauseWriting, UnsavedWords
from jukugi.apps.drafts.models.editions import Document, Edition, EditionFile, EditionStep
from jukugi.apps.drafts.models.origins import Origin, OriginVoice
from jukugi.apps.drafts.models.renderings import ClauseRendering
from jukugi.apps.drafts.models.reviewing import ReviewComment, ReviewInvitation
from jukugi.apps.drafts.models.vision import SentenceVote, VisionTopic

__all__ = [
    "Clause",
    "ClauseDescent",
    "ClauseRendering",
    "ClauseText",
    "ClauseWriting",
    "Document",
    "Edition",
    "EditionFile",
    "EditionStep",
    "Origin",
    "OriginVoice",
    "ReviewComment",
    "ReviewInvitation",
    "SentenceVote",
    "UnsavedWords",
    "VisionTopic",
]
