import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.searching import (
    found_places,
    index_tokens,
    is_beginning,
    search_letters,
    search_terms,
    search_words,
    term_of,
)


def terms(query):
    return [term_of(part) for part in search_terms(query)]


def found(query, text):
    """The pieces of the text that are marked."""
    return [text[start:end] for start, end in found_places(text, terms(query))]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("バス", "バスの本数", ["バス"]),
        ("ﾊﾞｽ", "バスの本数", ["バス"]),
        ("バス", "ﾊﾞｽが来ない", ["ﾊﾞｽ"]),
        ("２", "月2回", ["2"]),
        ("sns", "ＳＮＳで知らせて", ["ＳＮＳ"]),
        ("子ども", "子供の遊び場", ["子供"]),
        ("子供", "こどもの遊び場", ["こども"]),
        ("こども", "子どもの遊び場", ["子ども"]),
        ("避難所", "避難の訓練", []),
        ("避難所", "避難所の鍵", ["避難所"]),
        ("バス", "そばすぐの店", []),
        ("ばす", "バスを待つ", ["バス"]),
        ("ごみ", "ゴミの出し方", ["ゴミ"]),
        ("髙津", "高津区", ["高津"]),
        ("町内会 鍵", "鍵は町内会に", ["鍵", "町内会"]),
    ],
)
def test_what_is_found_and_marked(query, text, expected):
    assert sorted(found(query, text)) == sorted(expected)


@pytest.mark.parametrize("query", ["", "  ", "「」", "*", '"', "\u200b", "。、"])
def test_signs_alone_are_nothing_to_look_for(query):
    assert search_terms(query) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_letters_of_a_text_are_found_in_it_wherever_they_stand(before, after):
    text = f"{before}避難所{after}"

    places = found_places(text, terms("避難所"))

    assert any("避" in text[start:end] for start, end in places)


@given(st.text(max_size=40))
def test_letters_know_where_they_came_from(text):
    letters = search_letters(text)

    assert len(letters.text) == len(letters.origins)
    assert all(0 <= start < end <= len(text) for start, end in letters.origins)


@given(st.text(max_size=20), st.text(min_size=1, max_size=6))
def test_the_index_never_leaves_out_a_text_that_holds_the_term(text, query):
    letters = search_letters(text).text
    words = search_words(letters).text
    tokens = index_tokens(letters, words) if letters else set()

    for part in search_terms(query):
        term = term_of(part)
        if term.letters in letters:
            assert all(_stands(token, tokens) for token in term.letter_tokens)
        if term.words and term.words in words:
            assert set(term.word_tokens) <= tokens


def _stands(token, tokens):
    return any(other.startswith(token) for other in tokens) if is_beginning(token) else token in tokens
