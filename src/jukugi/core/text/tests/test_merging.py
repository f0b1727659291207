from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import Conflict, Merged, merge_texts
from jukugi.core.text.runs import sentence_runs

SENTENCE = st.sampled_from(
    ["会館を貸す。", "鍵をつくる。", "机を並べる。", "声を聞く。", "負担を減らす。", "場所を探す。", "\n"]
)
TEXTS = st.lists(SENTENCE, max_size=12).map("".join)
ANY = st.one_of(TEXTS, st.text(alphabet="会館。\n、ab", max_size=30))


@given(base=ANY, side=ANY)
def test_where_one_side_changed_the_result_is_that_side(base, side):
    assert merge_texts(base, side, base) == merge_texts(base, base, side) == Merged(side, ())
    assert merge_texts(base, side, side) == Merged(side, ())


@given(base=ANY, mine=ANY, theirs=ANY)
def test_no_sentence_that_either_side_wrote_is_lost(base, mine, theirs):
    merged = merge_texts(base, mine, theirs)

    kept = merged.text + "".join(conflict.mine + conflict.theirs for conflict in merged.conflicts)
    known = set(sentence_runs(base))
    for side in (mine, theirs):
        assert [sentence for sentence in sentence_runs(side) if sentence not in known and sentence not in kept] == []


@given(base=ANY, mine=ANY, theirs=ANY)
def test_turning_the_sides_turns_the_conflicts_and_nothing_else(base, mine, theirs):
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)

    assert [(c.base, c.mine, c.theirs) for c in one.conflicts] == [(c.base, c.theirs, c.mine) for c in other.conflicts]
    if not one.conflicts:
        assert one.text == other.text


@given(base=ANY, mine=ANY, theirs=ANY)
def test_a_conflict_tells_where_mine_stands_and_what_differs(base, mine, theirs):
    merged = merge_texts(base, mine, theirs)

    for conflict in merged.conflicts:
        assert merged.text[conflict.at :].startswith(conflict.mine)
        assert conflict.mine != conflict.theirs


def test_changes_to_two_sentences_go_together():
    base = "会館を貸す。鍵をつくる。\n机を並べる。"

    merged = merge_texts(
        base, "会館を無料で貸す。鍵をつくる。\n机を並べる。", "会館を貸す。鍵を市がつくる。\n机を並べる。椅子も並べる。"
    )

    assert merged == Merged("会館を無料で貸す。鍵を市がつくる。\n机を並べる。椅子も並べる。", ())


def test_a_sentence_both_changed_comes_back_with_both_forms():
    base = "はじめに。会館を貸す。おわり。"

    merged = merge_texts(base, "はじめに。会館を無料で貸す。おわり。", "はじめに。会館を平日に貸す。おわり。")

    assert merged == Merged(
        "はじめに。会館を無料で貸す。おわり。",
        (Conflict(5, "会館を貸す。", "会館を無料で貸す。", "会館を平日に貸す。"),),
    )


def test_the_same_change_of_both_is_taken_once():
    base = "会館を貸す。鍵をつくる。机を並べる。"

    merged = merge_texts(base, "会館も貸す。鍵をつくる。机を二つ並べる。", "会館も貸す。鍵をつくる。机を並べる。")

    assert merged == Merged("会館も貸す。鍵をつくる。机を二つ並べる。", ())


def test_a_sentence_added_behind_one_that_was_taken_out_is_asked_about():
    base = "会館を貸す。鍵をつくる。"

    merged = merge_texts(base, "会館を貸す。たとえば平日に。鍵をつくる。", "鍵をつくる。")

    assert merged == Merged(
        "会館を貸す。たとえば平日に。鍵をつくる。", (Conflict(0, "会館を貸す。", "会館を貸す。たとえば平日に。", ""),)
    )
