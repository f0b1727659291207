"""Who lives where, in the columns of the standard (地域・年齢別人口), for anybody to take along."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.enums import CountedSex
from jukugi.apps.areas.models import PopulationCount
from jukugi.apps.areas.queries import city_area
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files, rows_as_csv

SEXES = ((CountedSex.MALE, "男性"), (CountedSex.FEMALE, "女性"))
LAST = 85
AGES = tuple(range(0, LAST + 1, 5))
HEAD = ("全国地方公共団体コード", "地域コード", "地方公共団体名", "調査年月日", "地域名", "総人口", "男性", "女性")
TAIL = ("世帯数", "備考")


def _band(age: int) -> str:
    return f"{age}歳以上" if age == LAST else f"{age}-{age + 4}歳"


COLUMNS = (*HEAD, *(f"{_band(age)}の{words}" for age in AGES for _sex, words in SEXES), *TAIL)
"""地域・年齢別人口 of 自治体標準オープンデータセット: bands of five years."""

Row = tuple[str, str, date, int, int | None, str, int, bool]


def register() -> None:
    open_files.register("population", POPULATION, order=11)


def population_rows() -> Iterator[list[str]]:
    """The headings of the standard, then a line for each area. Two queries.

    A band that reaches over several of the standard's cannot be told apart: then these cells are empty, and the whole
    is told.
    """
    yield list(COLUMNS)
    city = city_area()
    rows = PopulationCount.objects.order_by("area__code", "as_of", "age_from", "sex").values_list(
        "area__code", "area__name", "as_of", "age_from", "age_to", "sex", "people", "is_sample"
    )
    for (code, name, as_of), group in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[:3]):
        own = list(group)
        people = {sex: sum(row[6] for row in own if row[5] == sex) for sex, _words in SEXES}
        told = [_people(own, age, sex) for age in AGES for sex, _words in SEXES]
        yield [
            city.code if city is not None else "",
            code,
            city.name if city is not None else settings.CITY_NAME,
            as_of.isoformat(),
            name,
            str(sum(people.values())),
            *(str(people[sex]) for sex, _words in SEXES),
            *told,
            "",
            "見本データ" if any(row[7] for row in own) else "",
        ]


def _people(rows: list[Row], age: int, sex: str) -> str:
    """Of one band of the standard; "" where nothing was counted, or a count reaches beyond it."""
    last = None if age == LAST else age + 4
    own = [row for row in rows if row[5] == sex and _overlaps(row[3], row[4], age, last)]
    if not own or any(row[3] < age or (last is not None and (row[4] is None or row[4] > last)) for row in own):
        return ""
    return str(sum(row[6] for row in own))


def _overlaps(age_from: int, age_to: int | None, first: int, last: int | None) -> bool:
    return (last is None or age_from <= last) and (age_to is None or age_to >= first)


def _files() -> Iterator[OpenFile]:
    yield OpenFile("population.csv", _("地域・年齢別人口"), content=lambda: rows_as_csv(population_rows()))


POPULATION = OpenFiles(
    title=_("地域・年齢別人口（標準の列）"),
    about=_("区域ごとの人口を、全国の自治体と同じ列（自治体標準オープンデータセット）で。年齢は5歳ごとです。"),
    form="CSV",
    media_type="text/csv",
    files=_files,
    rule=_("取り込んだ人口の年齢の区切りが5歳ごとより粗いところは、空です。"),
)
