from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.differences import Change, Kind, compare_texts

KEPT, REMOVED, ADDED = Kind
TEXTS = st.text(alphabet="会館を貸す手引き、。\n 居場所づくりa1", max_size=60)


def side(changes: tuple[Change, ...], *kinds: Kind) -> str:
    return "".join(change.text for change in changes if change.kind in kinds)


@given(before=TEXTS, after=TEXTS)
def test_nothing_is_lost_and_nothing_invented(before, after):
    changes = compare_texts(before, after)

    assert side(changes, KEPT, REMOVED) == before
    assert side(changes, KEPT, ADDED) == after
    assert all(change.text for change in changes)


@given(text=TEXTS)
def test_the_same_text_is_all_kept(text):
    assert [change.kind for change in compare_texts(text, text)] == [KEPT] * bool(text)


@given(before=TEXTS, after=TEXTS)
def test_no_two_neighbours_are_of_one_kind(before, after):
    kinds = [change.kind for change in compare_texts(before, after)]

    assert all(first != second for first, second in pairwise(kinds))


def test_a_word_that_was_replaced_stands_beside_the_new_one():
    before = "小学校区ほどの範囲を目安に、居場所の条件を探る。"
    after = "中学校区ほどの範囲を目安に、居場所の条件と費用を探る。"

    assert compare_texts(before, after) == (
        Change(REMOVED, "小"),
        Change(ADDED, "中"),
        Change(KEPT, "学校区ほどの範囲を目安に、居場所の条件"),
        Change(ADDED, "と費用"),
        Change(KEPT, "を探る。"),
    )


def test_a_new_sentence_is_one_piece():
    before = "会館を貸す。"

    assert compare_texts(before, before + "\n鍵の決まりをつくる。") == (
        Change(KEPT, before),
        Change(ADDED, "\n鍵の決まりをつくる。"),
    )
