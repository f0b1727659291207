"""Questionnaires: what is asked of whom, which answers fit, and which question comes next.

Plain Python, for web processes; counting many answers has a module of its own that needs numpy.
"""

from jukugi.core.questionnaire.answers import (
    WORDS,
    AnswerFault,
    Answers,
    Checked,
    answered,
    check_answers,
    words_key,
)
from jukugi.core.questionnaire.asking import asked, is_asked, reached
from jukugi.core.questionnaire.duration import minutes_to_answer, seconds_to_answer
from jukugi.core.questionnaire.questions import (
    Condition,
    Option,
    Question,
    QuestionFault,
    QuestionKind,
    Questionnaire,
    Row,
    faults_of,
)

__all__ = [
    "WORDS",
    "AnswerFault",
    "Answers",
    "Checked",
    "Condition",
    "Option",
    "Question",
    "QuestionFault",
    "QuestionKind",
    "Questionnaire",
    "Row",
    "answered",
    "asked",
    "check_answers",
    "faults_of",
    "is_asked",
    "minutes_to_answer",
    "reached",
    "seconds_to_answer",
    "words_key",
]
