"""Wards and school districts, and how many people live there, for anybody to take along."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.enums import AreaLevel, CountedSex
from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("areas", AREAS, order=10)
    open_tables.register("population", POPULATION, order=11)


_areas = QueryRows(
    Area.objects.all,
    fields=("code", "name", "name_kana", "name_en", "level", "parent__code", "population", "population_as_of"),
    order=("code",),
    by=("parent",),
)

_population = QueryRows(
    PopulationCount.objects.all,
    fields=("area__code", "as_of", "age_from", "age_to", "sex", "people", "source", "is_sample"),
    order=("area__code", "as_of", "age_from", "sex"),
)


AREAS = OpenTable(
    title=_("区域"),
    about=_("市、区、学校区と、人口。"),
    columns=(
        Column("code", _("区域コード")),
        Column("name", _("名前")),
        Column("kana", _("読み")),
        Column("name_en", _("英語の名前")),
        Column("level", _("広さ"), codes=dict(AreaLevel.choices)),
        Column("parent", _("含む区域"), _("区域コード")),
        Column("population", _("人口"), unit=_("人"), kind=Kind.WHOLE),
        Column("population_as_of", _("人口の日"), kind=Kind.DAY),
    ),
    rows=_areas,
    key=("code",),
)
POPULATION = OpenTable(
    title=_("地域・年齢別人口"),
    about=_("区域、年齢、性別ごとに住んでいる人の数。市が公表したものを取り込んだ数です。"),
    columns=(
        Column("area", _("区域コード")),
        Column("as_of", _("いつの数か"), kind=Kind.DAY),
        Column("age_from", _("年齢（から）"), unit=_("歳"), kind=Kind.WHOLE),
        Column("age_to", _("年齢（まで）"), _("空は、それより上のすべて"), _("歳"), kind=Kind.WHOLE),
        Column("sex", _("性別"), codes=dict(CountedSex.choices)),
        Column("people", _("人数"), unit=_("人"), kind=Kind.WHOLE),
        Column("source", _("出典")),
        Column("is_sample", _("見本か"), _("1は、つくりものの数"), kind=Kind.FLAG),
    ),
    rows=_population,
    key=("area", "as_of", "age_from", "sex"),
)
