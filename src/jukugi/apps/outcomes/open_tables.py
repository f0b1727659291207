"""Promises, where they were made and what became of them, for anybody to take along."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.outcomes.enums import PromiseAct, PromiseState, SourceKind
from jukugi.apps.outcomes.models import Promise, PromiseSource, PromiseStep
from jukugi.apps.outcomes.queries.promises import Sums, sums_of
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenFigure, OpenTable, Theme, open_figures, open_tables


def register() -> None:
    open_tables.register("promises", PROMISES, order=80)
    open_tables.register("promise_sources", SOURCES, order=81)
    open_tables.register("promise_steps", STEPS, order=82)
    figures = {
        "promises_late": OpenFigure(_("期日を過ぎている約束"), "promises", lambda: _sums().late, {"is_late": "1"}),
        "promises_done": OpenFigure(_("行った約束"), "promises", lambda: _sums().done, {"state": "done"}),
        "promises_all": OpenFigure(_("約束のすべて"), "promises", lambda: _sums().total),
    }
    for name, figure in figures.items():
        open_figures.register(name, figure)


def _sums() -> Sums:
    return sums_of(Promise.objects.public(), timezone.localdate())


_promises = QueryRows(
    Promise.objects.public,
    fields=(
        "pk",
        "process__slug",
        "number",
        "title",
        "words",
        "level",
        "area__code",
        "department__name",
        "promised_on",
        "first_due_on",
        "due_on",
        "state",
        "closed_on",
        "indicator",
        "unit",
        "start_value",
        "goal_value",
        "is_sample",
    ),
    order=("pk",),
    tell=lambda row: (*row, row[11] == PromiseState.OPEN and row[10] < timezone.localdate()),
    by=("process", "number", "area"),
)

_sources = QueryRows(
    lambda: PromiseSource.objects.filter(promise__in=Promise.objects.public()),
    fields=("pk", "promise", "kind", "clause", "answer", "errand", "recommendation", "reason"),
    order=("pk",),
    by=("promise", "clause", "answer"),
)

_steps = QueryRows(
    lambda: PromiseStep.objects.filter(promise__in=Promise.objects.public()),
    fields=("pk", "promise", "act", "happened_on", "words", "evidence", "value", "due_on", "department__name"),
    order=("pk",),
    by=("promise",),
)


PROMISES = OpenTable(
    title=_("市の約束"),
    about=_(
        "市がすると言ったこと、受け持つ課、期日、いまの状態。期日を過ぎたものも、行わないことにしたものも入ります。"
    ),
    columns=(
        Column("id", _("約束の鍵"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("number", _("約束の番号"), _("検討プロセスの中で"), kind=Kind.WHOLE),
        Column("title", _("約束")),
        Column("words", _("何をするか")),
        Column("level", _("広さ"), codes=dict(IssueLevel.choices)),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("department", _("受け持つ課")),
        Column("promised_on", _("約束した日"), kind=Kind.DAY),
        Column("first_due_on", _("はじめの期日"), kind=Kind.DAY),
        Column("due_on", _("期日"), kind=Kind.DAY),
        Column("state", _("状態"), codes=dict(PromiseState.choices)),
        Column("closed_on", _("終わった日"), kind=Kind.DAY),
        Column("indicator", _("指標")),
        Column("unit", _("単位")),
        Column("start_value", _("約束したときの値"), kind=Kind.DECIMAL),
        Column("goal_value", _("目標の値"), kind=Kind.DECIMAL),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
        Column("is_late", _("期日を過ぎているか"), _("1は、ファイルをつくった日に過ぎているもの"), kind=Kind.FLAG),
    ),
    rows=_promises,
    key=("id",),
    path="/promises/",
    theme=Theme.MONEY,
)
SOURCES = OpenTable(
    title=_("約束のもと"),
    about=_("約束を、どの文や市の考え方でしたか。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("promise", _("約束の鍵"), kind=Kind.WHOLE),
        Column("kind", _("何で"), codes=dict(SourceKind.choices)),
        Column("clause", _("文の鍵"), kind=Kind.WHOLE),
        Column("answer", _("市の考え方の番号"), kind=Kind.WHOLE),
        Column("errand", _("行政依頼事務の決め方の番号"), kind=Kind.WHOLE),
        Column("recommendation", _("提言の番号"), kind=Kind.WHOLE),
        Column("reason", _("どうつながるか")),
    ),
    rows=_sources,
    key=("id",),
    path="/promises/",
    theme=Theme.MONEY,
)
STEPS = OpenTable(
    title=_("約束にあったこと"),
    about=_("進みぐあい、測った値、変えた期日、行ったこと。足すだけで、書き換えません。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("promise", _("約束の鍵"), kind=Kind.WHOLE),
        Column("act", _("何があったか"), codes=dict(PromiseAct.choices)),
        Column("happened_on", _("その日"), kind=Kind.DAY),
        Column("words", _("言葉")),
        Column("evidence", _("確かめられるもの")),
        Column("value", _("測った値"), kind=Kind.DECIMAL),
        Column("due_on", _("新しい期日"), kind=Kind.DAY),
        Column("department", _("移した先の課")),
    ),
    rows=_steps,
    key=("id",),
    path="/promises/",
    theme=Theme.MONEY,
)
