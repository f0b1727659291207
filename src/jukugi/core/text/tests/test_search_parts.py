"""A part of an index knows of each of its texts what a look at the text would tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import search_parts
from jukugi.core.text.search_parts import LENGTH_AT_MOST, PIECES, fits, held_by_letters, held_by_words, pieces_of
from jukugi.core.text.searching import Term

LETTERS = st.text(st.sampled_from("abあ坂🚌 \ud83d"), min_size=1, max_size=30)
WORDS = st.lists(st.sampled_from(["a", "ab", "坂", "の"]), max_size=12)


def spoken(words: list[str]) -> str:
    return f" {' '.join(words)} " if words else ""


def told(texts: list[tuple[str, str]], term: Term) -> tuple[list[bool], list[bool]]:
    made = pieces_of(texts)
    pieces = {number: made[number] for number in search_parts.pieces_for(term)}
    size = len(texts)
    return held_by_letters(pieces, term, size).tolist(), held_by_words(pieces, term, size).tolist()


@given(st.lists(st.tuples(LETTERS, WORDS), min_size=1, max_size=40), st.data())
def test_what_the_index_tells_is_what_the_texts_hold(given_texts, data):
    texts = [(letters, spoken(words)) for letters, words in given_texts]
    source = data.draw(st.sampled_from([letters for letters, _words in texts]))
    start = data.draw(st.integers(0, len(source) - 1))
    term = Term(source[start : data.draw(st.integers(start + 1, len(source)))], spoken(data.draw(WORDS)))

    by_letters, by_words = told(texts, term)

    assert by_letters == [term.letters in letters for letters, _words in texts]
    assert by_words == [bool(term.words) and term.words in words for _letters, words in texts]
    assert [one or other for one, other in zip(by_letters, by_words, strict=True)] == [
        term.is_held_by(*text) for text in texts
    ]


def test_a_part_has_all_its_pieces_also_the_empty_ones():
    assert len(pieces_of([("坂", "")])) == PIECES


def test_no_texts_hold_nothing():
    assert told([], Term("坂道", " 坂 道 ")) == ([], [])


def test_too_many_and_too_long_texts_are_refused(monkeypatch):
    monkeypatch.setattr(search_parts, "TEXTS_AT_MOST", 1)

    for texts in ([("坂", ""), ("道", "")], [("坂" * LENGTH_AT_MOST, "")], [("坂", " 坂" * LENGTH_AT_MOST)]):
        with pytest.raises(ValueError, match="too many or too long"):
            pieces_of(texts)
    assert fits("坂" * (LENGTH_AT_MOST - 1), "")


def test_the_last_place_of_the_longest_text_is_known():
    letters = "あ" * (LENGTH_AT_MOST - 3) + "坂道"

    assert told([("坂", ""), (letters, ""), ("坂道", "")], Term("坂道", "")) == ([False, True, True], [False] * 3)
