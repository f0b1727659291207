"""What is asked of whom, what was answered, how paper came in, and what was counted."""

from jukugi.apps.surveys.models.answering import AnswerDraft, AnswerSheet, AnswerSheetQuerySet, SheetExclusion
from jukugi.apps.surveys.models.asking import Audience, PersonalCode, Quota, Survey, SurveyQuerySet, SurveyStep
from jukugi.apps.surveys.models.counting import PreparedResult, ResultEdition
from jukugi.apps.surveys.models.keying import Keying, PaperSheet, SheetFault, SheetImport
from jukugi.apps.surveys.models.questions import Condition, Option, Question, Row

__all__ = [
    "AnswerDraft",
    "AnswerSheet",
    "AnswerSheetQuerySet",
    "Audience",
    "Condition",
    "Keying",
    "Option",
    "PaperSheet",
    "PersonalCode",
    "PreparedResult",
    "Question",
    "Quota",
    "ResultEdition",
    "Row",
    "SheetExclusion",
    "SheetFault",
    "SheetImport",
    "Survey",
    "SurveyQuerySet",
    "SurveyStep",
]
