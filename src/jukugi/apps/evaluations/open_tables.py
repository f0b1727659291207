"""Reviews of past measures: what was judged, how, and what was found, for anybody to take along."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from jukugi.apps.evaluations.enums import FindingKind, ReviewState, SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, ReviewedMeasure, SheetVerdict
from jukugi.apps.evaluations.queries.verdicts import FEW
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("reviewed_measures", MEASURES, order=53)
    open_tables.register("verdicts", VERDICTS, order=54)
    open_tables.register("findings", FINDINGS, order=55)


def _measures() -> Iterator[tuple[Cell, ...]]:
    rows = ReviewedMeasure.objects.filter(review__process__is_draft=False).exclude(review__state=ReviewState.PREPARED)
    told = rows.order_by("review", "position").values_list(
        "pk",
        "review",
        "review__title",
        "review__state",
        "review__opens_on",
        "review__closes_on",
        "policy__name",
        "years",
        "aim",
        "review__is_sample",
    )
    return told.iterator(chunk_size=2000)


def _verdicts() -> Iterator[tuple[Cell, ...]]:
    """Of published reviews. Two queries; as many sums are held as measures have sides."""
    public = {"review__process__is_draft": False, "review__state": ReviewState.PUBLISHED}
    sheets = EvaluationSheet.objects.standing().filter(**{f"measure__{name}": to for name, to in public.items()})
    sent = {(m, s): n for m, s, n in sheets.order_by().values_list("measure", "side").annotate(Count("pk"))}
    rows = SheetVerdict.objects.exclude(sheet__state=SheetState.REPLACED)
    rows = rows.filter(**{f"sheet__measure__{name}": to for name, to in public.items()})
    by = ("sheet__measure", "criterion__position", "criterion__name", "sheet__side")
    counts = {f"n_{verdict.value}": Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict}
    for row in rows.order_by(*by).values_list(*by).annotate(**counts).iterator(chunk_size=2000):
        told, of_side = row[4:], sent.get((row[0], row[3]), 0)
        few = of_side < FEW
        yield (*row[:4], None if few else of_side, *([None] * len(told) if few else told))


_findings = QueryRows(
    Finding.objects.public,
    fields=(
        "pk",
        "review",
        "review__title",
        "number",
        "measure__policy__name",
        "kind",
        "title",
        "text",
        "dissent",
        "approved_at",
    ),
    order=("review", "number"),
    by=("review",),
)


MEASURES = OpenTable(
    title=_("検証した施策"),
    about=_("どの施策を、いつ、どの検証で振り返っているか。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("review", _("検証の番号"), kind=Kind.WHOLE),
        Column("review_title", _("検証")),
        Column("state", _("検証の状態"), codes=dict(ReviewState.choices)),
        Column("opens_on", _("受付の始まりの日"), kind=Kind.DAY),
        Column("closes_on", _("受付の終わりの日"), kind=Kind.DAY),
        Column("measure", _("施策")),
        Column("years", _("いつの施策か")),
        Column("aim", _("何のためだったか")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_measures,
    key=("id",),
    path="/evaluations/",
    theme=Theme.VOICES,
)
VERDICTS = OpenTable(
    title=_("施策への評価"),
    about=_("観点と立場ごとに、どう評価したか。公表した検証のもの。一つの点数にはまとめません。"),
    columns=(
        Column("measure", _("検証した施策の番号"), kind=Kind.WHOLE),
        Column("position", _("観点の順"), kind=Kind.WHOLE),
        Column("criterion", _("観点")),
        Column("side", _("立場"), codes=dict(Side.choices)),
        Column("sheets", _("その立場から届いた評価シート"), unit=_("通"), kind=Kind.WHOLE),
        *(Column(verdict.value, verdict.label, unit=_("通"), kind=Kind.WHOLE) for verdict in Verdict),
    ),
    rows=_verdicts,
    key=("measure", "position", "side"),
    rule=_("評価シートが5通より少ない立場の数は、空です。自分から寄せた人の評価で、市民全体の割合ではありません。"),
    path="/evaluations/",
    theme=Theme.VOICES,
    is_live=False,
)
FINDINGS = OpenTable(
    title=_("検証で分かったこと"),
    about=_("これまでの施策の検証で分かったことと、ちがう見方。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("review", _("検証の番号"), kind=Kind.WHOLE),
        Column("review_title", _("検証")),
        Column("number", _("分かったことの番号"), _("検証の中で"), kind=Kind.WHOLE),
        Column("measure", _("施策"), _("空は、検証の全体について")),
        Column("kind", _("種類"), codes=dict(FindingKind.choices)),
        Column("title", _("分かったこと")),
        Column("text", _("説明")),
        Column("dissent", _("ちがう見方")),
        Column("approved_at", _("承認した時"), kind=Kind.MOMENT),
    ),
    rows=_findings,
    key=("id",),
    path="/evaluations/",
    theme=Theme.VOICES,
    is_live=False,
)
