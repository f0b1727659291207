"""The questions of a survey that is being prepared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.surveys import errors
from jukugi.apps.surveys.actions.standing import locked_survey
from jukugi.apps.surveys.enums import (
    LABEL_LIMIT,
    LINE_LIMIT,
    OPTION_LIMIT,
    OPTIONS_AT_MOST,
    QUESTIONS_AT_MOST,
    ROWS_AT_MOST,
    Attribute,
    Joined,
    Kind,
    SurveyState,
)
from jukugi.apps.surveys.models import Condition, Option, Question, Row, Survey
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.core.questionnaire.questions import BRANCHING, CHOOSING
from jukugi.kit import audit
from jukugi.kit.worded import checked_line


@dataclass(frozen=True)
class OptionDraft:
    """An option as it is typed. What is worded anew keeps its code: ``code`` of one that is there."""

    label: str
    code: str = ""
    is_exclusive: bool = False
    asks_words: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class QuestionDraft:
    """A question as it is typed. For an attribute the options are those of the attribute, whatever is typed.

    ``rows``: words of the lines of a matrix. ``conditions``: keys of options of earlier questions. ``only_for``: keys
    of audiences.
    """

    kind: Kind
    label: str
    help: str = ""
    options: Sequence[OptionDraft] = ()
    rows: Sequence[str] = ()
    attribute: str = ""
    begins_page: bool = False
    at_most: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    takes_opinions: bool = False
    about: Issue | None = None
    conditions: Collection[int] = field(default_factory=tuple)
    only_for: Collection[int] = field(default_factory=tuple)


@transaction.atomic
def add_question(*, survey: Survey, draft: QuestionDraft, actor: User, now: datetime) -> Question:
    """Ask one more question, at the end.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, TooManyQuestions, TooManyOptions, AttributeTwice,
    ConditionUnfit and what the words can raise.
    """
    current = locked_survey(survey, actor, SurveyState.PREPARED)
    if current.questions.count() >= QUESTIONS_AT_MOST:
        raise errors.TooManyQuestions(limit=QUESTIONS_AT_MOST)
    last = current.questions.aggregate(last=Max("position"))["last"]
    question = Question(
        survey=current, position=0 if last is None else last + 1, code=_next_code(current), **_checked(current, draft)
    )
    question.save()
    _put_parts(question, draft)
    audit.record("surveys.question_added", actor=actor, subject=current, at=now)
    return question


@transaction.atomic
def change_question(*, question: Question, draft: QuestionDraft, actor: User, now: datetime) -> Question:
    """Word a question anew. An option that is left out takes the conditions with it that look back at it.

    Raises as ``add_question``, and QuestionGone.
    """
    locked_survey(question.survey, actor, SurveyState.PREPARED)
    current = _there(question)
    for name, value in _checked(current.survey, draft, but=current).items():
        setattr(current, name, value)
    current.save()
    _put_parts(current, draft)
    audit.record("surveys.question_changed", actor=actor, subject=current.survey, at=now)
    return current


@transaction.atomic
def move_question(*, question: Question, to: int, actor: User, now: datetime) -> None:
    """Put a question in another place, counted from 1. Conditions that would look ahead are shown as faults.

    Raises NotAllowed, ProcessFinished, SurveyNotInState, QuestionGone.
    """
    locked_survey(question.survey, actor, SurveyState.PREPARED)
    current = _there(question)
    others = list(current.survey.questions.exclude(pk=current.pk))
    others.insert(max(0, min(to - 1, len(others))), current)
    for position, one in enumerate(others):
        if one.position != position:
            Question.objects.filter(pk=one.pk).update(position=position)
    audit.record("surveys.question_moved", actor=actor, subject=current.survey, at=now)


@transaction.atomic
def remove_question(*, question: Question, actor: User, now: datetime) -> None:
    """Take a question away. Raises NotAllowed, ProcessFinished, SurveyNotInState, QuestionGone, QuestionNeeded."""
    locked_survey(question.survey, actor, SurveyState.PREPARED)
    current = _there(question)
    needing = Question.objects.filter(conditions__option__question=current).distinct()
    if needing:
        raise errors.QuestionNeeded(others="、".join(f"「{one.label}」" for one in needing[:3]))
    Question.objects.filter(survey_id=current.survey_id, position__gt=current.position).update(
        position=F("position") - 1
    )
    current.delete()
    audit.record("surveys.question_removed", actor=actor, subject=current.survey, at=now)


@transaction.atomic
def copy_questions(*, source: Survey, survey: Survey, actor: User, now: datetime) -> int:
    """Ask what another survey asked, with the same codes, so that the years can be set side by side; how many.

    Only into a survey without questions. Conditions come along, audiences do not. Raises NotAllowed, ProcessFinished,
    SurveyNotInState, TooManyQuestions.
    """
    current = locked_survey(survey, actor, SurveyState.PREPARED)
    if current.questions.exists():
        raise errors.TooManyQuestions(limit=current.questions.count())
    new: dict[tuple[str, str], Option] = {}
    rows = question_rows(source)
    for old in rows:
        question = Question.objects.create(
            survey=current,
            about=old.about if source.process_id == current.process_id else None,
            **{name: getattr(old, name) for name in _COPIED},
        )
        for option in old.options.all():
            new[old.code, option.code] = Option.objects.create(
                question=question, **{name: getattr(option, name) for name in _OPTION_COPIED}
            )
        for row in old.rows.all():
            Row.objects.create(question=question, position=row.position, code=row.code, label=row.label)
        for condition in old.conditions.all():
            option = new[condition.option.question.code, condition.option.code]
            Condition.objects.create(question=question, option=option)
    audit.record("surveys.questions_copied", actor=actor, subject=current, at=now)
    return len(rows)


_COPIED = (
    "position", "code", "kind", "attribute", "label", "help", "begins_page", "at_most", "least", "most", "unit",
    "takes_opinions",
)  # fmt: skip
_OPTION_COPIED = ("position", "code", "label", "is_exclusive", "asks_words", "is_outside")


def attribute_options(attribute: str) -> list[OptionDraft]:
    """The options of a question that asks for an attribute: wards in their order, bands of age, sexes,
    whether they belong to an association. At most one query."""
    match attribute:
        case Attribute.WARD:
            wards = Area.objects.wards()
            return [OptionDraft(ward.name, ward.code) for ward in wards]
        case Attribute.AGE:
            return [OptionDraft(str(band.label), band.value) for band in AgeBand]
        case Attribute.SEX:
            return [OptionDraft(str(sex.label), sex.value) for sex in Sex]
        case Attribute.JOINED:
            return [OptionDraft(str(joined.label), joined.value) for joined in Joined]
    return []


def _there(question: Question) -> Question:
    found = Question.objects.select_related("survey").filter(pk=question.pk).first()
    if found is None:
        raise errors.QuestionGone
    return found


def _checked(survey: Survey, draft: QuestionDraft, *, but: Question | None = None) -> dict[str, Any]:
    kind = Kind.SINGLE if draft.attribute else draft.kind
    if draft.attribute:
        others = survey.questions.filter(attribute=draft.attribute)
        if (others.exclude(pk=but.pk) if but is not None else others).exists():
            raise errors.AttributeTwice(attribute=Attribute(draft.attribute).label)
    is_number, is_many = kind == Kind.NUMBER, kind in (Kind.MULTIPLE, Kind.RANKING)
    takes_opinions = draft.takes_opinions and kind == Kind.TEXT
    return {
        "kind": kind,
        "attribute": draft.attribute,
        "label": checked_line(draft.label, field=_("設問"), limit=LABEL_LIMIT, is_needed=True),
        "help": checked_line(draft.help, field=_("説明"), limit=LINE_LIMIT),
        "begins_page": draft.begins_page,
        "at_most": draft.at_most if is_many else None,
        "least": draft.least if is_number else None,
        "most": draft.most if is_number else None,
        "unit": checked_line(draft.unit, field=_("単位"), limit=20) if is_number else "",
        "takes_opinions": takes_opinions,
        "about": draft.about if takes_opinions else None,
    }


def _put_parts(question: Question, draft: QuestionDraft) -> None:
    options = attribute_options(question.attribute) if question.attribute else list(draft.options)
    if question.kind not in CHOOSING:
        options = []
    if len(options) > OPTIONS_AT_MOST:
        raise errors.TooManyOptions(field=_("選択肢"), count=len(options), limit=OPTIONS_AT_MOST)
    rows = list(draft.rows) if question.kind == Kind.MATRIX else []
    if len(rows) > ROWS_AT_MOST:
        raise errors.TooManyOptions(field=_("表の行"), count=len(rows), limit=ROWS_AT_MOST)
    _put_options(question, options)
    _put_rows(question, rows)
    _put_conditions(question, draft.conditions)
    question.only_for.set(question.survey.audiences.filter(pk__in=list(draft.only_for)))


def _put_options(question: Question, drafts: Sequence[OptionDraft]) -> None:
    there = {option.code: option for option in question.options.all()}
    kept: list[str] = []
    for position, draft in enumerate(drafts):
        values = {
            "position": position,
            "label": checked_line(draft.label, field=_("選択肢"), limit=OPTION_LIMIT, is_needed=True),
            "is_exclusive": draft.is_exclusive and question.kind == Kind.MULTIPLE,
            "asks_words": draft.asks_words and question.kind in (Kind.SINGLE, Kind.MULTIPLE),
            "is_outside": draft.is_outside and question.kind in (Kind.SCALE, Kind.MATRIX),
        }
        known = question.attribute or draft.code in there
        code = draft.code if draft.code and known and draft.code not in kept else _free(("", *there, *kept), "a")
        Option.objects.update_or_create(question=question, code=code, defaults=values)
        kept.append(code)
    question.options.exclude(code__in=kept).delete()


def _put_rows(question: Question, labels: Sequence[str]) -> None:
    """Rows keep their code by their words, so that moving one moves its answers in a copy."""
    there = {row.label: row.code for row in question.rows.all()}
    taken = set(there.values())
    question.rows.all().delete()
    used: set[str] = set()
    for position, label in enumerate(labels):
        words = checked_line(label, field=_("表の行"), limit=OPTION_LIMIT, is_needed=True)
        code = there.get(words, "")
        if not code or code in used:
            code = _free((*taken, *used), "r")
        used.add(code)
        Row.objects.create(question=question, position=position, code=code, label=words)


def _put_conditions(question: Question, keys: Collection[int]) -> None:
    options = list(
        Option.objects.filter(
            pk__in=list(keys),
            question__survey_id=question.survey_id,
            question__position__lt=question.position,
            question__kind__in=[str(kind) for kind in BRANCHING],
        )
    )
    if len(options) != len(set(keys)):
        raise errors.ConditionUnfit
    question.conditions.all().delete()
    Condition.objects.bulk_create(Condition(question=question, option=option) for option in options)


def _next_code(survey: Survey) -> str:
    return _free(tuple(survey.questions.values_list("code", flat=True)), "q")


def _free(taken: Sequence[str], letter: str) -> str:
    """The next code of this letter that was not given: q1, q2 …"""
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"
