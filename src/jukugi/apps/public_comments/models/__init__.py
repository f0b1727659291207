"""Consultations on an edition, the comments that came in for them, and the answers to these."""

from jukugi.apps.public_comments.models.answers import Answer, AnswerQuerySet, AnswerStep, AnswerWriting, UnsavedAnswer
from jukugi.apps.public_comments.models.comments import (
    CommentGroup,
    CommentGroupQuerySet,
    GatheringRun,
    PublicComment,
    PublicCommentQuerySet,
)
from jukugi.apps.public_comments.models.consultations import (
    AnswerCategory,
    Consultation,
    ConsultationQuerySet,
    ConsultationStep,
    ResultFile,
)

__all__ = [
    "Answer",
    "AnswerCategory",
    "AnswerQuerySet",
    "AnswerStep",
    "AnswerWriting",
    "CommentGroup",
    "CommentGroupQuerySet",
    "Consultation",
    "ConsultationQuerySet",
    "ConsultationStep",
    "GatheringRun",
    "PublicComment",
    "PublicCommentQuerySet",
    "ResultFile",
    "UnsavedAnswer",
]
