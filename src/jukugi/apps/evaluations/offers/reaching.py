"""What the room tells of many sheets at once: in letters and mails, in the numbers of threads, and what is open."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.evaluations.enums import RECEIPT_KIND, ReviewState
from jukugi.apps.evaluations.queries import threads as queries
from jukugi.apps.opinions.queries.reaching import no_level
from jukugi.kit.pages.gaps import Gap, Reach, thread_gaps, thread_reaches
from jukugi.kit.pages.voices import FateLine, Teller, fates_of

WAITING_RANK, PUBLISHED_RANK, FINDING_RANK = 14, 52, 62


def register() -> None:
    fates_of.register("evaluations", Teller(frozenset({RECEIPT_KIND}), fates_of_sheets), order=42)
    came = Reach(
        gettext_lazy("評価シートとして届いた"),
        gettext_lazy("これまでの施策の検証に届いたもの（書き直す前のものは数えない）"),
        lambda process: queries.came(process).count(),
        None,
        no_level,
    )
    told = Reach(
        gettext_lazy("検証の結果を公表した"),
        gettext_lazy("評価シートのうち"),
        lambda process: queries.told_publicly(process).count(),
        None,
        no_level,
    )
    thread_reaches.register("evaluations.came", came, order=42)
    thread_reaches.register("evaluations.told", told, order=43)
    gap = Gap(gettext_lazy("受付が終わったのに、検証の結果をまだ公表していない評価シート"), gettext_lazy("通"), untold)
    thread_gaps.register("evaluations.untold", gap, order=42)


def untold(process: Any, ward: int | None, level: str) -> tuple[int, str] | None:
    """Not told by ward and level: few say their ward. One query."""
    if ward is not None or level:
        return None
    return queries.unanswered(process, timezone.localdate()), reverse("evaluations:list")


def fates_of_sheets(numbers: Collection[str], now: datetime) -> dict[str, list[FateLine]]:
    """A line for each number. Two queries for each chunk of numbers."""
    return {number: [_line(*told)] for number, told in queries.fates(numbers).items()}


def _line(measure: str, state: str, findings: list[str]) -> FateLine:
    if findings:
        sentence = _("「%(measure)s」への評価は、検証で分かったこと「%(title)s」のよりどころになりました。")
        said = sentence % {"measure": measure, "title": findings[0]}
        return FateLine("evaluations.finding", _("検証で分かったことのよりどころになった"), said, FINDING_RANK)
    if state == ReviewState.PUBLISHED:
        said = _("「%(measure)s」への評価を数え、検証の結果を公表しました。") % {"measure": measure}
        return FateLine("evaluations.published", _("検証の結果が公表された"), said, PUBLISHED_RANK)
    said = _("「%(measure)s」への評価を受け付けました。検証の結果を公表します。") % {"measure": measure}
    return FateLine("evaluations.waiting", _("検証の結果を待っている"), said, WAITING_RANK)
