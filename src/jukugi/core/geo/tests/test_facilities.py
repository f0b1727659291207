import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.geo import facility_cells as cells
from jukugi.core.geo.facilities import read_facilities
from jukugi.core.geo.facility_codes import PREFECTURES, check_digit, is_code, possible_codes
from jukugi.core.geo.facility_columns import NEW, OLD
from jukugi.core.geo.facility_positions import position


def test_codes_carry_the_check_digit_that_the_ministry_gives_them():
    published = ["010006", "011002", "131016", "131199", "141003", "141305", "141313", "231002", "273015", "473821"]

    assert [code for code in published if not is_code(code)] == []
    assert [is_code(code) for code in ("141314", "480002", "14130", "１４１３０５")] == [False] * 4
    assert len(PREFECTURES) == 47


@given(st.integers(1, 47), st.integers(0, 999))
def test_a_code_that_lost_its_first_zero_or_its_check_digit_is_among_those_possible(prefecture, rest):
    five = f"{prefecture:02}{rest:03}"
    code = five + check_digit(five)

    assert code in possible_codes(code)
    assert code in possible_codes(code.lstrip("0") if prefecture > 9 or code[1] != "0" else code)
    assert code in possible_codes(five.lstrip("0"))


@pytest.mark.parametrize(
    ("typed", "day", "rest"),
    [
        ("月火水", "月火水", ""),
        ("月;水;金", "月水金", ""),
        ("土・日", "土日", ""),
        ("月曜日～金曜日", "月火水木金", ""),
        ("月〜金", "月火水木金", ""),
        ("金から月", "月金土日", ""),
        ("Mon-Fri", "月火水木金", ""),
        ("Sat, Sun", "土日", ""),
        ("平日", "月火水木金", ""),
        ("毎日", "月火水木金土日", ""),
        ("毎週土", "土", ""),
        ("年中無休", "月火水木金土日", ""),
        ("第2土;第4土", "土", "第2土;第4土"),
        ("水(放課後)", "水", "水(放課後)"),
        ("土日祝", "土日", "土日祝"),
        ("土日祝日", "土日", "土日祝日"),
        ("第1日", "日", "第1日"),
        ("土曜日・日曜日", "土日", ""),
        ("火と木", "火木", ""),
        ("月曜及び祝日休館", "火水木金土日", "月曜及び祝日休館"),
        ("月曜休館", "火水木金土日", "月曜休館"),
        ("月曜日を除く", "火水木金土日", "月曜日を除く"),
        ("", "", ""),
    ],
)
def test_days_of_the_week_are_read_and_what_they_cannot_tell_is_kept(typed, day, rest):
    cell, kept = cells.days(typed)

    assert (cell.value, kept, cell.problem) == (day, rest, "")


