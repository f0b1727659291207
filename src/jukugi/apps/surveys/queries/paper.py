"""The paper twin: the same questions in the same order with the same numbers as on the web and in typing in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.models import Audience, PaperSheet
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.core.questionnaire import Question
from jukugi.kit import receipts

COPIES_A_PAGE = 50
"""A browser sets so many copies at once without pause; the rest is on further pages."""
RANKED_AT_MOST = 5


@dataclass(frozen=True)
class PaperQuestion:
    """A question as it is printed. ``when``: who answers it, in words; ``places``: of a ranking."""

    number: int
    question: Question
    help: str
    when: str
    how: str
    places: Sequence[int] = ()


@dataclass(frozen=True)
class Copies:
    """Printed copies on one page, with their numbers as shown; ``before`` and ``after`` lead to the others."""

    numbers: Sequence[str]
    first: int
    total: int

    @property
    def last(self) -> int:
        return self.first + len(self.numbers) - 1

    @property
    def after(self) -> int | None:
        return self.last + 1 if self.last < self.total else None


def paper_questions(audience: Audience) -> list[PaperQuestion]:
    """What these people are asked. Seven queries for any number of questions."""
    rows = question_rows(audience.survey)
    helps = {row.code: row.help for row in rows}
    asked = as_questionnaire(rows).of(audience.code)
    numbers = {question.code: place for place, question in enumerate(asked, start=1)}
    by_code = {question.code: question for question in asked}
    return [
        PaperQuestion(
            number=numbers[one.code],
            question=one,
            help=helps[one.code],
            when=_when(one, by_code, numbers),
            how=_how(one),
            places=range(1, min(one.at_most or RANKED_AT_MOST, len(one.options)) + 1),
        )
        for one in asked
    ]


def copies(audience: Audience, *, batch: str, first: int) -> Copies:
    """The sheets that were numbered in one go (``batch``: the number of the first of them). Three queries."""
    begun = PaperSheet.objects.filter(audience=audience, receipt=batch, printed_at__isnull=False).first()
    if begun is None:
        return Copies((), 1, 0)
    printed = PaperSheet.objects.filter(audience=audience, printed_at=begun.printed_at, actor_key=begun.actor_key)
    shown = printed.order_by("pk").values_list("receipt", flat=True)[first - 1 : first - 1 + COPIES_A_PAGE]
    return Copies([receipts.shown(one) for one in shown], first, printed.count())


def web_address(audience: Audience) -> str:
    """The path by which these people come to the form on the web."""
    path = audience.survey.get_absolute_url()
    return f"{path}?key={audience.key}" if audience.access == Access.LINK else path


def _when(question: Question, by_code: Mapping[str, Question], numbers: Mapping[str, int]) -> str:
    told = []
    for one in question.only_if:
        labels = [f"「{option.label}」" for option in by_code[one.question].options if option.code in one.options]
        told.append(_("問%(number)dで%(options)s") % {"number": numbers[one.question], "options": "か".join(labels)})
    return _("%(conditions)sと答えた方だけ、お答えください。") % {"conditions": "、".join(told)} if told else ""


def _how(question: Question) -> str:
    limit = question.at_most
    match question.kind.value:
        case "multiple" if limit:
            return _("当てはまる番号に○（%(limit)d個まで）") % {"limit": limit}
        case "multiple":
            return _("当てはまる番号に○（いくつでも）")
        case "single" | "scale":
            return _("当てはまる番号に○（一つ）")
        case "matrix":
            return _("それぞれ、当てはまる番号に○（一つ）")
        case "ranking":
            return _("順に、番号を書いてください")
        case _other:
            return ""
