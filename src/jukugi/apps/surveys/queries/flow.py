"""The questions of a survey as a flow: what is asked after what, as a picture and in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.surveys.models import Audience, Question
from jukugi.apps.surveys.queries.asking import as_questionnaire
from jukugi.core.questionnaire import QuestionFault, faults_of

STEP, NODE, INDENT, LEFT = 68, 40, 34, 2
"""Units of the picture: from one question to the next, height of a question, of one level, margin."""
FAULT_WORDS = {
    "no_words": gettext_lazy("言葉のない所があります。"),
    "too_few_options": gettext_lazy("選択肢が二つより少なくなっています。"),
    "option_twice": gettext_lazy("選択肢「{option}」が二度あります。"),
    "no_rows": gettext_lazy("表の行がありません。"),
    "scale_too_short": gettext_lazy("段階が二つより少なくなっています。"),
    "limits_backwards": gettext_lazy("数の下限が上限より大きくなっています。"),
    "at_most_too_small": gettext_lazy("選べる数が1より少なくなっています。"),
    "condition_on_nothing": gettext_lazy("「出す条件」の設問がありません。"),
    "condition_on_later": gettext_lazy("「出す条件」が、この設問より後の設問を見ています。順を直してください。"),
    "condition_on_kind": gettext_lazy("「出す条件」にできない答え方の設問を見ています。"),
    "condition_on_option": gettext_lazy("「出す条件」の選択肢がなくなっています。"),
    "never_asked": gettext_lazy(
        "「出す条件」の設問を聞かれない人にも聞くことになっています。調査対象を合わせてください。"
    ),
}


@dataclass(frozen=True)
class Branch:
    """One arrow of the picture: from the question that decides to the one that depends on it."""

    path: str
    words: str
    x: int
    y: int


@dataclass(frozen=True)
class FlowStep:
    """One question in the flow. ``condition`` says in words when it is asked, "" where always; ``faults`` in words."""

    question: Question
    number: int
    condition: str
    audiences: str
    faults: tuple[str, ...]
    begins_page: bool
    level: int
    x: int
    y: int


@dataclass(frozen=True)
class Flow:
    """All questions from top to bottom; size of the picture."""

    steps: tuple[FlowStep, ...]
    branches: tuple[Branch, ...]
    width: int
    height: int

    @property
    def n_faults(self) -> int:
        return sum(len(step.faults) for step in self.steps)


def flow_of(rows: list[Question], audiences: list[Audience]) -> Flow:
    """The flow of questions that were read with their parts (``question_rows``). No query."""
    faults: dict[str, list[QuestionFault]] = {}
    for fault in faults_of(as_questionnaire(rows)):
        faults.setdefault(fault.question, []).append(fault)
    places = {row.code: place for place, row in enumerate(rows)}
    numbers = {row.pk: place for place, row in enumerate(rows, start=1)}
    levels: dict[str, int] = {}
    steps, branches = [], []
    for place, row in enumerate(rows):
        chosen: dict[int, list[str]] = {}
        for condition in row.conditions.all():
            chosen.setdefault(condition.option.question_id, []).append(condition.option.label)
        sources = [one for one in rows[:place] if one.pk in chosen]
        levels[row.code] = max((levels[one.code] + 1 for one in sources), default=0)
        x, y = LEFT + INDENT * levels[row.code], 12 + STEP * place
        steps.append(
            FlowStep(
                question=row,
                number=place + 1,
                condition=_condition(chosen, numbers),
                audiences=_audiences(row, audiences),
                faults=tuple(_fault_words(fault) for fault in faults.get(row.code, ())),
                begins_page=row.begins_page and place > 0,
                level=levels[row.code],
                x=x,
                y=y,
            )
        )
        for source in sources:
            start = LEFT + INDENT * levels[source.code]
            from_y = 12 + STEP * places[source.code] + NODE
            branches.append(
                Branch(
                    f"M{start + 9} {from_y}V{y + NODE // 2}H{x}",
                    _("「%(options)s」なら") % {"options": "／".join(chosen[source.pk])},
                    x + 2,
                    y - 6,
                )
            )
    deepest = max(levels.values(), default=0)
    return Flow(tuple(steps), tuple(branches), 560 + INDENT * deepest, 12 + STEP * max(len(rows), 1))


def _condition(chosen: dict[int, list[str]], numbers: dict[int, int]) -> str:
    parts = [
        _("問%(number)sで「%(options)s」と答えた人")
        % {"number": numbers.get(pk, "?"), "options": _("」か「").join(labels)}
        for pk, labels in sorted(chosen.items(), key=lambda item: numbers.get(item[0], 0))
    ]
    return _("、かつ").join(parts)


def _audiences(row: Question, audiences: list[Audience]) -> str:
    own = {audience.pk for audience in row.only_for.all()}
    return "、".join(one.name for one in audiences if one.pk in own)


def _fault_words(fault: QuestionFault) -> str:
    return str(FAULT_WORDS[fault.code]).format(**fault.params)