@pytest.mark.parametrize("typed", ["予約日のみ", "4月から", "開館日は電話で", "料金による", "年末年始休"])
def test_words_without_a_day_are_kept_and_told(typed):
    cell, kept = cells.days(typed)

    assert (cell.value, cell.problem, kept) == ("", "no_day", typed)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:00", "09:00"),
        ("09:00", "09:00"),
        ("９：３０", "09:30"),
        ("9時", "09:00"),
        ("9時30分", "09:30"),
        ("9時半", "09:30"),
        ("午後5時", "17:00"),
        ("午前9:15", "09:15"),
        ("正午", "12:00"),
        ("5:30 PM", "17:30"),
        ("0900", "09:00"),
        ("17", "17:00"),
        ("09:00:00", "09:00"),
        ("24:00", "24:00"),
        ("25:00", ""),
        ("夕方", ""),
        ("", ""),
    ],
)
def test_times_are_read_in_the_ways_that_people_write_them(typed, time):
    cell = cells.clock(typed)

    assert (cell.value, cell.problem) == (time, "not_a_time" if typed and not time else "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("35.5287", "139.73234"), ("35.5287", "139.73234")),
        (("139.73234", "35.5287"), ("35.5287", "139.73234")),
        (("３５．５２８７", "139.73234"), ("35.5287", "139.73234")),
        (("35,5287", "139,73234"), ("35.5287", "139.73234")),
        (("35°31′43.3″", "139°43′56.4″"), ("35.528694", "139.732333")),
        (("北緯35度31分43.3秒", "東経139度43分56.4秒"), ("35.528694", "139.732333")),
        (("353143.3", "1394356.4"), ("35.528694", "139.732333")),
        (("35.5287, 139.73234", ""), ("35.5287", "139.73234")),
        (("", ""), ("", "")),
    ],
)
def test_positions_are_read_and_put_the_right_way_round(typed, found):
    assert tuple(cell.value for cell in position(*typed)) == found
    assert [cell.problem for cell in position(*typed)] == ["", ""]


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        (("35.5", ""), ["half_a_position", ""]),
        (("北", "139.7"), ["not_a_degree", "half_a_position"]),
        (("0", "0"), ["outside_japan", "outside_japan"]),
        (("51.5", "-0.1"), ["half_a_position", "not_a_degree"]),
        (("35°71′00″", "139.7"), ["not_a_degree", "half_a_position"]),
    ],
)
def test_a_position_that_cannot_be_is_empty_and_told(typed, problems):
    assert [cell.problem for cell in position(*typed)] == problems
    assert [cell.value for cell in position(*typed)] == ["", ""]


@pytest.mark.parametrize(
    ("read", "typed", "value", "problem"),
    [
        (cells.phone, "44-200-3111", "044-200-3111", ""),
        (cells.phone, "442003111", "0442003111", ""),
        (cells.phone, "9012345678", "09012345678", ""),
        (cells.phone, "（０４４）２００－３１１１", "(044)200-3111", ""),
        (cells.phone, "内線のみ", "", "not_a_phone"),
        (cells.postcode, "〒210-0007", "2100007", ""),
        (cells.postcode, "600001", "0600001", ""),
        (cells.postcode, "12", "", "not_a_number_of_its_kind"),
        (cells.digits_of, "1.41313E+05", "141313", ""),
        (cells.digits_of, "1.23E+12", "", "digits_lost"),
        (cells.digits_of, "141313.0", "141313", ""),
        (cells.kana, "ｶﾜｻｷｼﾔｸｼｮ", "カワサキシヤクショ", ""),
        (cells.kana, "かわさき", "カワサキ", ""),
        (cells.flag, "○", "有", ""),
        (cells.flag, "No", "無", ""),
        (cells.flag, "不明", "", ""),
        (cells.flag, "たぶん", "", "not_a_flag"),
        (cells.web_address, "ｈｔｔｐｓ：／／example.jp/", "https://example.jp/", ""),
        (cells.web_address, "なし", "", "not_a_web_address"),
        (cells.mail_address, "a＠example.jp", "a@example.jp", ""),
    ],
)
def test_cells_are_put_into_the_form_of_the_standard_or_told(read, typed, value, problem):
    cell = read(typed)

    assert (cell.value, cell.problem) == (value, problem)
    assert bool(cell.steps) or cell.value == typed or bool(problem)


ROW = {
    "都道府県コード又は市区町村コード": "141305",
    "NO": "0000000001",
    "都道府県名": "神奈川県",
    "市区町村名": "川崎市",
    "名称": "見本センター",
    "名称_カナ": "ミホンセンター",
    "住所": "神奈川県川崎市川崎区見本1-1",
    "緯度": "35.5308",
    "経度": "139.7031",
    "利用可能曜日": "月火水木金",
    "開始時間": "09:00",
    "終了時間": "17:00",
    "バリアフリー情報": "車椅子可;多目的トイレ;手すり",
}


