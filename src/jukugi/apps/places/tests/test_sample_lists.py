"""The 120 places of the sample, written as cities write them in both versions of the standard, and brought back."""

import csv
import io
from datetime import datetime

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.places import actions
from jukugi.apps.places.models import Place
from jukugi.core.geo.facilities import read_facilities
from jukugi.core.geo.facility_columns import NEW, OLD
from jukugi.kit.tables import packaged_rows

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 10, tzinfo=timezone.get_default_timezone())
ROWS = packaged_rows("jukugi.apps.places", "places.csv")


@pytest.fixture
def officer():
    city = WardFactory(name="川崎区", code="141313").parent
    Area.objects.filter(pk=city.pk).update(code="141305", name="川崎市")
    for row in {row["ward_code"]: row for row in ROWS}.values():
        if row["ward_code"] != "141313":
            WardFactory(name=row["ward_name"], code=row["ward_code"], parent=city)
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def facility(number: int, row: dict[str, str]) -> dict[str, str]:
    """A place of the sample in the fields of the standard."""
    days = row["open_days"].replace("毎週", "").replace("毎日", "月火水木金土日")
    plain = set(days) <= set("月火水木金土日")
    timed = row["closes_at"] > row["opens_at"]
    return {
        "code": "141305",
        "id": f"{number:04}",
        "government": "神奈川県川崎市",
        "prefecture": "神奈川県",
        "city": f"川崎市{row['ward_name']}",
        "place_code": row["ward_code"],
        "name": row["name"],
        "kana": "ミホン",
        "address": f"神奈川県川崎市{row['ward_name']}{row['anchor_town']}",
        "lat": row["lat"],
        "lon": row["lon"],
        "phone": f"044-200-{number:04}",
        "days": days if plain else "",
        "time_note": "" if plain else row["open_days"],
        "opens": row["opens_at"] if timed else "",
        "closes": row["closes_at"] if timed else "",
        "wheelchair": {"yes": "有", "no": "無"}.get(row["step_free"], ""),
        "wide_toilet": "有" if row["toilet"] == "多目的" else "",
        "barrier_free": "車椅子可" if row["step_free"] == "yes" else "",
    }


def table(columns, *, spoil=None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(ROWS, start=1):
        own = facility(number, row)
        if spoil:
            spoil(own)
        writer.writerow([own.get(name, "") for name in columns.values()])
    return out.getvalue()


def taken(content: bytes, officer):
    brought = actions.bring_list(file_name="一覧.csv", content=content, actor=officer, now=NOW)
    actions.take_list(place_import=brought, actor=officer, now=NOW)
    return brought


def registered() -> set[tuple]:
    return {
        (one.name, one.ward.code, one.address, one.lat, one.lon, one.contact)
        for one in Place.objects.select_related("ward")
    }


EXPECTED = {
    (row["name"], row["ward_code"], row["anchor_town"], float(row["lat"]), float(row["lon"]), f"044-200-{number:04}")
    for number, row in enumerate(ROWS, start=1)
}


@pytest.mark.parametrize("columns", [OLD, NEW], ids=["old", "new"])
def test_all_places_of_the_sample_come_in_from_a_list_in_either_version(columns, officer):
    brought = taken(table(columns).encode("utf-8-sig"), officer)

    assert (brought.read, brought.report["repairs"], brought.report["refused"]) == (120, [], [])
    assert registered() == EXPECTED
    timed = [row for row in ROWS if row["closes_at"] > row["opens_at"]]
    assert Place.objects.filter(hours__isnull=False).distinct().count() > 0.8 * len(timed)


@pytest.mark.parametrize("columns", [OLD, NEW], ids=["old", "new"])
def test_a_list_in_cp932_with_swapped_positions_and_lost_zeros_is_repaired_whole(columns, officer, client):
    def spoil(own: dict[str, str]) -> None:
        own["lat"], own["lon"] = own["lon"], own["lat"]
        own["phone"] = own["phone"].removeprefix("0")
        own["id"] = own["id"].lstrip("0")
        own["code"] = own["code"][:5]

    brought = taken(table(columns, spoil=spoil).encode("cp932"), officer)

    assert registered() == EXPECTED
    words = {line["words"] for line in brought.report["repairs"]}
    assert {"入れ替わっていた緯度と経度を戻した", "頭の0を補った"} <= words
    assert {line["row"] for line in brought.report["repairs"]} == set(range(2, 122))
    heading, *rows = csv.reader(io.StringIO(client.get("/places/places.csv").content.decode("utf-8-sig")))
    assert (heading, len(rows), {len(row) for row in rows}) == (list(NEW), 120, {len(NEW)})
    again = read_facilities(heading, list(enumerate(rows, start=2)), standard="new")
    assert (again.repairs, again.problems, again.refused, again.left_out) == ([], [], [], [])
