import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import WHOLE_WORDS, split_phrases

JAPANESE = st.text(alphabet="あいうおかがさとのはをんアイウー町内会館食堂意見年月日件0123456789,、。（）「」 \n")


@given(st.text() | JAPANESE)
def test_joined_phrases_are_the_text(text):
    assert "".join(split_phrases(text)) == text


@given(JAPANESE)
def test_no_phrase_is_empty_or_begins_with_closing_punctuation(text):
    phrases = split_phrases(text)

    assert all(phrases)
    assert [phrase for phrase in phrases[1:] if phrase[0] in "、。）」ー"] == []
    assert [phrase for phrase in phrases[:-1] if phrase[-1] in "（「"] == []


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", ()),
        ("いまは、地域づくりを話し合うときです", ("いまは、", "地域づくりを", "話し合う", "ときです")),
        ("子ども食堂などに開くほうがよい。", ("子ども食堂などに", "開く", "ほうが", "よい。")),
        ("2018年9月12日（水）に、2,846件の声が届いた", ("2018年9月12日（水）に、", "2,846件の", "声が", "届いた")),
        ("24のうち11に答えました", ("24の", "うち", "11に", "答えました")),
        ("まず三か月、町内会館を開く", ("まず", "三か月、", "町内会館を", "開く")),
        ("町内会館を開くかは、地域にとどめる", ("町内会館を", "開くかは、", "地域に", "とどめる")),
    ],
)
def test_text_breaks_between_phrases(text, phrases):
    assert split_phrases(text) == phrases


@pytest.mark.parametrize("word", WHOLE_WORDS)
def test_words_on_the_list_stay_whole(word):
    for sentence in (word, f"{word}のこと", f"これが{word}。"):
        assert sum(word in phrase for phrase in split_phrases(sentence)) == 1, sentence
