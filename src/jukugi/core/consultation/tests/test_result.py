"""Totals: every sum of a result, against counting by hand, and what no result may be."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.consultation import USUAL_CATEGORIES, Category, totals
from jukugi.core.consultation.tests.builders import result, row

rows = st.lists(
    st.builds(
        row,
        number=st.integers(1, 99),
        chapter=st.sampled_from(["第1章", "第2章", "そのほか"]),
        category=st.sampled_from("ABCDE"),
        count=st.integers(1, 40),
        is_withheld=st.booleans(),
    ),
    max_size=30,
)


@given(rows)
def test_every_total_is_what_one_counts_by_hand(made):
    found = result(*made)

    by_hand = Counter((each.category, each.chapter) for each in made for _ in range(each.count))
    told = totals(found)["comments"]
    assert told["total"] == found.total_comments == sum(by_hand.values())
    assert sum(told["by_category"].values()) == sum(told["by_chapter"].values()) == told["total"]
    assert {
        (code, chapter): count
        for code, chapters in told["by_category_and_chapter"].items()
        for chapter, count in chapters.items()
        if count
    } == by_hand
    assert found.withheld == sum(each.count for each in made if each.is_withheld)
    assert [each for chapter in found.chapters for each in found.rows_of(chapter)] == sorted(
        made, key=lambda each: found.chapters.index(each.chapter)
    )


def test_totals_leave_out_no_category_and_no_chapter():
    found = result(row(count=3), chapters=("第1章", "第2章"), letters=(("web", 1), ("郵送", 2)))

    assert totals(found) == {
        "letters": {"total": 3, "by_channel": {"web": 1, "郵送": 2}},
        "comments": {
            "total": 3,
            "by_category": {"A": 0, "B": 3, "C": 0, "D": 0, "E": 0},
            "by_chapter": {"第1章": 3, "第2章": 0},
            "by_category_and_chapter": {
                code: {"第1章": 3 if code == "B" else 0, "第2章": 0} for code in ("A", "B", "C", "D", "E")
            },
        },
    }


def test_reflected_is_what_the_categories_say():
    categories = (Category("反", "反映", is_reflected=True), Category("他", "そのほか"))

    assert result(row(category="反", count=4), row(category="他"), categories=categories).reflected == 4
    assert result(row(category="B"), row(category="A", count=2)).reflected == 2


@pytest.mark.parametrize("changes", [{"chapter": "第9章"}, {"category": "Z"}, {"count": 0}])
def test_a_row_that_no_total_would_count_is_refused(changes):
    with pytest.raises(ValueError, match="Row 1"):
        result(row(**changes), chapters=("第1章",), categories=USUAL_CATEGORIES)


def test_a_result_of_nothing_counts_nothing():
    assert totals(result()) == {
        "letters": {"total": 0, "by_channel": {}},
        "comments": {
            "total": 0,
            "by_category": dict.fromkeys("ABCDE", 0),
            "by_chapter": {},
            "by_category_and_chapter": {code: {} for code in "ABCDE"},
        },
    }
