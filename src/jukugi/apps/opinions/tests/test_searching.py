"""What is found: the same on both databases, whatever is typed. The suite runs these on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.opinions.actions.indexing import index_letters, index_opinions
from jukugi.apps.opinions.errors import SearchHasNoWords, SearchHasTooManyTerms, SearchTooLong
from jukugi.apps.opinions.models import Opinion, SearchDoc
from jukugi.apps.opinions.queries.searching import SEARCH_LIMIT, TERMS_AT_MOST, best_first, holding, search_of
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.kit.errors import words_for

LETTERS = "あばバスｽﾞ停2２aA 　\n、坂道🚌𠮷%_\\\"'*避難所子供どもがの"


def given_texts(*texts: str) -> None:
    opinions = [OpinionFactory(text=text) for text in texts]
    index_opinions([opinion.pk for opinion in opinions])


def found(typed: str) -> list[str]:
    search = search_of(typed)
    return [opinion.text for opinion in holding(best_first(Opinion.objects.all(), search), search)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("バス", ["ﾊﾞｽの本数", "バス停が遠い", "ばすをふやして"]),
        ("ﾊﾞｽ", ["ﾊﾞｽの本数", "バス停が遠い", "ばすをふやして"]),
        ("ばす", ["ﾊﾞｽの本数", "バス停が遠い", "ばすをふやして", "そばすきです"]),
        ("子ども", ["こどもの遊び場", "子どもの遊び場", "子供の遊び場"]),
        ("こども", ["こどもの遊び場", "子どもの遊び場", "子供の遊び場"]),
        ("子供 遊び場", ["こどもの遊び場", "子どもの遊び場", "子供の遊び場"]),
        ("避難所", ["避難所が足りない"]),
        ("避難", ["避難の訓練", "避難所が足りない"]),
        ("２人", ["2人で歩けない歩道"]),
        ("坂", ["坂が急", "急な坂"]),
        ("急　坂", ["坂が急", "急な坂"]),
        ("𠮷田", ["𠮷田さんの店"]),
        ("吉田", ["𠮷田さんの店"]),
        ("🚌", ["🚌がほしい"]),
        ("%", []),
        ("どこにもない", []),
    ],
)
def test_voices_are_found_in_every_spelling_and_by_nothing_else(typed, texts):
    given_texts(
        *["ﾊﾞｽの本数", "バス停が遠い", "ばすをふやして", "そばすきです"],
        *["子どもの遊び場", "子供の遊び場", "こどもの遊び場"],
        *["避難所が足りない", "避難の訓練", "2人で歩けない歩道", "坂が急", "急な坂", "𠮷田さんの店", "🚌がほしい"],
    )

    if typed == "%":
        with pytest.raises(SearchHasNoWords):
            search_of(typed)
    else:
        assert sorted(found(typed)) == sorted(texts)


@pytest.mark.django_db
def test_those_with_the_word_come_before_those_with_its_letters_then_the_newest():
    for text, days in [("そばすきです", 3), ("ばすが遠い", 0), ("ばすの本数", 1)]:
        opinion = OpinionFactory(text=text, submission__received_at=BEFORE + timedelta(days=days))
        index_opinions([opinion.pk])

    assert found("ばす") == ["ばすの本数", "ばすが遠い", "そばすきです"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        '"', "''", '" OR 1=1 --', "坂*", "NEAR(坂 急)", "坂 AND 急", "坂 OR 急", "NOT 坂", "坂 -急", "tokens:坂", "^坂",
        "坂\x00急", "b5742", "\\", "100%_", "'; DROP TABLE opinions_opinion; --", "坂:*", "坂 & ! | <->", "{}[]()",
        "\ud83d坂", "坂" * SEARCH_LIMIT, "é", "ﷺ", "\u202e坂", "🚌" * 50,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_looked_for_as_words_or_refused_in_words(typed):
    given_texts("坂が急", "b5742", r"100%_\ です")

    try:
        texts = found(typed)
    except (SearchHasNoWords, SearchTooLong):
        texts = []

    expected = {"坂\x00急": [], "b5742": ["b5742"], "100%_": [r"100%_\ です"], "坂:*": ["坂が急"], "坂*": ["坂が急"]}
    assert expected.get(typed, texts) == texts


def test_nothing_is_no_search():
    assert (search_of(""), search_of(" \u3000\n")) == (None, None)


def test_too_much_is_refused_with_figures():
    with pytest.raises(SearchTooLong) as too_long:
        search_of("坂" * (SEARCH_LIMIT + 1))
    with pytest.raises(SearchHasTooManyTerms) as too_many:
        search_of(" ".join(str(n) for n in range(TERMS_AT_MOST + 1)))

    assert words_for(too_long.value).what == "探す言葉が101字あります。"
    assert words_for(too_many.value).what == "探す言葉が9個あります。"


class TestAgainstEveryRow(TestCase):
    """The slow obvious way: every row read and compared, without an index."""

    @settings(max_examples=60)
    @given(st.lists(st.text(LETTERS, min_size=1, max_size=25), min_size=1, max_size=5), st.data())
    def test_the_index_leaves_out_nothing_and_adds_nothing(self, texts, data):
        source = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(source) - 1))
        typed = data.draw(st.sampled_from([source[start : start + data.draw(st.integers(1, 6))], "子ども", "停 坂"]))
        opinions = [OpinionFactory(text=text) for text in texts]
        index_opinions([opinion.pk for opinion in opinions[1:]])
        index_letters(opinions[:1])
        try:
            search = search_of(typed)
        except (SearchHasNoWords, SearchHasTooManyTerms):
            return
        if search is None:
            return

        by_index = set(holding(Opinion.objects.all(), search).values_list("pk", flat=True))

        assert by_index == {
            doc.pk
            for doc in SearchDoc.objects.all()
            if all(term.letters in doc.letters or (term.words and term.words in doc.words) for term in search.terms)
        }


@pytest.mark.django_db
def test_a_letter_as_long_as_paper_may_bring_is_found_by_its_last_words():
    given_texts("坂が急です。" * 3_300 + "最後の避難所")

    assert len(found("最後の避難所")) == 1
