"""Counts as pictures: figures stand as they are, bars and blues are measured against the largest, names are escaped."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.pages.templatetags.figures import BLUES, count_bars, ward_tiles


@dataclass
class Ward:
    """A part of the city, with a place among the tiles or without."""

    pk: int
    name: str
    tile_col: int | None = None
    tile_row: int | None = None


HERE, THERE = Ward(1, "見本東区", 0, 0), Ward(2, "見本西区", 2, 1)


def shown(source: str, **context) -> str:
    return Template("{% load figures %}" + source).render(Context(context)).replace("<wbr>", "")


def bars(rows) -> list[tuple[str, str, str]]:
    """(channel, width, figure) of the bars."""
    return [(bar.channel, bar.width, bar.figure) for bar in count_bars(rows, "件")["bars"]]


def test_the_longest_bar_is_full_and_the_others_are_parts_of_it():
    assert bars([("web", 200), ("card", 50), ("fax", 1)]) == [
        ("web", "100.00%", "200"),
        ("card", "25.00%", "50"),
        ("fax", "0.50%", "1"),
    ]


def test_channels_stay_in_the_order_in_which_they_came():
    assert [channel for channel, *_of in bars([("fax", 1), ("web", 9), ("card", 3)])] == ["fax", "web", "card"]


def test_where_nothing_came_no_bar_has_a_length_and_nothing_is_divided_by_nothing():
    assert bars([("web", 0), ("card", 0)]) == [("web", "0.00%", "0"), ("card", "0.00%", "0")]


@pytest.mark.parametrize("rows", [[], (), iter(())])
def test_without_rows_nothing_is_drawn(rows):
    assert shown("{% count_bars rows '件' %}{% ward_tiles rows %}", rows=rows).strip() == ""


def test_rows_may_come_only_once():
    assert len(bars(row for row in [("web", 2), ("card", 1)])) == 2
    assert len(ward_tiles(row for row in [(HERE, 2), (THERE, 1)])["tiles"]) == 2


def test_huge_counts_are_told_in_full_with_their_thousands():
    page = shown("{% count_bars rows '件' %}", rows=[("web", 10**15), ("card", 1)])

    assert ("1,000,000,000,000,000" in page, 'width="0.00%"' in page) == (True, True)


@pytest.mark.parametrize("language", ["ja", "de"])
def test_a_width_is_written_with_a_point_in_every_language(language):
    page = shown(f"{{% load i18n %}}{{% language '{language}' %}}{{% count_bars rows '件' %}}{{% endlanguage %}}",
                 rows=[("web", 3), ("card", 1)])  # fmt: skip

    assert re.findall(r'width="([^"]+)" height="100%"', page) == ["100%", "100.00%", "100%", "33.33%"]


def test_the_unit_is_told_with_every_figure():
    page = shown("{% count_bars rows '件' %}", rows=[("web", 3), ("card", 1)])

    assert page.count('<span class="away">件</span>') == 2


def test_a_channel_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        count_bars([("pigeon", 1)], "件")


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=7))
def test_bars_keep_the_order_of_their_counts_and_never_leave_their_row(counts):
    drawn = [(count, Decimal(width[:-1])) for count, (_channel, width, _figure) in
             zip(counts, bars(("web", count) for count in counts), strict=True)]  # fmt: skip

    assert all(0 <= width <= 100 for _count, width in drawn)
    widths = [width for _count, width in sorted(drawn)]
    assert widths == sorted(widths)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=7))
def test_blues_run_from_none_at_nothing_to_the_deepest_at_the_most(counts):
    rows = [(Ward(number, "区", number, 0), count) for number, count in enumerate(counts)]

    steps = {count: tile.step for count, tile in zip(counts, ward_tiles(rows)["tiles"], strict=True)}

    assert all((step == 0) == (count == 0) for count, step in steps.items())
    assert steps[max(counts)] == (BLUES if max(counts) else 0)
    assert [steps[count] for count in sorted(steps)] == sorted(steps.values())


def test_tiles_stand_at_their_places_from_one():
    found = ward_tiles([(HERE, 8), (THERE, 2)], unit="件")

    assert [(tile.name, tile.column, tile.row, tile.step, tile.figure) for tile in found["tiles"]] == [
        ("見本東区", 1, 1, 4, "8"),
        ("見本西区", 3, 2, 1, "2"),
    ]
    assert found["across"] == 3


@pytest.mark.parametrize("place", [(None, 0), (0, None), (None, None), (7, 0), (0, 7)])
def test_one_ward_without_a_place_turns_the_tiles_into_rows_and_no_ward_is_lost(place):
    rows = [(HERE, 8), (Ward(3, "新しい区", *place), 2)]

    found = ward_tiles(rows, HERE, "件")

    assert "tiles" not in found
    assert [(bar.name, bar.figure, bar.is_chosen) for bar in found["bars"]] == [
        ("見本東区", "8", True),
        ("新しい区", "2", False),
    ]


def test_the_ward_one_looks_at_is_told_in_words_and_not_by_colour_alone():
    page = shown("{% ward_tiles rows here '件' %}", rows=[(HERE, 8), (THERE, 2)], here=THERE)

    assert (page.count("（見ている区）"), page.count("is-chosen")) == (1, 1)


def test_a_ward_that_is_not_among_the_rows_marks_none():
    page = shown("{% ward_tiles rows here '件' %}", rows=[(HERE, 8)], here=THERE)

    assert "is-chosen" not in page


@pytest.mark.parametrize("rows", [[(HERE, 8)], [(Ward(3, "新しい区"), 8)]])
@pytest.mark.parametrize("unknown", [0, 1234])
def test_those_without_a_ward_are_counted_below_the_picture(rows, unknown):
    page = shown("{% ward_tiles rows None '件' unknown %}", rows=rows, unknown=unknown)

    assert ("1,234件" in page) is bool(unknown)


@pytest.mark.parametrize("place", [(0, 0), (None, None)])
def test_names_and_units_are_no_markup(place):
    page = shown("{% ward_tiles rows None unit %}", unit="<i>", rows=[(Ward(1, "<script>x</script>", *place), 1)])

    assert ("<script>" in page, "<i>" in page, "&lt;script&gt;x" in page) == (False, False, True)
