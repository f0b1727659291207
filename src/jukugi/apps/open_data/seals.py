"""The numbers that fix the records of a day: a page to note them down from, a table, a feed that readers keep."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from jukugi.kit.audit.days import spoken
from jukugi.kit.audit.models import DayDigest
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, Theme, open_tables
from jukugi.kit.pages.wording import jdate, thousands

SHOWN, IN_FEED = 14, 30
COUNTED = ("audit", "votes", "opinions")
"""Streams whose rows are told by themselves; of the others only the sum is, because some of them are small."""


@dataclass(frozen=True)
class SealedDay:
    """A day that is closed, as everybody may know it: its number in groups, and how many rows it fixes."""

    day: date
    figures: str
    rows: int
    actions: int
    votes: int
    opinions: int

    @property
    def groups(self) -> list[str]:
        return self.figures.split()


def sealed_days(count: int) -> list[SealedDay]:
    """The newest days, newest first. One query."""
    rows = DayDigest.objects.order_by("-day").values_list("day", "digest", "heads")[:count]
    return [SealedDay(*told) for told in map(_told, rows)]


def _told(row: tuple[Any, ...]) -> tuple[Any, ...]:
    day, digest, heads = row
    by_stream = {stream: rows for stream, _number, rows, _head in heads}
    return (day, spoken(digest), sum(by_stream.values()), *(by_stream.get(stream, 0) for stream in COUNTED))


TABLE = OpenTable(
    title=gettext_lazy("記録の印"),
    about=gettext_lazy(
        "一日の終わりに、それまでの記録のすべてを一つの数字にした印。控えておくと、あとから記録を書き換えられていないかを確かめられます。"
    ),
    columns=(
        Column("day", gettext_lazy("閉じた日"), kind=Kind.DAY),
        Column("figures", gettext_lazy("印"), gettext_lazy("48けたの数字。4けたずつ区切ってあります")),
        Column("rows", gettext_lazy("その日までに封印した記録のすべて"), unit=gettext_lazy("件"), kind=Kind.WHOLE),
        Column("actions", gettext_lazy("そのうち、操作の記録"), unit=gettext_lazy("件"), kind=Kind.WHOLE),
        Column(
            "votes",
            gettext_lazy("そのうち、賛否の記録"),
            gettext_lazy("答え直しも一件です"),
            gettext_lazy("件"),
            kind=Kind.WHOLE,
        ),
        Column("opinions", gettext_lazy("そのうち、意見の記録"), unit=gettext_lazy("件"), kind=Kind.WHOLE),
    ),
    rows=QueryRows(DayDigest.objects.all, fields=("day", "digest", "heads"), order=("day",), tell=_told),
    key=("day",),
    rule=gettext_lazy("だれが何をしたかは、印からは分かりません。外に出さない数字を混ぜてから、印にしています。"),
    path="/data/seals/",
    theme=Theme.COURSE,
    is_live=False,
)


def register() -> None:
    open_tables.register("record_seals", TABLE, order=900)


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The newest numbers, what they fix, and how to compare them."""
    days = sealed_days(SHOWN)
    return render(request, "open_data/seals.html", {"newest": days[0] if days else None, "days": days})


class SealFeed(Feed[SealedDay, None]):
    """The numbers as RSS: whoever subscribes keeps them where nobody of this house can change them. One query."""

    language = "ja"

    def title(self) -> str:
        return _("記録の印")

    def description(self) -> str:
        return _(
            "一日に一つ、その日までの記録を一つの数字にした印です。読む人の手もとに残ることが、確かめる力になります。"
        )

    def link(self) -> str:
        return reverse("open_data:seals")

    def items(self) -> list[SealedDay]:
        return sealed_days(IN_FEED)

    def item_title(self, item: SealedDay) -> str:
        return _("%(day)sの記録の印") % {"day": jdate(item.day)}

    def item_description(self, item: SealedDay) -> str:
        return _("%(figures)s（%(rows)s件）") % {"figures": item.figures, "rows": thousands(item.rows)}

    def item_link(self, item: SealedDay) -> str:
        return reverse("open_data:seals")

    def item_guid(self, item: SealedDay) -> str:
        return f"jukugi:seal-{item.day.isoformat()}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: SealedDay) -> datetime:
        return timezone.make_aware(datetime.combine(item.day, time.max))


_feed = SealFeed()


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def seal_feed(request: HttpRequest) -> Any:
    """The feed; a reader that has it already is told so."""
    return _feed(request)
