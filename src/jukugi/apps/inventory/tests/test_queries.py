from datetime import date
from decimal import Decimal

import pytest

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.inventory.actions.planning import loads_of
from jukugi.apps.inventory.enums import Basis, Category
from jukugi.apps.inventory.models import DecisionKind
from jukugi.apps.inventory.queries import public
from jukugi.apps.inventory.queries.associations import fiscal_year_of, year_of
from jukugi.apps.inventory.queries.hours import city_now, mean_heat
from jukugi.apps.inventory.queries.reports import distribution, gap_of, measured
from jukugi.apps.inventory.queries.simulation import simulate
from jukugi.apps.inventory.queries.warnings import likeness
from jukugi.apps.inventory.tests.factories import (
    AdminRequestFactory,
    BundleAnswerFactory,
    BurdenReportFactory,
    DecisionFactory,
)
from jukugi.apps.organizations.tests.factories import AssociationFactory, DepartmentFactory, HouseholdCountFactory
from jukugi.core.planning import hours_by_month

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 5)


def test_hours_of_a_ward_are_the_mean_of_its_associations():
    here, there = WardFactory(), WardFactory()
    AssociationFactory.create_batch(2, area=here)
    AssociationFactory(area=there)
    AdminRequestFactory()
    only_there = AdminRequestFactory()
    only_there.wards.set([there])

    year = public.ward_year([here, there], ward=None, day=DAY)

    assert [(ward, count, total) for ward, count, total, _share in year.wards] == [(here, 2, 20.0), (there, 1, 40.0)]
    assert year.heat.total == pytest.approx(80 / 3)


def test_people_that_grow_with_households_follow_the_latest_count():
    association = AssociationFactory()
    HouseholdCountFactory(organization=association, as_of=date(2025, 4, 1), member_households=100)
    HouseholdCountFactory(organization=association, as_of=date(2026, 4, 1), member_households=250)
    AdminRequestFactory(per_households=25, people_per_time=1, months=[4, 10], times_per_year=2)

    year = year_of(association, fiscal_year=2026, day=DAY)

    assert (year.households, year.heat.total) == (250, 40.0)
    assert [(month.month, month.hours) for month in year.months if month.hours] == [(4, 20.0), (10, 20.0)]


def test_pages_and_plans_count_the_same_hours():
    ward = WardFactory()
    HouseholdCountFactory(organization=AssociationFactory(area=ward))
    AssociationFactory()
    AdminRequestFactory(per_households=30)
    AdminRequestFactory(months=[1, 2], times_per_year=Decimal("0.5")).wards.set([ward])
    city = city_now(day=DAY)

    planned = hours_by_month(loads_of(city, is_cautious=False), [each.size for each in city.members])

    total = sum(float(sum(months)) for months in planned.values())
    assert mean_heat(city, city.members).total * len(city.members) == pytest.approx(total)


def test_departments_and_ended_bodies_are_asked_nothing():
    DepartmentFactory()
    AssociationFactory(ended_on=date(2026, 4, 1))
    standing = AssociationFactory()

    assert [each.pk for each in city_now(day=DAY).members] == [standing.pk]


def test_the_public_list_is_narrowed_by_basis_and_decision():
    AssociationFactory()
    decided = DecisionFactory(admin_request__basis=Basis.LAW).admin_request
    AdminRequestFactory()

    whole = public.listing(day=DAY)
    by_law = public.listing(day=DAY, basis=Basis.LAW)
    waiting = public.listing(day=DAY, decided="no")

    assert (whole.total, whole.decided, whole.custom_share) == (2, 1, 0.5)
    assert [row.admin_request for row in by_law.rows] == [decided]
    assert [row.decision for row in waiting.rows] == [None]


@pytest.mark.parametrize(("count", "is_told"), [(0, False), (4, False), (5, True)])
def test_reports_are_told_of_five_associations_or_more(count, is_told):
    asked = AdminRequestFactory()
    BurdenReportFactory.create_batch(count, admin_request=asked)

    gap = gap_of(asked)

    assert (gap.reported.count, gap.reported.is_hidden) == (count if is_told else 0, 0 < count < 5)


