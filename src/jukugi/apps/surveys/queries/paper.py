"""The paper twin: the same questions in the same order with the same numbers as on the web and in typing in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.models import Audience, PaperSheet
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.core.questionnaire import Question
from jukugi.kit import receipts

COPIES_AT_ONCE = 20
"""So many copies are one file, made while somebody waits."""
RANKED_AT_MOST = 5
LONG_OPTION = 14
"""Letters from which an option fills a line."""


@dataclass(frozen=True)
class PaperQuestion:
    """A question as it is printed. ``when``: who answers it, in words; ``places``: of a ranking."""

    number: int
    question: Question
    help: str
    when: str
    how: str
    places: Sequence[int] = ()

    @property
    def is_long(self) -> bool:
        """Whether its options stand each on a line of its own."""
        return any(len(option.label) > LONG_OPTION or option.asks_words for option in self.question.options)


@dataclass(frozen=True)
class Bundle:
    """Copies that are printed as one file: from the ``first`` to the ``last`` of those numbered in one go."""

    first: int
    last: int


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


def bundles(audience: Audience, *, batch: str) -> list[Bundle]:
    """The files of the sheets that were numbered in one go (``batch``: the number of the first). Two queries."""
    printed = _printed(audience, batch)
    total = printed.count() if printed is not None else 0
    return [Bundle(first, min(first + COPIES_AT_ONCE - 1, total)) for first in range(1, total + 1, COPIES_AT_ONCE)]


def copies(audience: Audience, *, batch: str, first: int) -> list[str]:
    """The numbers, as shown, of the bundle that begins with the ``first`` of a batch. Two queries."""
    printed = _printed(audience, batch)
    if printed is None:
        return []
    shown = printed.order_by("pk").values_list("receipt", flat=True)[first - 1 : first - 1 + COPIES_AT_ONCE]
    return [receipts.shown(one) for one in shown]


def _printed(audience: Audience, batch: str) -> QuerySet[PaperSheet] | None:
    begun = PaperSheet.objects.filter(audience=audience, receipt=batch, printed_at__isnull=False).first()
    if begun is None:
        return None
    return PaperSheet.objects.filter(audience=audience, printed_at=begun.printed_at, actor_key=begun.actor_key)


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
