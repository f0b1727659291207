"""What the room tells of many sheets at once: in letters and mails, and in the numbers of threads."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.opinions.queries.reaching import no_level
from jukugi.apps.surveys.enums import RECEIPT_KIND, SurveyState
from jukugi.apps.surveys.queries import threads as queries
from jukugi.apps.surveys.queries.threads import Answered
from jukugi.kit.pages.gaps import Gap, Reach, thread_gaps, thread_reaches
from jukugi.kit.pages.voices import FateLine, Teller, fates_of

WAITING_RANK, WITHDRAWN_RANK, TOLD_RANK = 15, 55, 65


def register() -> None:
    fates_of.register("surveys", Teller(frozenset({RECEIPT_KIND}), fates_of_sheets), order=46)
    came = Reach(
        gettext_lazy("アンケートに答えた"),
        gettext_lazy("選んだ答えは声に数えず、回答の数として別に示す"),
        lambda process: queries.came(process).count(),
        None,
        no_level,
    )
    thread_reaches.register("surveys.came", came, order=48)
    gap = Gap(gettext_lazy("期間が終わったのに、結果がまだ出ていないアンケート"), gettext_lazy("つ"), unpublished_gap)
    thread_gaps.register("surveys.unpublished", gap, order=46)


def unpublished_gap(process: Any, ward: int | None, level: str) -> tuple[int, str] | None:
    """A survey stands on no level, and is not told by ward. One query."""
    if ward is not None or level:
        return None
    return queries.unpublished(process, now=timezone.now()), reverse("surveys:list")


def fates_of_sheets(numbers: Collection[str], now: datetime) -> dict[str, list[FateLine]]:
    """A line for each number. One query for each chunk of numbers."""
    return {number: [_line(one)] for number, one in queries.answered(numbers).items()}


def _line(one: Answered) -> FateLine:
    words = {"title": one.title, "reason": one.reason}
    if one.state == SurveyState.WITHDRAWN:
        sentence = _("アンケート「%(title)s」は取りやめになりました。理由：%(reason)s") % words
        return FateLine("surveys.withdrawn", _("アンケートが取りやめになった"), sentence, WITHDRAWN_RANK)
    if one.state == SurveyState.PUBLISHED:
        sentence = _("アンケート「%(title)s」の結果を公表しました。") % words
        return FateLine("surveys.published", _("アンケートの結果が出た"), sentence, TOLD_RANK)
    sentence = _("アンケート「%(title)s」への回答として受け付けました。結果をまとめて公表します。") % words
    return FateLine("surveys.waiting", _("アンケートの結果を待っている"), sentence, WAITING_RANK)