def test_the_gap_is_between_the_estimate_and_the_middle_report():
    asked = AdminRequestFactory()
    for hours in ("2", "3", "4", "5", "6"):
        BurdenReportFactory(admin_request=asked, hours=Decimal(hours))

    gap = gap_of(asked)

    assert (gap.estimate, gap.reported.low, gap.reported.middle, gap.reported.high) == (20, 30, 40, 50)
    assert gap.times == 2.0


def test_figures_are_rounded_so_that_one_report_does_not_show():
    assert distribution([Decimal(hours) for hours in ("1.1", "1.2", "1.3", "1.4", "1.5")]).middle == Decimal("1.5")


def test_a_corrected_report_counts_once():
    asked = AdminRequestFactory()
    BurdenReportFactory.create_batch(5, admin_request=asked)
    BurdenReportFactory(admin_request=asked, replaced_at="2026-05-01T00:00:00Z", hours=Decimal(500))

    assert gap_of(asked).reported.high == 30


@pytest.mark.parametrize(("received", "cannot", "told"), [(5, 5, (5, 5)), (5, 0, (5, 0)), (5, 1, None), (0, 0, None)])
def test_counts_of_answers_are_told_unless_one_of_them_is_small(received, cannot, told):
    asked = AdminRequestFactory()
    BundleAnswerFactory.create_batch(received, admin_request=asked)
    BundleAnswerFactory.create_batch(cannot, admin_request=asked, kind="cannot", reason="見本")

    assert public.page_of(asked, day=DAY).answers == told


def test_what_was_promised_is_measured_by_reports_before_and_after():
    decision = DecisionFactory(starts_on=date(2026, 4, 1))
    for year, hours in ((2025, 4), (2026, 1)):
        BurdenReportFactory.create_batch(
            5, admin_request=decision.admin_request, fiscal_year=year, hours=Decimal(hours)
        )

    (found,) = measured([decision])

    assert (found.before.middle, found.after.middle, found.left) == (40, 10, 0.25)


def test_the_year_of_the_change_is_neither_before_nor_after():
    decision = DecisionFactory(starts_on=date(2026, 7, 1))
    for year in (2025, 2026, 2027):
        BurdenReportFactory.create_batch(5, admin_request=decision.admin_request, fiscal_year=year)

    (found,) = measured([decision])

    assert (found.before.count, found.after.count) == (5, 5)


def test_a_simulation_tells_hours_and_deliveries_by_city_ward_and_association():
    here, there = WardFactory(), WardFactory()
    AssociationFactory(area=here)
    AssociationFactory(area=there)
    halved = AdminRequestFactory(times_per_year=2)
    AdminRequestFactory().wards.set([there])
    city = city_now(day=DAY)
    kind = DecisionKind.objects.get(name="縮小")

    found = simulate(city, {halved.pk: kind}, [here, there], among=city.in_wards({here.pk}))

    assert (found.city.before, found.city.left, found.city.freed) == (100.0, 60.0, 40.0)
    assert (found.city.freed_low, found.city.freed_high) == (24.0, 48.0)
    assert [(each.before, each.left, each.deliveries, each.deliveries_left) for each in found.wards] == [
        (40.0, 20.0, 2.0, 1.0),
        (60.0, 40.0, 3.0, 2.0),
    ]
    assert [each.freed for each in found.associations] == [20.0]


def test_the_sheet_lists_all_that_comes_by_kind_of_work():
    association = AssociationFactory()
    AdminRequestFactory(category=Category.NOMINATIONS, title="う")
    AdminRequestFactory(category=Category.NOTICES, title="い", people_per_time=1)
    AdminRequestFactory(category=Category.NOTICES, title="あ")
    AdminRequestFactory().wards.set([WardFactory()])

    year = year_of(association, fiscal_year=2026, day=DAY)

    assert [(row.admin_request.title, row.begins) for row in year.sheet] == [("あ", True), ("い", False), ("う", True)]


@pytest.mark.parametrize(("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)])
def test_a_fiscal_year_begins_in_april(day, year):
    assert fiscal_year_of(day) == year


def test_titles_are_compared_by_pairs_of_letters():
    assert likeness("防災訓練への参加", "防災訓練への参加") == 1
    assert likeness("防災訓練への参加", "広報紙の配布") < 0.1
