from datetime import date

import pytest

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft
from jukugi.apps.budgeting.enums.ledger import MoneySource, Way
from jukugi.apps.budgeting.queries.ledger import Wanted, listing, newest_year, years_with_money
from jukugi.apps.budgeting.queries.ledger_pictures import pictures
from jukugi.apps.budgeting.queries.ledger_words import yen_words
from jukugi.apps.budgeting.tests.ledger_factories import published, with_result, written

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 5)


def ward_of(people: int | None) -> Area:
    return WardFactory(population=people, population_as_of=people and date(2025, 10, 1))


def test_wards_are_compared_without_what_is_of_the_whole_city():
    small, large = ward_of(1_000), ward_of(4_000)
    published(small)
    published(large)
    published(is_citywide=True, amounts=(AmountDraft(2026, MoneySource.SUBSIDY, 6_000_000),))

    found = pictures(Wanted(year="2026"), [small, large], day=DAY)

    assert (found.planned_yen, found.ward_yen, found.city_yen) == (10_000_000, 4_000_000, 6_000_000)
    assert [(bar.yen, bar.is_citywide) for bar in found.by_ward] == [
        (2_000_000, False),
        (2_000_000, False),
        (6_000_000, True),
    ]
    assert [bar.per_resident_yen for bar in found.per_resident] == [2_000, 500]
    assert (found.least.name, found.most.name) == (large.name, small.name)


def test_a_ward_whose_people_nobody_counted_has_no_figure_per_resident():
    ward = ward_of(None)
    published(ward)

    (bar,) = pictures(Wanted(), [ward], day=DAY).per_resident

    assert (bar.yen, bar.per_resident_yen, bar.people) == (2_000_000, None, None)


def test_years_stand_side_by_side_whatever_year_is_chosen():
    ward = ward_of(10)
    money = (AmountDraft(2025, MoneySource.CITY, 10, 9), AmountDraft(2026, MoneySource.FUND, 30))
    published(ward, amounts=money, way=Way.GRANT)

    found = pictures(Wanted(year="2026"), [ward], day=DAY)

    assert [(bar.name, bar.yen, bar.settled_yen, bar.is_settled) for bar in found.by_year] == [
        ("2026", 30, 0, False),
        ("2025", 10, 9, True),
    ]
    assert [bar.yen for bar in found.by_way] == [0, 0, 30, 0]
    assert (found.planned_yen, found.investments) == (30, 1)


def test_what_is_not_public_is_in_no_sum():
    written()

    found = pictures(Wanted(), [], day=DAY)

    assert (found.investments, found.planned_yen, found.by_year) == (0, 0, ())


def test_the_list_holds_what_is_asked_for():
    ward = ward_of(10)
    bench = published(ward, way=Way.DIRECT)
    lamp = published(is_citywide=True, title="見本の街灯", amounts=(AmountDraft(2025, MoneySource.SPONSOR, 5),))

    def keys(**fields) -> list[int]:
        return [row.investment.pk for row in listing(Wanted(**fields), day=DAY, number="1").rows]

    assert keys() == [lamp.pk, bench.pk]
    assert keys(area=ward.code) == [bench.pk]
    assert keys(area="city") == [lamp.pk]
    assert keys(year="2025") == [lamp.pk]
    assert keys(source="city") == [bench.pk]
    assert keys(words="街灯") == [lamp.pk]
    assert keys(year="2025", source="city") == []


def test_what_is_overdue_is_seen_by_everybody():
    late, told = published(), with_result()

    found = listing(Wanted(overdue=True), day=date(2027, 9, 2), number="1")

    assert [row.investment for row in found.rows] == [late]
    assert [int(one.years) for one in found.rows[0].overdue] == [1]
    assert told not in [row.investment for row in found.rows]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    ward = ward_of(10)
    for _ in range(3):
        published(ward)

    with django_assert_num_queries(6):
        listing(Wanted(), day=DAY, number="1")
    with django_assert_num_queries(4):
        pictures(Wanted(), [ward], day=DAY)


def test_the_newest_year_that_has_begun_is_shown_first():
    published(amounts=tuple(AmountDraft(year, MoneySource.CITY, 1) for year in (2025, 2026, 2028)))

    years = years_with_money()

    assert years == [2028, 2026, 2025]
    assert (newest_year(years, 2026), newest_year([2030], 2026), newest_year([], 2026)) == ("2026", "2030", "all")


@pytest.mark.parametrize(
    ("yen", "words"),
    [(0, "0円"), (9_999, "9,999円"), (2_000_000, "200万円"), (123_450_001, "123,450,001円"), (200_000_000, "2億円"),
     (123_400_000, "1億2,340万円")],
)  # fmt: skip
def test_sums_are_said_as_people_say_them(yen: int, words: str):
    assert yen_words(yen) == words
