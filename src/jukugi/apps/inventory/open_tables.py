"""What the city asks of neighbourhood associations, and what was decided of it, for anybody to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.apps.inventory.enums import Basis, Carrier, Category, RequestChannel, RequestState
from jukugi.apps.inventory.models import AdminRequest, Decision
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, open_tables

TOLD = (RequestState.ACTIVE, RequestState.ENDED)


def register() -> None:
    open_tables.register("errands", ERRANDS, order=33)
    open_tables.register("errand_decisions", DECISIONS, order=34)


def _errands() -> Iterator[tuple[Cell, ...]]:
    rows = (
        AdminRequest.objects.told()
        .order_by("pk")
        .values_list(
            "pk",
            "title",
            "category",
            "department__name",
            "purpose",
            "basis",
            "basis_note",
            "months",
            "times_per_year",
            "people_per_time",
            "hours_per_person",
            "per_households",
            "carrier",
            "channel",
            "payment",
            "state",
            "ended_on",
            "is_sample",
        )
    )
    for row in rows.iterator(chunk_size=2000):
        yield (*row[:7], " ".join(str(month) for month in row[7]), *row[8:])


def _decisions() -> Iterator[tuple[Cell, ...]]:
    rows = Decision.objects.standing().filter(admin_request__state__in=TOLD).order_by("pk")
    told = rows.values_list(
        "pk",
        "admin_request",
        "kind__name",
        "reason",
        "decided_on",
        "starts_on",
        "owner__name",
        "promised_low",
        "promised",
        "promised_high",
        "is_sample",
    )
    return told.iterator(chunk_size=2000)


ERRANDS = OpenTable(
    title=_("行政依頼事務"),
    about=_("市が町内会・自治会に頼んでいること（棚卸し）。手間は、頼む課の見積もりです。"),
    columns=(
        Column("id", _("依頼の番号"), kind=Kind.WHOLE),
        Column("title", _("依頼")),
        Column("category", _("仕事の種類"), codes=dict(Category.choices)),
        Column("department", _("頼む課")),
        Column("purpose", _("何のために")),
        Column("basis", _("根拠"), codes=dict(Basis.choices)),
        Column("basis_note", _("根拠の説明")),
        Column("months", _("頼む月"), _("月を空白で区切ります。空は、分からない")),
        Column(
            "times_per_year", _("一年の回数"), _("1より小さいものは、毎年ではありません"), _("回"), kind=Kind.DECIMAL
        ),
        Column("people_per_time", _("一回の人数"), unit=_("人"), kind=Kind.DECIMAL),
        Column("hours_per_person", _("一人の時間"), unit=_("時間"), kind=Kind.DECIMAL),
        Column(
            "per_households", _("何世帯ごとの人数か"), _("空は、団体の大きさによらない"), _("世帯"), kind=Kind.WHOLE
        ),
        Column("carrier", _("だれが運ぶか"), codes=dict(Carrier.choices)),
        Column("channel", _("頼み方"), codes=dict(RequestChannel.choices)),
        Column("payment", _("支払い")),
        Column("state", _("状態"), codes={state.value: state.label for state in TOLD}),
        Column("ended_on", _("終わった日"), kind=Kind.DAY),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_errands,
    key=("id",),
    rule=_(
        "確かめている途中の依頼は入りません。団体が答えた手間は、5団体より少ないと示さない決まりなので、依頼のページにあります。"
    ),
    path="/requests/",
)
DECISIONS = OpenTable(
    title=_("行政依頼事務の決め方"),
    about=_("見直しで、やめる、減らすなどと決めたことと、その理由。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("errand", _("依頼の番号"), kind=Kind.WHOLE),
        Column("decision", _("どうするか")),
        Column("reason", _("理由")),
        Column("decided_on", _("決めた日"), kind=Kind.DAY),
        Column("starts_on", _("始まる日"), kind=Kind.DAY),
        Column("department", _("受け持つ課")),
        Column(
            "promised_low", _("減ると見込む手間（少なめ）"), _("すべての団体の一年の合計"), _("時間"), kind=Kind.DECIMAL
        ),
        Column("promised", _("減ると見込む手間"), _("すべての団体の一年の合計"), _("時間"), kind=Kind.DECIMAL),
        Column(
            "promised_high", _("減ると見込む手間（多め）"), _("すべての団体の一年の合計"), _("時間"), kind=Kind.DECIMAL
        ),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_decisions,
    key=("id",),
    path="/requests/",
)
