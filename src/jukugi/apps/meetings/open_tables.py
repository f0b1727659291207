"""Meetings, for anybody to take along (イベント一覧)."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.meetings.enums import MeetingKind
from jukugi.apps.meetings.models import Meeting
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("meetings", MEETINGS, order=45)


_meetings = QueryRows(
    lambda: Meeting.objects.filter(process__is_draft=False),
    fields=(
        "pk",
        "process__slug",
        "kind",
        "body__name",
        "ward__code",
        "title",
        "purpose",
        "starts_at",
        "ends_at",
        "place",
        "address",
        "capacity",
        "cancelled_at",
        "cancelled_reason",
        "is_sample",
    ),
    order=("starts_at", "pk"),
    by=("process", "ward"),
)


MEETINGS = OpenTable(
    title=_("会議"),
    about=_("だれでも知ることのできる会議の日時と場所。取りやめたものも残ります。"),
    columns=(
        Column("id", _("会議の番号"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("kind", _("種類"), codes=dict(MeetingKind.choices)),
        Column("body", _("会議体")),
        Column("ward", _("区域コード"), _("空は市全体")),
        Column("title", _("名前")),
        Column("purpose", _("何のために")),
        Column("starts_at", _("始まり"), kind=Kind.MOMENT),
        Column("ends_at", _("終わり"), kind=Kind.MOMENT),
        Column("place", _("場所")),
        Column("address", _("住所")),
        Column("capacity", _("定員"), unit=_("人"), kind=Kind.WHOLE),
        Column("cancelled_at", _("取りやめた時"), kind=Kind.MOMENT),
        Column("cancelled_reason", _("取りやめた理由")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_meetings,
    key=("id",),
    path="/meetings/",
    theme=Theme.COURSE,
)
