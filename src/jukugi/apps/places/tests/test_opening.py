from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.places.enums import END_OF_DAY
from jukugi.apps.places.models import OpeningHours
from jukugi.apps.places.queries.opening import hours_lines, opening_at, week_of_month


def row(weekday: int, opens: int, closes: int, weeks: str = "") -> OpeningHours:
    return OpeningHours(weekday=weekday, opens=time(opens), closes=time(closes), weeks=weeks)


HERE = ZoneInfo("Asia/Tokyo")
TUESDAY = date(2026, 4, 7)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9, 59), "いまは閉まっています。次はきょう10:00から"),
        (time(10), "いま開いています（12:00まで）"),
        (time(12), "いまは閉まっています。次はきょう13:00から"),
        (time(14, 59), "いま開いています（15:00まで）"),
        (time(15), "いまは閉まっています。次は4月14日（火）10:00から"),
    ],
)
def test_a_place_is_open_from_its_first_minute_to_before_its_last(at, words):
    rows = [row(1, 13, 15), row(1, 10, 12)]

    assert opening_at(rows, datetime.combine(TUESDAY, at, HERE)).words(TUESDAY) == words


def test_weeks_of_the_month_are_counted_by_the_weekday():
    assert [week_of_month(date(2026, 4, day)) for day in (1, 7, 8, 29)] == [1, 1, 2, 5]
    second_and_fourth = [row(5, 10, 12, "24")]

    opening = opening_at(second_and_fourth, datetime(2026, 4, 12, 9, tzinfo=HERE))

    assert opening.next == datetime(2026, 4, 25, 10, tzinfo=HERE)
    assert opening_at(second_and_fourth, datetime(2026, 4, 11, 11, tzinfo=HERE)).is_open
    assert not opening_at(second_and_fourth, datetime(2026, 4, 18, 11, tzinfo=HERE)).is_open


def test_tomorrow_is_called_so_and_without_hours_nothing_is_promised():
    assert opening_at([row(2, 9, 12)], datetime(2026, 4, 7, 9, tzinfo=HERE)).words(TUESDAY) == (
        "いまは閉まっています。次はあす9:00から"
    )
    assert opening_at([], datetime(2026, 4, 7, 9, tzinfo=HERE)).words(TUESDAY) == "開く曜日は決まっていません"


def test_days_with_the_same_hours_stand_together():
    park = [OpeningHours(weekday=day, opens=time(0), closes=END_OF_DAY) for day in range(7)]

    assert hours_lines(park) == ["毎日　0:00〜24:00"]
    assert hours_lines([row(day, 9, 17) for day in range(5)]) == ["月〜金　9:00〜17:00"]
    assert hours_lines([row(3, 10, 15), row(1, 10, 15), row(5, 13, 16, "24")]) == [
        "毎週火・木　10:00〜15:00",
        "第2・第4土　13:00〜16:00",
    ]
