"""Gathering places, for anybody to take along; the standard's own form stands at ``/places/table.csv``."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.places.enums import Known, PlaceKind, PlaceState, Toilet
from jukugi.apps.places.models import Place
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("places", PLACES, order=90)


_places = QueryRows(
    Place.objects.public,
    fields=(
        "pk",
        "name",
        "reading",
        "kind",
        "ward__code",
        "district__code",
        "address",
        "lat",
        "lon",
        "is_rough",
        "step_free",
        "toilet",
        "hearing_loop",
        "is_free",
        "cost",
        "welcome",
        "state",
        "checked_on",
        "is_sample",
    ),
    order=("pk",),
    by=("ward", "district"),
)


PLACES = OpenTable(
    title=_("居場所"),
    about=_("ふらっと寄れる所、集まれる所。区の担当が確かめたものです。国の標準の形は「公共施設一覧」にあります。"),
    columns=(
        Column("id", _("居場所の番号"), kind=Kind.WHOLE),
        Column("name", _("名前")),
        Column("reading", _("読み")),
        Column("kind", _("種類"), codes=dict(PlaceKind.choices)),
        Column("ward", _("区の区域コード")),
        Column("district", _("学校区の区域コード")),
        Column("address", _("住所")),
        Column("lat", _("緯度"), unit=_("度"), kind=Kind.DECIMAL),
        Column("lon", _("経度"), unit=_("度"), kind=Kind.DECIMAL),
        Column("is_rough", _("およその場所か"), _("1は、頼まれて、およその場所だけを残したもの"), kind=Kind.FLAG),
        Column("step_free", _("段差がないか"), codes=dict(Known.choices)),
        Column("toilet", _("車いすのトイレ"), codes=dict(Toilet.choices)),
        Column("hearing_loop", _("聞こえの支援"), codes=dict(Known.choices)),
        Column("is_free", _("無料か"), _("空は、分からない"), kind=Kind.FLAG),
        Column("cost", _("費用")),
        Column("welcome", _("だれが来てよいか")),
        Column("state", _("状態"), codes=dict(PlaceState.choices)),
        Column("checked_on", _("最後に確かめた日"), kind=Kind.DAY),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_places,
    key=("id",),
    rule=_("確かめる前のものと、断られたものは入りません。"),
    path="/places/",
)
