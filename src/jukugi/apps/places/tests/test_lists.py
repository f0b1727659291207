import csv
import io
from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.places import actions, errors
from jukugi.apps.places.actions import HoursDraft
from jukugi.apps.places.enums import Known, PlaceAct, PlaceImportState, PlaceState, Toilet
from jukugi.apps.places.models import Place, PlaceImport
from jukugi.apps.places.tests.factories import NOW, listed, proposed
from jukugi.core.geo.facilities import read_facilities
from jukugi.core.geo.facility_columns import NEW
from jukugi.kit.errors import NotAllowed
from jukugi.kit.sheets import open_sheet

pytestmark = pytest.mark.django_db

HEADING = (
    "市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,経度,電話番号,"
    "利用可能曜日,開始時間,終了時間,バリアフリー情報,種別,料金"
)
LIST = f"""{HEADING}
14130,0001,神奈川県,川崎市,見本センター,ミホンセンター,東区見本1-1,139.7031,35.5308,44-200-3111,月曜日〜金曜日,9時,午後5時,スロープ;多目的トイレ,,無料
141305,2,神奈川県,川崎市,見本会館,ﾐﾎﾝｶｲｶﾝ,東区見本1-2,３５．５２９,139.7041,044-200-3112,第2土,１０：００,16:00,,町内会館,1回300円
141305,0003,神奈川県,川崎市,,ミホン,東区見本1-3,35.53,139.70,,,,,,,
141305,0004,神奈川県,川崎市,見本広場,ミホンヒロバ,見本1-4,35.53,139.70,,毎日,0:00,24:00,,公園,
141305,0005,神奈川県,川崎市,見本の家,ミホンノイエ,西区見本1-4,35.53,139.70,,毎日,,,,,
141305,0006,神奈川県,川崎市,はみ出した行
"""


def brought(officer, text: str = LIST, encoding: str = "cp932") -> PlaceImport:
    return actions.bring_list(file_name="一覧.csv", content=text.encode(encoding), actor=officer, now=NOW)


def test_a_list_as_cities_write_it_is_put_right_and_told_before_anything_is_taken():
    east = WardFactory(name="東区")
    WardFactory(name="西区")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user

    found = brought(officer)

    assert not Place.objects.exists()
    assert (found.read, [row["facts"]["name"] for row in found.rows]) == (6, ["見本センター", "見本会館"])
    assert [(one["row"], one["words"].partition("。")[0]) for one in found.report["refused"]] == [
        (4, "名称がありません"),
        (5, "どの区にあるか分かりません"),
        (6, "あなたが受け持つ区ではありません"),
        (7, "列の数が見出しと違います"),
    ]
    words = {(one["row"], one["words"]) for one in found.report["repairs"]}
    assert {
        (2, "入れ替わっていた緯度と経度を戻した"),
        (2, "頭の0を補った"),
        (3, "全角と半角をそろえた"),
    } <= words


def test_what_can_be_taken_enters_the_register_unchecked_and_with_its_history():
    east = WardFactory(name="東区")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user

    ended = actions.take_list(place_import=brought(officer), actor=officer, now=NOW)

    center, hall = Place.objects.order_by("pk")
    assert (ended.state, ended.taken, ended.rows) == (PlaceImportState.DONE, 2, [])
    assert (center.name, center.kind, center.address, center.lat, center.lon) == (
        "見本センター",
        "public",
        "見本1-1",
        35.5308,
        139.7031,
    )
    assert (center.contact, center.step_free, center.toilet, center.is_free) == (
        "044-200-3111",
        Known.YES,
        Toilet.WIDE,
        True,
    )
    assert [(one.weekday, one.opens, one.closes) for one in center.hours.all()] == [
        (day, time(9), time(17)) for day in range(5)
    ]
    assert (hall.kind, hall.cost, hall.reading) == ("hall", "1回300円", "ミホンカイカン")
    assert [(one.weekday, one.weeks) for one in hall.hours.all()] == [(5, "2")]
    assert [(one.state, one.checked_on) for one in (center, hall)] == [(PlaceState.CONFIRMED, None)] * 2
    assert [one.writings.get().act for one in (center, hall)] == [PlaceAct.IMPORTED] * 2
    assert "公共施設一覧（一覧.csv）" in center.source


def test_the_same_list_brought_again_takes_nothing_twice():
    east = WardFactory(name="東区")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user
    first, second = brought(officer), brought(officer)

    actions.take_list(place_import=first, actor=officer, now=NOW)
    later = actions.take_list(place_import=second, actor=officer, now=NOW)
    third = brought(officer)

    assert (later.taken, third.rows, Place.objects.count()) == (0, [], 2)
    with pytest.raises(errors.AlreadyAnswered):
        actions.take_list(place_import=first, actor=officer, now=NOW)


