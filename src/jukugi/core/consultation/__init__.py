"""The result of a public comment: what is counted, and how rows that say the same become one.

通 are letters, 件 are opinions: a letter holds one or several. Every total of a result document comes from
``ConsultationResult``. Why so: docs/explanation/consultation-result.md.
"""

from jukugi.core.consultation.gathering import gather
from jukugi.core.consultation.reading import (
    COLUMNS,
    AnsweredComment,
    CommentFault,
    column_names,
    read_comments,
    result_of,
)
from jukugi.core.consultation.result import (
    USUAL_CATEGORIES,
    Category,
    ConsultationResult,
    Outline,
    ResultRow,
    totals,
)

__all__ = [
    "COLUMNS",
    "USUAL_CATEGORIES",
    "AnsweredComment",
    "Category",
    "CommentFault",
    "ConsultationResult",
    "Outline",
    "ResultRow",
    "column_names",
    "gather",
    "read_comments",
    "result_of",
    "totals",
]
