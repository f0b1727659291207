import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.aligning import KANJI, Ruby, aligned
from jukugi.core.text.furigana import furigana

JAPANESE = st.text(
    alphabet="町内会館食堂意見年月日件三一二十百万本人階間方上下行開市場何水（）、。のをにはがでつりた"
    "0123456789１２３,ヶァー々〇 \n\ud800\x00𠮷髙"
)
OVERRIDES = {"登戸": "のぼりと", "市場": "いちば", "町": "ちょう", "向ヶ丘": "むこうがおか", "": "", "あ": "あ"}


def shown(text, **options):
    """漢字《かんじ》 as in the open library of literature."""
    return "".join(
        f"{part.written}《{part.reading}》" if part.reading else part.written for part in furigana(text, **options)
    )


@given(st.text() | JAPANESE)
def test_joined_parts_are_the_text(text):
    assert "".join(part.written for part in furigana(text)) == text
    assert "".join(part.written for part in furigana(text, overrides=OVERRIDES)) == text


@given(JAPANESE)
def test_only_kanji_have_a_reading_and_it_is_in_hiragana(text):
    read = [part for part in furigana(text, overrides=OVERRIDES) if part.reading]

    assert [part for part in read if not re.fullmatch(f"[{KANJI}]+", part.written)] == []
    assert [part for part in read if not re.fullmatch("[ぁ-ゖー]+", part.reading)] == []


@given(JAPANESE)
def test_no_part_is_empty_and_the_same_text_is_read_the_same(text):
    parts = furigana(text)

    assert all(part.written for part in parts)
    assert furigana(text) == parts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("ひらがなとカタカナ", "ひらがなとカタカナ"),
        ("出し方", "出《だ》し方《かた》"),
        ("スポーツ施設", "スポーツ施設《しせつ》"),
        ("新百合ヶ丘", "新《しん》百合《ゆり》ヶ丘《おか》"),
        ("印（しるし）を", "印《しるし》（しるし）を"),
        ("１人、2人、3人", "１人《り》、2人《り》、3人《にん》"),
        ("三人と二人", "三《さん》人《にん》と二人《ふたり》"),
        ("200本と3本", "200本《ぽん》と3本《ぼん》"),
        ("従業員三十人", "従業《じゅうぎょう》員《いん》三十《さんじゅう》人《にん》"),
        ("三十分かかる", "三十《さんじゅっ》分《ぷん》かかる"),
        ("十分にある", "十分《じゅうぶん》にある"),
        ("9月1日、1日に1回", "9月《がつ》1日《たち》、1日《にち》に1回《かい》"),
        ("九月一日と二十日", "九《く》月《がつ》一日《ついたち》と二十日《はつか》"),
        ("10万人、3億円、5千円", "10万《まん》人《にん》、3億《おく》円《えん》、5千《せん》円《えん》"),
        ("二つの部屋、二部屋", "二《ふた》つの部屋《へや》、二部屋《ふたへや》"),
        ("何人", "何《なん》人《にん》"),
        ("令和七年四月（水）", "令和《れいわ》七《なな》年《ねん》四《し》月《がつ》（水《すい》）"),
    ],
)
def test_numbers_and_counters_are_read_together(text, read):
    assert shown(text) == read


@pytest.mark.parametrize(
    ("text", "word", "reading"),
    [
        ("町と市の間に入る", "間", "あいだ"),
        ("仕事で間に合わない", "間", "ま"),
        ("世代間の話", "間", "かん"),
        ("朝の市場で魚を買う", "市場", "いちば"),
        ("市場経済", "市場", "しじょう"),
        ("会議を行った", "行", "おこな"),
        ("公園に行った", "行", "い"),
        ("片づけてくれる方がほしい", "方", "かた"),
        ("早く決めた方がよい", "方", "ほう"),
        ("法律の下で", "下", "もと"),
        ("橋の下で", "下", "した"),
        ("カレーは辛い", "辛", "から"),
        ("一人で辛い", "辛", "つら"),
        ("会を開いた", "開", "ひら"),
        ("窓が開いている", "開", "あ"),
        ("今日的な話", "今日", "こんにち"),
        ("今日の話", "今日", "きょう"),
        ("相談日", "日", "び"),
    ],
)
def test_a_word_of_two_readings_is_read_by_its_neighbours(text, word, reading):
    assert Ruby(word, reading) in furigana(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("登戸の市場", "登戸《のぼりと》の市場《いちば》"),
        ("向ヶ丘の町", "向《むこう》ヶ丘《おか》の町《ちょう》"),
        ("町内の子", "町内《ちょうない》の子《こ》"),
    ],
)
def test_what_staff_have_set_goes_first_where_it_is_a_word_of_the_text(text, read):
    assert shown(text, overrides=OVERRIDES) == read


def test_the_longest_of_what_staff_have_set_applies():
    assert shown("登戸新町", overrides={"登戸": "あ", "登戸新町": "のぼりとしんまち"}) == "登戸新町《のぼりとしんまち》"


def test_a_reading_that_does_not_fit_is_no_reading():
    assert aligned("出し方", "だしかた") == (Ruby("出", "だ"), Ruby("し", ""), Ruby("方", "かた"))
    assert aligned("出し方", "でかた") is None
    assert aligned("登戸", "ノボリト") is None
    assert aligned("登戸", "") is None


def test_a_very_long_text_is_read():
    text = "町内会の会館。" * 6_000

    assert "".join(part.written for part in furigana(text)) == text