def test_who_keeps_nothing_brings_nothing_and_another_ward_decides_nothing():
    east = WardFactory(name="東区")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user
    other = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user
    found = brought(officer)

    with pytest.raises(NotAllowed):
        brought(RoleFactory(kind=RoleKind.OPERATOR).user)
    for act in (actions.take_list, actions.give_up_list):
        with pytest.raises(NotAllowed):
            act(place_import=found, actor=other, now=NOW)
    ended = actions.give_up_list(place_import=found, actor=RoleFactory().user, now=NOW)

    assert (ended.state, Place.objects.count()) == (PlaceImportState.GIVEN_UP, 0)


def test_what_is_no_list_is_refused_with_why():
    officer = RoleFactory().user

    with pytest.raises(errors.NotAFacilityList):
        brought(officer, "番号,住所\n1,見本\n")
    with pytest.raises(errors.NotAFacilityList):
        brought(officer, "")
    with pytest.raises(errors.FileTooLarge):
        actions.bring_list(file_name="x.csv", content=b"x" * (6 * 1024 * 1024), actor=officer, now=NOW)


def test_the_desk_shows_the_report_and_takes_the_list():
    east = WardFactory(name="東区")
    desk = Client()
    desk.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user)
    file = SimpleUploadedFile("一覧.csv", LIST.encode("cp932"))

    here = desk.post("/desk/places/imports/", {"file": file}).url
    page = desk.get(here).content.decode().replace("<wbr>", "")
    report = desk.get(f"{here}report.csv").content.decode("utf-8-sig")
    desk.post(f"{here}take/")

    assert "6行のうち、2か所を取り込めます" in page
    assert "入れ替わっていた緯度と経度を戻した" in page
    assert "名称がありません" in report
    assert Place.objects.count() == 2
    assert "2か所を取り込みました" in desk.get(here).content.decode().replace("<wbr>", "")


def test_the_register_is_given_out_in_the_columns_of_the_standard_and_reads_back_without_a_repair(client):
    city = CityFactory(code="141305", name="川崎市")
    ward = WardFactory(parent=city, code="141313", name="川崎区")
    listed(
        ward,
        reading="ミホンカフェ",
        step_free=Known.YES,
        toilet=Toilet.WIDE,
        cost="100円",
        is_free=False,
        contact="044-200-3111",
        contact_agreed=True,
    )
    listed(ward, name="見本会館", reading="ミホンカイカン", hours=(HoursDraft(5, time(10), time(12), "24"),))
    listed(ward, name="=見本の家", lat=None, lon=None, hours=())
    proposed(ward, name="まだの家")

    content = client.get("/places/places.csv").content
    sheet = open_sheet(content)
    again = read_facilities(sheet.header, [(line, list(row.values())) for line, row in sheet.rows])

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert list(rows[0]) == list(NEW)
    assert [row["名称"] for row in rows] == ["見本カフェ", "見本会館", "'=見本の家"]
    assert (rows[0]["利用可能曜日"], rows[0]["開始時間"], rows[0]["車椅子可"], rows[0]["電話番号"]) == (
        "火",
        "10:00",
        "有",
        "044-200-3111",
    )
    assert rows[1]["利用可能時間特記事項"] == "第2土;第4土"
    assert (again.standard_read, again.repairs, again.problems, again.refused, again.missing) == ("new", [], [], [], {})


def test_points_on_a_map_are_those_of_the_list_alone(client):
    ward = WardFactory(name="東区")
    listed(ward, is_rough=True)
    listed(ward, name="位置なし", lat=None, lon=None)
    proposed(ward)

    found = client.get("/places/places.geojson").json()["features"]

    assert [(one["properties"]["name"], one["geometry"]["coordinates"]) for one in found] == [
        ("見本カフェ", [139.73, 35.53])
    ]


def test_who_brought_a_list_and_keeps_that_ward_no_more_does_not_decide_on_it():
    east, west = WardFactory(name="東区"), WardFactory(name="西区")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=east).user
    found = brought(officer)

    officer.roles.update(area=west)
    with pytest.raises(NotAllowed):
        actions.take_list(place_import=found, actor=officer, now=NOW)
    officer.roles.all().delete()
    with pytest.raises(NotAllowed):
        actions.give_up_list(place_import=found, actor=officer, now=NOW)

    assert not Place.objects.exists()
