import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import Kind, Piece, compare_texts, similarity
from jukugi.core.text.runs import JOINING, sentence_runs, word_runs

SAME, GONE, NEW = Kind
SENTENCES = st.lists(
    st.sampled_from(
        [
            "会館を貸す。",
            "会館を\n貸し出す。",
            "鍵の決まりをつくる。\n",
            "10人分",
            "居場所づくりを進める。",
            "、",
            "\r\n",
            "が\u3099",
            "👩‍👧と🇯🇵",
        ]
    ),
    max_size=30,
).map("".join)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="会館を貸す手引き、。\n 居場所づくりa1\u3099\u200d👩🏽", max_size=80),
    SENTENCES,
)


def marked(old: str, new: str) -> str:
    """The difference as one line: 〔gone→new〕."""
    words = ""
    for piece in compare_texts(old, new):
        words += (
            piece.text if piece.kind == SAME else f"[-{piece.text}-]" if piece.kind == GONE else f"{{+{piece.text}+}}"
        )
    return words


def side(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(old=TEXTS, new=TEXTS)
def test_nothing_is_lost_and_nothing_invented(old, new):
    pieces = compare_texts(old, new)

    assert side(pieces, SAME, GONE) == old
    assert side(pieces, SAME, NEW) == new
    assert all(piece.text for piece in pieces)


@given(old=st.text(st.characters(), max_size=40), new=st.text(st.characters(), max_size=40))
def test_nothing_is_lost_of_letters_no_writing_has(old, new):
    pieces = compare_texts(old + "\ud83d", "\udc00" + new)

    assert side(pieces, SAME, GONE) == old + "\ud83d"
    assert side(pieces, SAME, NEW) == "\udc00" + new


@given(text=TEXTS)
def test_the_same_text_is_one_piece(text):
    assert compare_texts(text, text) == ((Piece(SAME, text),) if text else ())
    assert similarity(text, text) == 1


@given(old=TEXTS, new=TEXTS)
def test_neighbours_are_of_different_kinds_and_what_is_gone_stands_first(old, new):
    kinds = [piece.kind for piece in compare_texts(old, new)]

    assert all(first != second and (first, second) != (NEW, GONE) for first, second in pairwise(kinds))


@given(old=TEXTS, new=TEXTS)
def test_no_letter_is_cut_from_the_marks_that_join_to_it(old, new):
    pieces = compare_texts(old, new)

    torn = [piece.text for piece in pieces if re.match(f"[{JOINING}\u200d]", piece.text)]
    assert [text for text in torn if not old.startswith(text[0]) and not new.startswith(text[0])] == []


@given(old=TEXTS, new=TEXTS)
def test_similarity_is_a_share_does_not_mind_the_order_and_is_whole_for_equals_only(old, new):
    found = similarity(old, new)

    assert 0 <= found <= 1
    assert found == similarity(new, old)
    assert (found == 1) == (old == new)


@given(text=TEXTS)
def test_words_and_sentences_together_are_the_text(text):
    assert "".join(word_runs(text)) == text
    assert "".join(sentence_runs(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("小学校区で条件を探す。", "中学校区で条件と費用を探す。", "[-小学校区-]{+中学校区+}で条件{+と費用+}を探す。"),
        ("会館を貸す。", "会館を貸す。\n鍵をつくる。", "会館を貸す。{+\n鍵をつくる。+}"),
        ("会館を貸す。鍵を貸す。", "会館を貸す。机を貸す。鍵を貸す。", "会館を貸す。{+机を貸す。+}鍵を貸す。"),
        ("A市とB市とC市", "A市とC市", "A市と[-B市と-]C市"),
        ("計画を進める。", "計画を始める。", "計画を[-進める-]{+始める+}。"),
        ("計画を進める。", "計画を進んだ。", "計画を[-進める-]{+進んだ+}。"),
        ("居場所をふやす", "居場所づくりをふやす", "居場所{+づくり+}をふやす"),
        ("市民の声を聞く。", "区民の意見を聞く。", "[-市民の声-]{+区民の意見+}を聞く。"),
        ("声を広げる。", "声を広げていく。担い手を支える。", "声を[-広げる-]{+広げていく+}。{+担い手を支える。+}"),
        ("負担は3.5％、1,200人。", "負担は3.8％、1,300人。", "負担は[-3.5％、1,200人-]{+3.8％、1,300人+}。"),
        ("天気が良い。犬が走る。", "市民館の運営を見直す。", "[-天気が良い。犬が走る-]{+市民館の運営を見直す+}。"),
        ("一つ目\n二つ目\n", "一つ目\n三つ目\n", "一つ目\n[-二つ-]{+三つ+}目\n"),
        ("か\u3099まん", "かまん", "[-か\u3099まん-]{+かまん+}"),
    ],
)  # fmt: skip
def test_a_reader_sees_whole_words_and_no_confetti(old, new, shown):
    assert marked(old, new) == shown


def test_a_long_document_changed_in_every_clause_is_told_whole():
    clauses = [
        f"{number} 市は、第{number}地区の町内会が担う配布の仕事を、回数と通数の両方から見直します。"
        + "居場所づくりは、区役所と中間支援の団体がともに支え、年に一度、使われ方を確かめて公表します。" * 3
        for number in range(400)
    ]
    changed = [clause.replace("回数と", "回数、時期と").replace("年に一度", "年に二度") for clause in clauses]

    pieces = compare_texts("\n".join(clauses), "\n".join(changed))

    assert sum(map(len, clauses)) > 70_000
    assert side(pieces, SAME, NEW) == "\n".join(changed)


def test_long_texts_with_nothing_in_common_are_one_that_went_and_one_that_came():
    old = "".join(chr(0x4E00 + 7 * place % 9000) + "のをにが"[place % 4] for place in range(10_000))
    new = "".join(chr(0x4E00 + 11 * place % 9000) + "をのがに"[place % 4] for place in range(10_000))

    pieces = compare_texts(old, new)

    assert side(pieces, SAME, GONE) == old
    assert side(pieces, SAME, NEW) == new
