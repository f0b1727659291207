from jukugi.apps.drafts.models.clauses import Clause, ClauseDescent, ClauseText, ClauseWriting, UnsavedWords
from jukugi.apps.drafts.models.editions import Document, Edition, EditionFile, EditionStep
from jukugi.apps.drafts.models.origins import Origin, OriginVoice

__all__ = [
    "Clause",
    "ClauseDescent",
    "ClauseText",
    "ClauseWriting",
    "Document",
    "Edition",
    "EditionFile",
    "EditionStep",
    "Origin",
    "OriginVoice",
    "UnsavedWords",
]
