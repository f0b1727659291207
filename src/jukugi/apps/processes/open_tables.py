"""Courses of deliberation with their phases and milestones, for anybody to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("processes", PROCESSES, order=20)
    open_tables.register("phases", PHASES, order=21)
    open_tables.register("milestones", MILESTONES, order=22)


def _processes() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Process.objects.public()
        .order_by("slug")
        .values_list(
            "slug", "title", "summary", "area__code", "starts_on", "ends_on", "is_finished", "attribution", "is_sample"
        )
    )
    return rows.iterator(chunk_size=2000)


def _phases() -> Iterator[tuple[Cell, ...]]:
    rows = Phase.objects.filter(process__is_draft=False).order_by("opens_at", "pk")
    told = rows.values_list("key", "process__slug", "lane", "title", "opens_at", "closes_at", *_COMMON_FIELDS)
    return told.iterator(chunk_size=2000)


def _milestones() -> Iterator[tuple[Cell, ...]]:
    rows = Milestone.objects.filter(process__is_draft=False).order_by("on", "pk")
    told = rows.values_list("key", "process__slug", "lane", "title", "on", *_COMMON_FIELDS)
    return told.iterator(chunk_size=2000)


_COMMON_FIELDS = ("precision", "when", "is_planned", "began_on", "ended_on", "actual_precision", "note", "source")
_COMMON = (
    Column(
        "precision", _("日付の細かさ"), _("日付はこの細かさまでしか意味を持ちません"), codes=dict(Precision.choices)
    ),
    Column("when", _("いつかの言葉")),
    Column("is_planned", _("予定にあったか"), _("0は、予定になく、起きたこと"), kind=Kind.FLAG),
    Column("began_on", _("実際に始まった日"), kind=Kind.DAY),
    Column("ended_on", _("実際に終わった日"), kind=Kind.DAY),
    Column("actual_precision", _("実際の日付の細かさ"), codes=dict(Precision.choices)),
    Column("note", _("説明")),
    Column("source", _("出典")),
)
PROCESSES = OpenTable(
    title=_("検討プロセス"),
    about=_("何を、いつからいつまで検討しているか。終わったものも入ります。"),
    columns=(
        Column("slug", _("検討プロセスの鍵")),
        Column("title", _("名前")),
        Column("summary", _("何を検討するか")),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("starts_on", _("始まり"), kind=Kind.DAY),
        Column("ends_on", _("終わり"), kind=Kind.DAY),
        Column("is_finished", _("終わったか"), kind=Kind.FLAG),
        Column("attribution", _("出典の示し方")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_processes,
    key=("slug",),
    rule=_("準備中のものは入りません。"),
    path="/processes/",
    theme=Theme.COURSE,
)
PHASES = OpenTable(
    title=_("検討の段階"),
    about=_("庁内検討、市民参加、議会の三つの流れの、段階ごとの期間。"),
    columns=(
        Column("key", _("段階の鍵")),
        Column("process", _("検討プロセス")),
        Column("lane", _("流れ"), codes=dict(Lane.choices)),
        Column("title", _("名前")),
        Column("opens_at", _("始まり（入る）"), kind=Kind.MOMENT),
        Column("closes_at", _("終わり（入らない）"), kind=Kind.MOMENT),
        *_COMMON,
    ),
    rows=_phases,
    key=("key",),
    path="/processes/",
    theme=Theme.COURSE,
)
MILESTONES = OpenTable(
    title=_("検討の節目"),
    about=_("報告、会議、決定などの日。"),
    columns=(
        Column("key", _("節目の鍵")),
        Column("process", _("検討プロセス")),
        Column("lane", _("流れ"), codes=dict(Lane.choices)),
        Column("title", _("名前")),
        Column("on", _("日"), kind=Kind.DAY),
        *_COMMON,
    ),
    rows=_milestones,
    key=("key",),
    path="/processes/",
    theme=Theme.COURSE,
)
