import pytest

from jukugi.apps.opinions.actions.words import checked
from jukugi.apps.opinions.enums import PAPER_TEXT_LIMIT, TEXT_LIMIT
from jukugi.apps.opinions.errors import OpinionEmpty, OpinionHasControls, OpinionHasNoWords, OpinionTooLong
from jukugi.kit.errors import words_for


def test_words_are_kept_as_they_were_written():
    written = "一、バスが少ない。\n　　二、坂が急だ😀\n\n(ｶﾅも、ＡＢＣも、髙も﨑も)"

    assert checked(written, limit=TEXT_LIMIT) == written


def test_blanks_at_the_ends_and_other_line_ends_are_tidied():
    assert checked("  \r\n一行目\r\n二行目 \r\n\r\n\r\n\r\n三行目\r\n ", limit=TEXT_LIMIT) == "一行目\n二行目\n\n三行目"


@pytest.mark.parametrize("text", ["", " ", "\u3000\n\t\r\n", "\u200b\u200d", "\u3164", "\x00\x07", "\x00 \u3000"])
def test_nothing_to_read_is_empty(text):
    with pytest.raises(OpinionEmpty):
        checked(text, limit=TEXT_LIMIT)


@pytest.mark.parametrize("text", ["😀", "👍🏽👍🏽", "！！！", "2026", "👨\u200d👩\u200d👧", "\ufffd"])
def test_signs_and_emoji_alone_are_no_words(text):
    with pytest.raises(OpinionHasNoWords):
        checked(text, limit=TEXT_LIMIT)


@pytest.mark.parametrize("text", ["駅", "ok", "바", "バスが😀"])
def test_one_word_is_enough(text):
    assert checked(text, limit=TEXT_LIMIT) == text


def test_control_characters_are_told_and_the_cleaned_words_are_taken():
    with pytest.raises(OpinionHasControls) as refused:
        checked("坂が\x00急で\x07困る\x00\n", limit=TEXT_LIMIT)

    assert refused.value.params == {"count": 3}
    assert checked(refused.value.cleaned, limit=TEXT_LIMIT) == "坂が急で困る"


def test_control_characters_are_told_before_the_length_that_they_would_add_to():
    with pytest.raises(OpinionHasControls) as refused:
        checked("あ" * TEXT_LIMIT + "\x00", limit=TEXT_LIMIT)

    assert checked(refused.value.cleaned, limit=TEXT_LIMIT) == "あ" * TEXT_LIMIT


@pytest.mark.parametrize("limit", [TEXT_LIMIT, PAPER_TEXT_LIMIT])
def test_the_limit_itself_is_taken_and_one_letter_more_is_not(limit):
    taken = checked(f" {'あ' * limit}\n", limit=limit)

    with pytest.raises(OpinionTooLong) as refused:
        checked("あ" * (limit + 1), limit=limit)

    assert len(taken) == limit
    assert refused.value.params == {"length": limit + 1, "limit": limit}


def test_a_refusal_for_length_names_both_figures():
    with pytest.raises(OpinionTooLong) as refused:
        checked("あ" * 4001, limit=TEXT_LIMIT)

    assert words_for(refused.value).what == "意見が4,001字あります。一度に受け付けられるのは4,000字までです。"


def test_format_characters_that_turn_or_hide_words_are_left_out():
    assert checked("坂が\u202e急で\u200bこまる", limit=TEXT_LIMIT) == "坂が急でこまる"
