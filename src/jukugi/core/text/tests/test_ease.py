import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.ease import LONGEST_SENTENCE, Hint, hints
from jukugi.core.text.ease_words import TERMS, VERBS

JAPANESE = st.text(
    alphabet="施策実施行われるないわけにはいかSDC令和7年9月1日（水）〜10時ご記入ください、。\n \ud800\x00"
)


def told(text):
    return [(hint.code, hint.written) for hint in hints(text)]


@given(st.text() | JAPANESE)
def test_a_hint_shows_what_stands_at_its_place(text):
    for hint in hints(text):
        assert 0 <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end].strip() == hint.written.strip()


@given(JAPANESE)
def test_hints_come_in_the_order_of_the_text_and_each_once(text):
    found = hints(text)

    assert list(found) == sorted(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("近所で話せる場所をつくります。", []),
        ("アンケートを実施します。", [("term", "アンケート"), ("verb", "実施")]),
        ("実施の日を決める。", []),
        ("サポーターが来ます。", []),
        ("サポートします。サポートします。", [("term", "サポート")]),
        ("意見が使われます。", [("passive", "使われ")]),
        ("声が紹介されます。", [("passive", "紹介され")]),
        ("行かないわけにはいかない。", [("double_negative", "ないわけにはいか")]),
        ("できないことはありません。", [("double_negative", "ないことはありません")]),
        ("書かなければなりません。", [("must", "なければなりません")]),
        ("お名前をご記入ください。", [("honorific", "ご記入ください")]),
        ("見ていただきます。", [("honorific", "いただき")]),
        ("SDCに聞く。", [("acronym", "SDC")]),
        ("SDC（区の手伝いの場）に聞く。SDCは区にある。", []),
        ("区の手伝いの場（SDC）に聞く。", []),
        ("FAXで送る。", []),
        ("9月1日に開く。", [("date", "9月1日")]),
        ("9月1日（火）に開く。", []),
        ("10月1日間。", []),
        ("令和8年に決める。", [("era", "令和8年")]),
        ("2026年（令和8年）に決める。", []),
        ("令和8年（2026年）に決める。", []),
        ("10時〜12時です。", [("range", "〜")]),
        ("学校運営協議会長の話。", [("kanji_row", "学校運営協議会長")]),
        ("お金を図る。", [("term", "図る")]),
    ],
)
def test_places_that_readers_stumble_over_are_found(text, found):
    assert told(text) == found


def test_a_sentence_may_have_thirty_letters_and_no_more():
    fitting, long = "あ" * LONGEST_SENTENCE, "い" * (LONGEST_SENTENCE + 1)

    found = hints(f"{fitting}。 {long}。")

    assert found == (Hint(32, 63, "long_sentence", long, count=31),)


def test_a_word_comes_with_a_plainer_one_and_what_it_means():
    (hint,) = hints("附属機関に聞く。")

    assert (hint.easier, hint.meaning) == (
        "市長に意見を言う会議",
        "専門家や市民が話し合い、市長に意見を言う会議",
    )


def test_the_list_holds_the_words_of_the_field():
    assert len(TERMS) >= 150
    assert len(VERBS) >= 100
    assert [word for word, known in TERMS.items() if not known.easier] == []


def test_no_plainer_word_is_as_hard_as_the_one_it_stands_for():
    assert [(word, easier) for word, easier in VERBS.items() if word in easier] == []
    assert [word for word, known in TERMS.items() if word == known.easier] == []
