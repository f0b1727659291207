"""The sample city: Kawasaki and its seven wards, with the counts of the 2020 census."""

from datetime import date, datetime
from importlib import resources

from django.utils.translation import gettext as _

from jukugi.apps.areas.actions import import_population
from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.kit.tables import packaged_rows

SOURCES = {
    "速報": "令和2年国勢調査 速報（川崎市）",
    "導出": "令和2年国勢調査 速報（川崎市）の2区計402,742人を、前後の人口の比で分けた推計",
}
POPULATION_SOURCE = "令和2年国勢調査の区ごとの人口から、見本のために年齢と性別に分けた推計（見本データ）"


def load_sample(now: datetime) -> str:
    """Put the city and its wards in place; run again, it changes nothing. Returns a sentence for the operator."""
    city: Area | None = None
    rows = packaged_rows("jukugi.apps.areas", "wards.csv")
    for row in rows:
        area, _created = Area.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "name_kana": row["name_kana"],
                "name_en": row["name_en"],
                "level": row["level"],
                "parent": city,
                "lane_order": int(row["lane_order"]),
                "tile_col": int(row["tile_col"]) if row["tile_col"] else None,
                "tile_row": int(row["tile_row"]) if row["tile_row"] else None,
                "population": int(row["population_2020"]),
                "population_as_of": date(2020, 10, 1),
                "population_source": SOURCES[row["population_2020_kind"]],
            },
        )
        city = city or area
    _load_population()
    return _("区域：%(count)d件（市と区）") % {"count": len(rows)}


def _load_population() -> None:
    """People by age and sex, reckoned for the sample from the counts of the wards; not from a register."""
    if not PopulationCount.objects.exists():
        content = resources.files("jukugi.apps.areas").joinpath("sample_data", "population_sample.csv").read_bytes()
        import_population(content, source=POPULATION_SOURCE, is_sample=True)
