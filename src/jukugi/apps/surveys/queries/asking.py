"""The questions of a survey in the form of ``core.questionnaire``."""

from jukugi.apps.surveys.models import Question as QuestionRow
from jukugi.apps.surveys.models import Survey
from jukugi.core.questionnaire import Condition, Option, Question, QuestionKind, Questionnaire, Row


def question_rows(survey: Survey) -> list[QuestionRow]:
    """All questions in their order with options, rows, conditions and audiences. Five queries for any number."""
    parts = ("options", "rows", "conditions__option__question", "only_for")
    return list(survey.questions.prefetch_related(*parts))


def questionnaire_of(survey: Survey) -> Questionnaire:
    """What is asked. Seven queries for any number of questions."""
    return as_questionnaire(question_rows(survey))


def as_questionnaire(rows: list[QuestionRow]) -> Questionnaire:
    """The same of rows that were read with their parts. No query."""
    page = 1
    questions = []
    for place, row in enumerate(rows):
        page += bool(row.begins_page and place)
        questions.append(_question(row, page))
    return Questionnaire(tuple(questions))


def _question(row: QuestionRow, page: int) -> Question:
    conditions: dict[str, set[str]] = {}
    for condition in row.conditions.all():
        conditions.setdefault(condition.option.question.code, set()).add(condition.option.code)
    return Question(
        code=row.code,
        kind=QuestionKind(row.kind),
        label=row.label,
        options=tuple(
            Option(option.code, option.label, option.is_exclusive, option.asks_words, option.is_outside)
            for option in row.options.all()
        ),
        rows=tuple(Row(line.code, line.label) for line in row.rows.all()),
        at_most=row.at_most,
        least=None if row.least is None else float(row.least),
        most=None if row.most is None else float(row.most),
        unit=row.unit,
        only_if=tuple(Condition(code, frozenset(codes)) for code, codes in conditions.items()),
        only_for=frozenset(audience.code for audience in row.only_for.all()),
        page=page,
    )
