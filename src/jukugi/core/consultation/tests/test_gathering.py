"""Rows that say the same become one: counted, never lost, never weighted."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.consultation import gather
from jukugi.core.consultation.tests.builders import row

WORDS = ["配布物が多い。", "配布物が多い", "配布物が 多い！", "居場所がほしい", "ＡＢＣ", "ABC"]
rows = st.lists(
    st.builds(
        row,
        opinion=st.sampled_from(WORDS),
        chapter=st.sampled_from(["一", "二"]),
        category=st.sampled_from("AB"),
        count=st.integers(1, 5),
    ),
    max_size=25,
)


@given(rows, st.randoms())
def test_no_opinion_is_lost_whatever_the_order(made, chance):
    found = gather(made)
    mixed = list(made)
    chance.shuffle(mixed)

    def counts(these):
        told = Counter()
        for each in these:
            told[each.chapter, each.category] += each.count
        return told

    assert counts(found) == counts(made) == counts(gather(mixed))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert Counter(each.count for each in gather(mixed)) == Counter(each.count for each in found)


@given(rows)
def test_what_is_gathered_stays_gathered(made):
    assert gather(gather(made)) == gather(made)


@given(rows)
def test_the_first_stands_for_all_in_its_place_as_it_was_written(made):
    written = [each.opinion for each in gather(made)]

    firsts = [each.opinion for each in made]
    place = -1
    for words in written:
        place = firsts.index(words, place + 1)


@pytest.mark.parametrize(
    "other", ["配布物が多い", "配布物が多い。。", "配布物が\n多い。", "　配布物が多い！ ", "配布物が多い…"]
)
def test_width_blanks_and_closing_punctuation_do_not_count(other):
    (only,) = gather([row(), row(opinion=other)])

    assert (only.opinion, only.count) == ("配布物が多い。", 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"opinion": "配布物が多すぎる。"},
        {"opinion": "配布物が、多い。"},
        {"answer": "見直しません。"},
        {"category": "C"},
        {"chapter": "第2章"},
        {"change": "第1章を改めました。"},
        {"is_withheld": True},
    ],
)
def test_one_letter_more_or_another_answer_is_another_row(changes):
    assert [each.count for each in gather([row(), row(**changes)])] == [1, 1]
