from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import Evidence, Personal, evidence, personal_pieces, phrases_holding

LISTS = {"会館": ["町内会館", "町内会", "鍵"], "防災": ["防災", "訓練"], "負担": ["町内会", "負担"]}


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.key, item.words) for item in evidence(text, LISTS)]


def test_a_subject_is_found_by_its_words_and_the_rarer_and_longer_come_first():
    assert found("町内会館の鍵がほしい") == [("会館", ("町内会館", "鍵")), ("負担", ("町内会",))]


def test_width_and_case_do_not_count():
    assert evidence("ＡＢＣとｶﾚｰ", {1: ["abc", "カレー"]}) == [Evidence(1, ("abc", "カレー"), 6.0)]


def test_words_that_read_the_same_count_once():
    assert evidence("ABC", {1: ["abc", "ＡＢＣ", ""]}) == [Evidence(1, ("abc",), 3.0)]


def test_nothing_is_found_where_no_word_stands():
    assert found("カレーがおいしい") == []
    assert evidence("", LISTS) == evidence("町内会", {}) == []


def test_equal_scores_keep_the_order_given():
    assert [item.key for item in evidence("窓口", {"b": ["窓口"], "a": ["窓口"]})] == ["b", "a"]


def test_phrases_with_the_words_are_named_in_their_order():
    assert all("訓練" in phrase for phrase in phrases_holding("防災の訓練が毎年同じ。訓練を変えて。", ["訓練"]))
    assert phrases_holding("カレー", ["訓練", ""]) == []


def kinds(text: str) -> list[tuple[str, Personal]]:
    return [(piece.text, piece.kind) for piece in personal_pieces(text) if piece.kind is not None]


def test_ways_to_reach_a_person_are_found():
    for number in ("044-200-2111", "０９０－１２３４－５６７８", "(044)200-2111", "0442002111", "+81 44 200 2111"):
        assert kinds(f"電話は{number}です") == [(number, Personal.PHONE)]
    assert kinds("a.b＠example.jpへ") == [("a.b＠example.jp", Personal.EMAIL)]
    assert kinds("〒210-8577と210-0001") == [
        ("〒210-8577", Personal.POSTAL_CODE),
        ("210-0001", Personal.POSTAL_CODE),
    ]


def test_dates_sums_and_receipt_numbers_are_no_telephones():
    for text in ("2018-09-12", "3141-5926-6", "12:30", "1500000円", "0000000000000円", "2100-8577-12"):
        assert kinds(text) == []


@given(st.text(alphabet="0123456789-+@.a〒 あ（)ー０９", max_size=60))
def test_the_pieces_are_the_text(text):
    pieces = personal_pieces(text)

    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
