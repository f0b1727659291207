"""What the room tells of many voices at once: in letters and mails, in the numbers of threads, and what is open."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.queries.reaching import no_level
from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.queries import threads as queries
from jukugi.apps.public_comments.queries.threads import Answered
from jukugi.kit.pages.gaps import Gap, Reach, thread_gaps, thread_reaches
from jukugi.kit.pages.voices import FateLine, Teller, fates_of

WAITING_RANK, WITHDRAWN_RANK, ANSWERED_RANK, REFLECTED_RANK = 15, 55, 65, 75


def register() -> None:
    fates_of.register("public_comments", Teller(frozenset({RECEIPT_KIND}), fates_of_comments), order=45)
    came = Reach(
        gettext_lazy("パブリックコメントとして届いた"),
        gettext_lazy("届いた声のうち、案への意見の募集に出されたもの"),
        lambda process: queries.came(process).count(),
        None,
        no_level,
    )
    told = Reach(
        gettext_lazy("市の考え方を公表した"),
        gettext_lazy("パブリックコメントのうち"),
        lambda process: queries.told_publicly(process).count(),
        None,
        no_level,
    )
    thread_reaches.register("public_comments.came", came, order=45)
    thread_reaches.register("public_comments.told", told, order=46)
    gap = Gap(
        gettext_lazy("期間が終わったのに、市の考え方がまだないパブリックコメント"), gettext_lazy("件"), unanswered_gap
    )
    thread_gaps.register("public_comments.unanswered", gap, order=45)


def unanswered_gap(process: Any, ward: int | None, level: str) -> tuple[int, str] | None:
    """Of which ward a comment is, and of which level, nobody tells. One query."""
    if ward is not None or level:
        return None
    return queries.unanswered(process, now=timezone.now()), reverse("public_comments:list")


def fates_of_comments(numbers: Collection[str], now: datetime) -> dict[str, list[FateLine]]:
    """A line for each different answer to the comments of each number. One query for each chunk of numbers."""
    told = queries.answered(numbers)
    return {number: list(dict.fromkeys(_line(one) for one in rows)) for number, rows in told.items()}


def _line(one: Answered) -> FateLine:
    if one.state == ConsultationState.WITHDRAWN:
        sentence = _("「%(title)s」は取りやめになりました。理由：%(reason)s") % {
            "title": one.title,
            "reason": one.reason,
        }
        return FateLine("public_comments.withdrawn", _("意見の募集が取りやめになった"), sentence, WITHDRAWN_RANK)
    if one.state != ConsultationState.PUBLISHED or not one.code:
        sentence = _("「%(title)s」への意見として受け付けました。市の考え方をまとめて公表します。")
        return FateLine(
            "public_comments.waiting", _("市の考え方を待っている"), sentence % {"title": one.title}, WAITING_RANK
        )
    sentence = _("「%(title)s」への意見に、市の考え方を公表しました。区分%(code)s：%(category)s。") % {
        "title": one.title,
        "code": one.code,
        "category": one.category,
    }
    if one.is_reflected:
        return FateLine("public_comments.reflected", _("意見が案に反映された"), sentence, REFLECTED_RANK)
    return FateLine("public_comments.answered", _("市の考え方が公表された"), sentence, ANSWERED_RANK)
