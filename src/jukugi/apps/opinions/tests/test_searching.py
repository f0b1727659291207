"""What is found: the same on both databases, whatever is typed. The suite runs these on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.opinions.actions import search_parts
from jukugi.apps.opinions.actions.indexing import index_letters, index_opinions
from jukugi.apps.opinions.actions.search_parts import bring_into_index
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.errors import SearchHasNoWords, SearchHasTooManyTerms, SearchTooLong
from jukugi.apps.opinions.models import Opinion, SearchDoc, Submission
from jukugi.apps.opinions.queries.hits import hits
from jukugi.apps.opinions.queries.searching import SEARCH_LIMIT, TERMS_AT_MOST, Among, Search, search_of
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.kit.errors import words_for

LETTERS = "あばバスｽﾞ停2２aA 　\n、坂道🚌𠮷%_\\\"'*避難所子供どもがの"

EVERYWHERE = Among(lambda kind: True)


def given_texts(*texts: str) -> None:
    opinions = [OpinionFactory(text=text) for text in texts]
    index_opinions([opinion.pk for opinion in opinions])
    bring_into_index()


def found(typed: str) -> list[str]:
    return [Opinion.objects.get(pk=key).text for key in hits(search_of(typed), EVERYWHERE).best_first()]


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


def in_every_row(search: Search) -> list[int]:
    """The slow obvious way: every row read and compared, without an index."""
    docs = SearchDoc.objects.select_related("opinion__submission").order_by("-opinion__submission__received_at", "-pk")
    held = [doc for doc in docs if all(term.is_held_by(doc.letters, doc.words) for term in search.terms)]
    spoken = [doc.pk for doc in held if all(term.words and term.words in doc.words for term in search.terms)]
    return spoken + [doc.pk for doc in held if doc.pk not in spoken]


def change(opinion: Opinion, how: str, text: str) -> None:
    """What may happen to an opinion after the index has it."""
    if how == "words read":
        index_opinions([opinion.pk])
    elif how == "text":
        Opinion.objects.filter(pk=opinion.pk).update(text=text)
        index_opinions([opinion.pk])
    elif how == "gone":
        SearchDoc.objects.filter(pk=opinion.pk).delete()
    elif how == "state":
        Opinion.objects.filter(pk=opinion.pk).update(state=OpinionState.HIDDEN)
    elif how == "day":
        Submission.objects.filter(pk=opinion.submission_id).update(received_at=BEFORE + timedelta(days=1))


CHANGES = ["words read", "text", "gone", "state", "day", "index"]


class TestAgainstEveryRow(TestCase):
    @settings(max_examples=60)
    @given(st.lists(st.text(LETTERS, min_size=1, max_size=25), min_size=1, max_size=5), st.data())
    def test_the_index_leaves_out_nothing_and_adds_nothing_whatever_happened(self, texts, data):
        source = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(source) - 1))
        typed = data.draw(st.sampled_from([source[start : start + data.draw(st.integers(1, 6))], "子ども", "停 坂"]))
        opinions = [OpinionFactory(text=text) for text in texts]
        index_letters(opinions[:2])
        index_opinions([opinion.pk for opinion in opinions[1:]])
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(search_parts, "TEXTS_AT_MOST", data.draw(st.sampled_from([2, 16_384])))
            for how in data.draw(st.lists(st.sampled_from(CHANGES), max_size=5)):
                if how == "index":
                    assert bring_into_index()
                else:
                    change(data.draw(st.sampled_from(opinions)), how, data.draw(st.sampled_from(texts)))
        try:
            search = search_of(typed)
        except (SearchHasNoWords, SearchHasTooManyTerms):
            return
        if search is None:
            return

        found = hits(search, EVERYWHERE)

        assert found.best_first() == in_every_row(search)
        assert sum(found.numbers().values()) == len(found.keys)
        assert {(kind.state, kind.process) for kind in found.numbers()} == set(
            Opinion.objects.filter(pk__in=found.best_first()).values_list("state", "submission__process")
        )


@pytest.mark.django_db
def test_a_letter_as_long_as_paper_may_bring_is_found_by_its_last_words():
    given_texts("坂が急です。" * 3_300 + "最後の避難所")

    assert len(found("最後の避難所")) == 1
