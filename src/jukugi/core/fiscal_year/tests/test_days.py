from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.fiscal_year import era_day, read_day, western_year
from jukugi.core.fiscal_year.days import ERAS


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-03",
        "2026/11/3",
        " ２０２６／１１／３ ",
        "2026.11.3",
        "20261103",
        "2026年11月3日",
        "2026年 11月 3日（火）",
        "2026/11/3(火)",
        "2026-11-03 09:30:00",
        "2026-11-03T09:30:00+09:00",
        "2026/11/3 9:30",
        "2026年11月3日 9時30分",
        "令和8年11月3日",
        "令和８年１１月３日 火曜日",
        "R8.11.3",
        "r8/11/3",
        "R.8.11.3",
    ],
)
def test_a_day_is_read_however_it_is_written(typed):
    assert read_day(typed) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "きのう",
        "11/3",
        "2026-13-01",
        "2026-02-30",
        "R8",
        "令和0年5月1日",
        "令和元年4月30日",
        "2026/11",
        "46329",
        "x" * 99,
    ],
)
def test_what_is_no_day_is_none(typed):
    assert read_day(typed) is None


def test_first_years_and_days_beyond_an_era():
    assert read_day("令和元年5月1日") == date(2019, 5, 1)
    assert read_day("平成31年4月30日") == date(2019, 4, 30)
    assert read_day("H31.5.1") == date(2019, 5, 1)
    assert read_day("S64.1.7") == date(1989, 1, 7)


@given(st.dates(min_value=ERAS["昭和"], max_value=date(2117, 12, 31)))
def test_a_day_written_by_its_era_is_the_day_itself(day):
    name, begins = next((name, begins) for name, begins in ERAS.items() if begins <= day)

    written = f"{name}{day.year - begins.year + 1}年{day.month}月{day.day}日"

    assert read_day(written) == day
    assert read_day(day.isoformat()) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(typed):
    assert read_day(typed) is None or isinstance(read_day(typed), date)


@pytest.mark.parametrize(
    ("typed", "western"),
    [
        ("令和8年", "2026年"),
        ("令和元年度", "2019年度"),
        ("平成31年", "2019年"),
        ("昭和二十年", "1945年"),
        ("令和十年", "2028年"),
        ("令和１０年", "2028年"),
        ("平成十二年", "2000年"),
        ("大正5年", ""),
        ("8年", ""),
    ],
)
def test_a_year_of_an_era_is_told_in_the_western_way(typed, western):
    assert western_year(typed) == western


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 3), "令和8年11月3日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1920, 1, 2), "1920年1月2日"),
    ],
)
def test_a_day_is_written_by_its_era_and_read_back(day, written):
    assert era_day(day) == written
    assert read_day(written) == day