def read(*rows, columns=OLD, **more):
    header = list(columns)
    return read_facilities(header, [(n, [row.get(c, "") for c in header]) for n, row in enumerate(rows, 2)], **more)


def test_a_list_in_the_form_of_the_standard_comes_out_as_it_went_in():
    found = read(ROW)

    assert (found.standard_read, found.standard) == ("old", "old")
    assert found.rows == [[ROW.get(column, "") for column in OLD]]
    assert (found.repairs, found.problems, found.refused, found.missing) == ([], [], [], {})


def test_the_old_version_becomes_the_new_one_and_comes_back():
    new = read(ROW, standard="new")
    facility = dict(zip(NEW, new.rows[0], strict=True))
    back = read_facilities(list(NEW), [(2, new.rows[0])], standard="old")

    assert facility["全国地方公共団体コード"] == "141305"
    assert facility["地方公共団体名"] == "神奈川県川崎市"
    assert facility["所在地_連結表記"] == ROW["住所"]
    assert (facility["車椅子可"], facility["バリアフリートイレ"]) == ("有", "有")
    assert facility["備考"] == "バリアフリー情報：手すり"
    again = dict(zip(OLD, back.rows[0], strict=True))
    assert again["バリアフリー情報"] == "車椅子可;バリアフリートイレ"
    kept = set(ROW) - {"バリアフリー情報"}
    assert {column: again[column] for column in kept} == {column: ROW[column] for column in kept}


def test_codes_are_put_right_by_the_name_of_the_prefecture_or_by_where_the_place_lies():
    northern = {"緯度": "43.06", "経度": "141.35", "都道府県名": "", "市区町村名": "", "住所": ""}

    found = read(
        ROW | {"都道府県コード又は市区町村コード": "14133"},
        ROW | northern | {"都道府県コード又は市区町村コード": "14133", "NO": "0000000002"},
        ROW | {"都道府県コード又は市区町村コード": "999999", "NO": "3"},
    )

    assert [row[0] for row in found.rows] == ["141330", "014133", ""]
    assert found.rows[2][1] == "0000000003"
    assert [(each.row, each.code) for each in found.problems] == [(4, "not_a_code"), (3, "far_away")]


def test_rows_without_a_name_and_repeated_rows_are_refused_and_repeated_ids_told():
    found = read(ROW, ROW, ROW | {"名称": " "}, ROW | {"名称": "ほかのセンター"})

    assert [(each.row, each.code) for each in found.refused] == [(3, "repeated_row"), (4, "no_name")]
    assert [(each.row, each.code) for each in found.problems] == [(4, "repeated_id"), (5, "repeated_id")]
    assert [row[4] for row in found.rows] == ["見本センター", "ほかのセンター"]


def test_headings_of_other_cities_are_known_and_unknown_ones_are_told():
    header = ["施設名", "Ｌatitude", "経 度", "種別", "階数", "開館時間"]

    found = read_facilities(header, [(2, ["見本館", "35.53", "139.70", "会館", "3", "9:00〜17:00"])])

    facility = dict(zip(NEW, found.rows[0], strict=True))
    assert (found.standard_read, found.standard, found.left_out) == (None, "new", ["階数"])
    assert (facility["名称"], facility["緯度"], facility["備考"]) == ("見本館", "35.53", "種別：会館")
    assert (facility["開始時間"], facility["終了時間"]) == ("09:00", "17:00")
    assert found.missing == {"全国地方公共団体コード": [2], "ID": [2]}


@given(st.lists(st.lists(st.text(max_size=12), min_size=len(OLD), max_size=len(OLD)), max_size=4))
def test_any_text_at_all_is_read_and_no_row_is_lost(rows):
    found = read_facilities(list(OLD), list(enumerate(rows, 2)))

    assert len(found.rows) + len(found.refused) == len(rows)
    again = read_facilities(list(OLD), list(enumerate(found.rows, 2)))
    assert len(again.rows) == len(found.rows)
