"""What citizens do together, and the small funds of wards, for anybody to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.apps.circles.enums import CircleStep, FundState
from jukugi.apps.circles.models import Circle, StepWriting, WardFund
from jukugi.apps.circles.queries.funding import public_requests
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("circles", CIRCLES, order=75)
    open_tables.register("circle_steps", STEPS, order=76)
    open_tables.register("ward_funds", FUNDS, order=77)
    open_tables.register("fund_requests", REQUESTS, order=78)


def _circles() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Circle.objects.public()
        .order_by("pk")
        .values_list(
            "pk",
            "title",
            "about",
            "ward__code",
            "issue",
            "place",
            "statement",
            "step",
            "welcomes",
            "began_at",
            "is_sample",
        )
    )
    return rows.iterator(chunk_size=2000)


def _steps() -> Iterator[tuple[Cell, ...]]:
    rows = StepWriting.objects.filter(circle__is_hidden=False).order_by("pk")
    return rows.values_list("pk", "circle", "step", "text", "said_on").iterator(chunk_size=2000)


def _funds() -> Iterator[tuple[Cell, ...]]:
    rows = WardFund.objects.order_by("pk").values_list(
        "pk", "ward__code", "fiscal_year", "sum_yen", "most_yen", "pays_for", "pays_not_for", "closes_on", "is_sample"
    )
    return rows.iterator(chunk_size=2000)


def _requests() -> Iterator[tuple[Cell, ...]]:
    """Of a circle that is hidden, the money stays in the list, and its words do not."""
    rows = (
        public_requests()
        .order_by("pk")
        .values_list(
            "pk",
            "fund",
            "circle",
            "circle__is_hidden",
            "what",
            "ask_yen",
            "state",
            "grant_yen",
            "decided_at",
            "paid_on",
            "report__used_yen",
            "report__left_yen",
            "is_sample",
        )
    )
    for row in rows.iterator(chunk_size=2000):
        is_hidden = row[3]
        yield (*row[:2], None if is_hidden else row[2], "" if is_hidden else row[4], *row[5:])


CIRCLES = OpenTable(
    title=_("市民の活動"),
    about=_("市民が一緒に始めた活動と、いまの歩み。だれが入っているかは載りません。"),
    columns=(
        Column("id", _("活動の番号"), kind=Kind.WHOLE),
        Column("title", _("名前")),
        Column("about", _("何をするか")),
        Column("ward", _("区域コード"), _("空は市全体")),
        Column("issue", _("もとの論点の番号"), kind=Kind.WHOLE),
        Column("place", _("もとの居場所の番号"), kind=Kind.WHOLE),
        Column("statement", _("もとの意見文の鍵"), kind=Kind.WHOLE),
        Column("step", _("いまの歩み"), codes=dict(CircleStep.choices)),
        Column("welcomes", _("仲間を迎えているか"), kind=Kind.FLAG),
        Column("began_at", _("始まった時"), kind=Kind.MOMENT),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_circles,
    key=("id",),
    rule=_("伏せている活動は入りません。"),
    path="/circles/",
)
STEPS = OpenTable(
    title=_("市民の活動の歩み"),
    about=_("活動がどこまで来たかを、活動している人が書いたもの。足すだけで、書き換えません。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("circle", _("活動の番号"), kind=Kind.WHOLE),
        Column("step", _("歩み"), codes=dict(CircleStep.choices)),
        Column("text", _("言葉")),
        Column("said_on", _("その日"), kind=Kind.DAY),
    ),
    rows=_steps,
    key=("id",),
    path="/circles/",
)
FUNDS = OpenTable(
    title=_("小さな基金"),
    about=_("区ごと、年度ごとの、市民の活動のためのお金と決まり。"),
    columns=(
        Column("id", _("基金の番号"), kind=Kind.WHOLE),
        Column("ward", _("区域コード")),
        Column("fiscal_year", _("年度"), kind=Kind.WHOLE),
        Column("sum_yen", _("全体の額"), unit=_("円"), kind=Kind.WHOLE),
        Column("most_yen", _("一つの活動への上限"), unit=_("円"), kind=Kind.WHOLE),
        Column("pays_for", _("使えること")),
        Column("pays_not_for", _("使えないこと")),
        Column("closes_on", _("申し込みの終わりの日"), kind=Kind.DAY),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_funds,
    key=("id",),
    path="/circles/",
)
DECIDED = (FundState.GRANTED, FundState.DECLINED, FundState.PAID, FundState.REPORTED)
REQUESTS = OpenTable(
    title=_("小さな基金の決定"),
    about=_("どの活動に、いくら出すと決めたか。出さないと決めたものも、使った額と返した額も入ります。"),
    columns=(
        Column("id", _("申し込みの番号"), kind=Kind.WHOLE),
        Column("fund", _("基金の番号"), kind=Kind.WHOLE),
        Column("circle", _("活動の番号"), _("空は、伏せている活動"), kind=Kind.WHOLE),
        Column("what", _("何をするか")),
        Column("ask_yen", _("申し込んだ額"), unit=_("円"), kind=Kind.WHOLE),
        Column("state", _("状態"), codes={state.value: state.label for state in DECIDED}),
        Column("grant_yen", _("出すと決めた額"), unit=_("円"), kind=Kind.WHOLE),
        Column("decided_at", _("決めた時"), kind=Kind.MOMENT),
        Column("paid_on", _("渡した日"), kind=Kind.DAY),
        Column("used_yen", _("使った額"), unit=_("円"), kind=Kind.WHOLE),
        Column("left_yen", _("返した額"), unit=_("円"), kind=Kind.WHOLE),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_requests,
    key=("id",),
    rule=_("決まる前の申し込みは入りません。"),
    path="/circles/",
)
