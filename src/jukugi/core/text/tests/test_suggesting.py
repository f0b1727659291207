import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.text.reading import read_texts
from jukugi.core.text.suggesting import Meanings, suggest_issues
from jukugi.core.text.tests.builders import word_vectors
from jukugi.core.text.vectors import NO_VECTORS
from jukugi.core.text.voices import IssueText

ISSUES = [
    IssueText("地域の居場所づくり", "気軽に立ち寄れる場を近くに増やす。", ("居場所", "交流", "孤立")),
    IssueText("災害への備え", "避難所と訓練を住民と見直す。", ("防災", "避難所", "訓練")),
    IssueText("町内会への依頼を減らす", "配布や推薦など市が頼む仕事を見直す。", ("配布", "推薦", "募金")),
]
TEXTS = ["地震のとき誰が体育館の鍵を開けるのか", "広報を配るのに半日かかる", "退職してから近所に話し相手がいない"]


def test_words_near_in_meaning_lead_to_the_issue():
    suggestions = suggest_issues(read_texts(TEXTS), ISSUES, vectors=word_vectors())

    assert [item.nearest[0] for item in suggestions] == [1, 2, 0]
    assert "地震" in suggestions[0].words


def test_without_vectors_shared_words_still_count():
    found = suggest_issues(read_texts(["避難所の訓練を変えたい"]), ISSUES, vectors=NO_VECTORS)

    assert (found[0].nearest[0], found[0].words[:1]) == (1, ("訓練",)) or found[0].words[0] in ("避難", "訓練")


@pytest.mark.parametrize("text", ["", "！！", "123", "です。"])
def test_a_text_without_words_gets_no_proposal(text):
    found = suggest_issues(read_texts([text, *TEXTS]), ISSUES, vectors=word_vectors())[0]

    assert (found.nearest, found.words, found.is_abstaining) == ((), (), True)


def test_what_people_placed_teaches():
    texts = [
        f"{colour}屋根の{word}" for colour in ("赤い", "青い", "白い") for word in ("瓦", "色", "音", "形", "雨", "影")
    ]
    texts += ["古い屋根の瓦と色"]
    placed = [2] * 18 + [None]

    found = suggest_issues(read_texts(texts), ISSUES, vectors=NO_VECTORS, placed=placed)[-1]

    assert found.nearest[0] == 2


def test_a_model_of_whole_texts_is_one_more_view():
    texts, issues = np.eye(3, 8, dtype=np.float32), np.eye(3, 8, dtype=np.float32)

    found = suggest_issues(
        read_texts(["朝に歩く", "昼に歩く", "夜に歩く"]), ISSUES, vectors=NO_VECTORS, neural=Meanings(texts, issues)
    )

    assert [item.nearest[:1] for item in found] == [(0,), (1,), (2,)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(TEXTS) | st.text(max_size=12), max_size=12), st.integers(1, 3))
def test_every_text_gets_at_most_three_different_issues_and_a_share(texts, n_issues):
    found = suggest_issues(read_texts(texts), ISSUES[:n_issues], vectors=word_vectors())

    assert len(found) == len(texts)
    for item in found:
        assert len(set(item.nearest)) == len(item.nearest) <= n_issues
        assert 0 <= item.sureness <= 1
