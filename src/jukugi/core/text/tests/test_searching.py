"""Letters and words for searching: what counts as the same, and where it stood in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.searching import (
    found_places,
    letters_of,
    search_letters,
    search_terms,
    search_words,
    term_of,
    words_of_letters,
)

JAPANESE = st.text(st.sampled_from("あバｽﾞ2２ａA 　\n、。坂🚌が\u3099髙\u200b%_\\\"'*葛\U000e0100"), max_size=40)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("ﾊﾞｽ停　２つ", "バス停2つ"),
        ("避難\n所が ない", "避難所がない"),
        ("Open\n  DATA を", "open dataを"),
        ("か\u3099けの髙津区", "がけの高津区"),
        ("見え\u200bない\x00字", "見えない字"),
        ("葛\U000e0100飾", "葛飾"),
        ("ばすとバス", "ばすとバス"),
        ("ｽ ﾞ", "ス"),
        ("", ""),
    ],
)
def test_width_case_blanks_and_what_is_not_seen_do_not_count(text, letters):
    assert search_letters(text).text == letters


@given(JAPANESE)
def test_every_letter_knows_the_part_of_the_text_it_came_from(text):
    letters = search_letters(text)

    assert len(letters.origins) == len(letters.text)
    assert all(0 <= start < end <= len(text) for start, end in letters.origins)
    assert list(letters.origins) == sorted(letters.origins)


@given(JAPANESE)
def test_letters_of_letters_are_the_same(text):
    once = search_letters(text).text

    assert search_letters(once).text == once


@pytest.mark.parametrize(
    "kinds", [("子ども", "子供", "こども"), ("コミュニティ", "ｺﾐｭﾆﾃｨｰ"), ("ごみ", "ゴミ"), ("引越し", "引っ越し")]
)
def test_a_word_is_the_same_in_every_spelling(kinds):
    assert len({search_words(search_letters(kind).text).text for kind in kinds}) == 1


def test_a_word_keeps_its_ending():
    assert search_words("避難所").text == " 避難 所 "


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("バス停　屋根", ["バス停", "屋根"]),
        ("坂、階段，坂", ["坂", "階段"]),
        ('"バス停" AND *', ["バス停", "and"]),
        ("「避難所」？", ["避難所"]),
        ("！？ *** ()", []),
        ("NEAR(坂, 2)", ["near(坂", "2"]),
        ("😀 C++", ["😀", "c++"]),
        (" \u3000\n", []),
    ],
)
def test_what_is_looked_for_is_parted_at_blanks_and_freed_of_signs(typed, terms):
    assert search_terms(typed) == terms


@given(JAPANESE)
def test_letters_and_words_are_the_same_with_and_without_their_places(text):
    letters = letters_of(text)

    assert letters == search_letters(text).text
    assert list(words_of_letters([letters, "", letters])) == [
        search_words(letters).text,
        "",
        search_words(letters).text,
    ]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("ﾊﾞｽ停に屋根を。", "バス", ["ﾊﾞｽ"]),
        ("こどもの避難\n所", "子供 避難所", ["こども", "避難\n所"]),
        ("避難する", "避難所", []),
        ("バスバスバス", "バス", ["バスバスバス"]),
        ("aaa", "aa", ["aaa"]),
        ("坂と階段", "坂", ["坂"]),
        ("<b>坂</b>", "b", ["b", "b"]),
        ("子ども会と子どもの会", "こどもの会", ["子どもの会"]),
    ],
)
def test_what_was_found_is_shown_where_it_stands(text, typed, found):
    places = found_places(text, [term_of(term) for term in search_terms(typed)])

    assert [text[start:end] for start, end in places] == found


@given(JAPANESE, JAPANESE)
def test_places_are_in_order_and_never_overlap(text, typed):
    places = found_places(text, [term_of(term) for term in search_terms(typed)])

    flat = [edge for place in places for edge in place]
    assert flat == sorted(set(flat))
