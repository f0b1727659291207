from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import cuttable


def test_a_text_may_be_cut_at_the_ends_of_its_sentences():
    text = "坂が急です。「休める所を！」と母は言う。\nバス停も遠い。"

    assert cuttable(text) == ["坂が急です。", "「休める所を！」", "と母は言う。\n", "バス停も遠い。"]


def test_a_long_sentence_may_be_cut_at_its_commas():
    text = "、".join(["この道は子どもが学校へ通う道なのに車が多くて心配です"] * 4) + "。"

    assert len(cuttable(text)) == 4


def test_one_short_sentence_may_be_cut_between_phrases():
    pieces = cuttable("公園にベンチをバス停に屋根を")

    assert len(pieces) > 2


@given(st.text(alphabet="坂公園が、。！？!?「」（） \n\tあ", max_size=200))
def test_joined_the_pieces_are_the_text(text):
    assert "".join(cuttable(text)) == text


@given(st.text(max_size=300))
def test_joined_the_pieces_are_any_text(text):
    assert "".join(cuttable(text)) == text
