"""What everybody may read tells of no fewer than five, by itself or against what was told before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.support.actions.counting import count_all
from jukugi.apps.support.counted import next_cells, next_table
from jukugi.apps.support.enums import K
from jukugi.apps.support.queries.figures import company_figures, inquiry_figures
from jukugi.apps.support.tests.factories import InquiryFactory, SituationSheetFactory, SupportReceivedFactory

KEYS = st.dictionaries(st.integers(0, 60), st.sampled_from(["a", "b", "c", "d"]), max_size=60)


def cells(rows: dict[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, name in rows.items():
        found.setdefault(name, []).append(key)
    return found


@given(st.lists(KEYS, min_size=1, max_size=4))
def test_no_figure_and_no_sum_of_figures_changes_by_fewer_than_five(editions):
    before: dict[str, list[int]] = {}

    for rows in editions:
        after = next_cells(before, cells(rows))
        for name in {*before, *after}:
            changed = set(before.get(name, ())) ^ set(after.get(name, ()))
            assert not 0 < len(changed) < K
        before = after


@given(KEYS)
def test_what_is_kept_back_is_never_a_few_beside_what_is_told(rows):
    now = cells(rows)
    after = next_cells({}, now)

    kept_back = len(rows) - sum(len(keys) for keys in after.values())
    assert not after or not 0 < kept_back < K


@given(st.dictionaries(st.integers(0, 80), st.sampled_from(["p|x", "p|y", "q|x", "q|y", "r|x", "r|y"]), max_size=80))
def test_no_cell_of_a_table_tells_of_fewer_than_five(rows):
    after = next_table({}, cells(rows), ["p", "q", "r"], ["x", "y"])

    assert not [name for name, keys in after.items() if 0 < len(keys) < K]


@pytest.mark.django_db
class TestFigures:
    def test_four_consultations_are_not_told_and_nine_are(self):
        ward = WardFactory()
        InquiryFactory.create_batch(4, ward=ward)
        count_all(now=timezone.now())
        assert [part.total for part in inquiry_figures()] == [0] * 5

        InquiryFactory.create_batch(5, ward=ward)
        count_all(now=timezone.now())

        assert [part.total for part in inquiry_figures()] == [9] * 5
        page = Client().get("/support/ask/figures/").content.decode().replace("<wbr>", "")
        assert "公開している9件" in page

    def test_one_more_consultation_changes_no_figure(self):
        InquiryFactory.create_batch(9)
        count_all(now=timezone.now())
        InquiryFactory()

        changed = count_all(now=timezone.now() + timedelta(days=1))

        assert (changed, inquiry_figures()[0].total) == (0, 9)

    def test_associations_without_any_support_are_told_by_ward_and_never_by_name(self):
        ward, small = WardFactory(), WardFactory()
        for body in AssociationFactory.create_batch(7, area=ward):
            SupportReceivedFactory(organization=body, is_taken=True)
        for body in AssociationFactory.create_batch(6, area=ward):
            SupportReceivedFactory(organization=body)
        lone = AssociationFactory(area=small, name="ひとつだけ町会")
        SupportReceivedFactory(organization=lone)

        count_all(now=timezone.now())

        figures = company_figures()
        told = {line.ward: (line.taken, line.nothing) for line in figures.received}
        assert (figures.year, told) == (2025, {ward.name: (7, 6), small.name: (None, None)})
        page = Client().get("/support/company/").content.decode()
        assert ("ひとつだけ町会" in page, "2025年度に受けた支援" in page) == (False, True)

    def test_a_need_is_told_where_five_named_it_and_five_did_not(self):
        for place in range(11):
            SituationSheetFactory(wants=["money"] if place < 6 else ["books"])

        count_all(now=timezone.now())

        told = {one.label: (one.count, one.of) for one in company_figures().needs if one.count is not None}
        assert (told["活動のお金"], told["会計や書類"]) == ((6, 11), (5, 11))
