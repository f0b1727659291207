"""Values and headings as people write them in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions.import_columns import guessed_columns
from jukugi.apps.opinions.actions.import_values import (
    Faulty,
    read_age_band,
    read_channel,
    read_received,
    read_ward,
    ward_names,
)
from jukugi.apps.opinions.enums import AgeBand, ImportField
from jukugi.apps.processes.tests.factories import CLOSES, DURING, OPENS

NAKAHARA = Area(code="14133", name="中原区")
NAMES = ward_names([NAKAHARA, Area(code="14134", name="高津区")])


@pytest.mark.parametrize("channel", Channel)
def test_a_channel_is_read_by_its_word_and_its_code(channel):
    assert read_channel(f" {channel.label} ") == read_channel(channel.value.upper()) == channel


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("ＦＡＸ", "fax"),
        ("ファックス", "fax"),
        ("はがき", "post"),
        ("Ｗｅｂ", "web"),
        ("オンライン", "web"),
        ("ｶｰﾄﾞ", "card"),
    ],
)
def test_other_usual_words_for_a_channel(typed, channel):
    assert read_channel(typed) == channel


@pytest.mark.parametrize("typed", ["中原区", "中原", " 中原 区", "川崎市中原区", "神奈川県川崎市中原区", "１４１３３"])
def test_a_ward_is_read_however_people_call_it(typed):
    assert read_ward(typed, NAMES) == NAKAHARA


@pytest.mark.parametrize("typed", ["", "　", "不明", "無回答", "－"])
def test_a_ward_that_nobody_said_is_none(typed):
    assert read_ward(typed, NAMES) is None


@pytest.mark.parametrize("typed", ["港区", "市外", "中原区・高津区", "原"])
def test_another_place_is_no_ward(typed):
    with pytest.raises(Faulty, match="ward_unknown"):
        read_ward(typed, NAMES)


@pytest.mark.parametrize("band", AgeBand)
def test_an_age_band_is_read_by_its_words_and_its_code(band):
    assert read_age_band(str(band.label)) == band.value
    assert read_age_band(band.value) == (band.value if band == AgeBand.UNDER_18 else read_age_band(f"{band.value}歳"))


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ("30代", "30"),
        ("３０歳代", "30"),
        ("20代", "18"),
        ("30-39", "30"),
        ("30〜39歳", "30"),
        ("30～39", "30"),
        ("34", "30"),
        ("34歳", "30"),
        ("90代", "80"),
        ("80歳以上", "80"),
        ("80代以上", "80"),
        ("18歳未満", "u18"),
        ("無回答", ""),
        ("", ""),
    ],
)
def test_ages_and_decades_fall_into_their_band(typed, band):
    assert read_age_band(typed) == band


@pytest.mark.parametrize("typed", ["10代", "70歳以上", "35〜44歳", "若者", "130", "39〜30歳", "18歳以下"])
def test_ages_of_two_bands_or_of_none_are_faults(typed):
    with pytest.raises(Faulty, match="age_unknown"):
        read_age_band(typed)


def test_a_day_is_heard_within_its_period_alone():
    periods = [(OPENS, CLOSES)]

    assert read_received("R8.10.20", periods, now=DURING) < DURING
    assert read_received("2026-11-01", periods, now=DURING) == DURING
    for typed, code in [("2026-11-02", "future"), ("2026-09-01", "not_heard"), ("", "empty"), ("11月", "unreadable")]:
        with pytest.raises(Faulty, match=f"day_{code}"):
            read_received(typed, periods, now=DURING)


@given(st.text(max_size=20))
def test_any_value_is_read_or_a_fault_with_a_code(typed):
    faults = []
    for read in (read_channel, read_age_band, lambda value: read_ward(value, NAMES)):
        try:
            read(typed)
        except Faulty as faulty:
            faults.append(faulty.code)

    assert all(faults)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            ["番号", "意見", "日付", "手段", "区", "場所", "年代"],
            {"number": 0, "words": 1, "day": 2, "channel": 3, "ward": 4, "place": 5, "age_band": 6},
        ),
        (
            [
                "ID",
                "開始時刻",
                "完了時刻",
                "メール",
                "名前",
                "お住まいの区を選んでください",
                "年齢",
                "ご意見をお書きください",
            ],
            {"number": 0, "day": 2, "ward": 5, "age_band": 6, "words": 7},
        ),
        (
            ["タイムスタンプ", "電話番号", "生年月日", "受付番号", "自由記述", "区分"],
            {"number": 3, "day": 0, "words": 4},
        ),
        (
            ["意見番号", "意見の受付日", "意見の提出方法", "意見の内容"],
            {"number": 0, "day": 1, "channel": 2, "words": 3},
        ),
        (["受付日", "方法", "要望"], {"day": 0, "channel": 1, "words": 2}),
        (["居場所への意見", "会場名"], {"words": 0, "place": 1}),
        (["氏名", "住所"], {}),
    ],
)
def test_columns_are_guessed_by_usual_headings(header, columns):
    assert guessed_columns(header) == {name: header[place] for name, place in columns.items()}


@given(st.lists(st.text(max_size=12), max_size=12, unique=True))
def test_a_column_is_guessed_for_one_thing_at_most(header):
    guessed = guessed_columns(header)

    assert len(set(guessed.values())) == len(guessed)
    assert set(guessed) <= set(ImportField)
