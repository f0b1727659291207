import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import folded, has_letters, is_blank, is_control, lines, one_line

WRITTEN = st.text(alphabet="あい意見。A1 \u3000\t\n\r\x00\x1f\x7f\u200b\u200d\u202e\u2028😀")


@given(st.text() | WRITTEN)
def test_lines_are_tidy_and_tidying_them_again_changes_nothing(text):
    tidy = lines(text)

    assert lines(tidy) == tidy
    assert tidy == tidy.strip()
    assert "\n\n\n" not in tidy
    assert "\r" not in tidy


@given(st.text() | WRITTEN)
def test_tidying_keeps_every_letter_in_its_order(text):
    def letters(written: str) -> str:
        return "".join(c for c in written if c.isalnum())

    assert letters(lines(text)) == letters(text)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("", ""),
        (" \n\u3000\t\n", ""),
        ("一行", "一行"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("一\n\n\n\n二", "一\n\n二"),
        ("  　頭を下げた文  \n  二行目  ", "頭を下げた文\n  二行目"),
        ("一\x0b二\x0c三\u2028四\u2029五\x85六", "一\n二\n三\n四\n五\n六"),
        ("単位\x1f区切り", "単位 区切り"),
        ("見え\u200bない\ufeff文字\u202e", "見えない文字"),
        ("家族👨\u200d👩\u200d👧です", "家族👨\u200d👩\u200d👧です"),
        ("葛\U000e0100飾", "葛\U000e0100飾"),
        ("\u06dd\u0661", "\u06dd\u0661"),
        ("壊れた\ud800字", "壊れた字"),
    ],
)
def test_lines_are_kept_and_what_is_not_seen_goes(text, tidy):
    assert lines(text) == tidy


def test_control_characters_stay_for_the_caller_to_speak_of():
    kept = lines("一\x00二\x07三\x7f四\x9b")

    assert kept == "一\x00二\x07三\x7f四\x9b"
    assert sum(map(is_control, kept)) == 4


@pytest.mark.parametrize("text", ["", " ", "\u3000\n\t", "\u200d", "\u3164\u2800", " \u200c\uffa0 "])
def test_blanks_joiners_and_letters_without_shape_are_nothing_to_read(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["あ", "。", "1", "😀", " x "])
def test_whatever_leaves_ink_is_something_to_read(text):
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["意見", "ｶﾅ", "ok", "мир", "한", "😀が", "1つ"])
def test_letters_of_any_script_are_words(text):
    assert has_letters(text)


@pytest.mark.parametrize("text", ["", "😀😀", "123", "！？…", "\u3164", "👨\u200d👩\u200d👧", "○×"])
def test_signs_figures_and_emoji_alone_are_no_words(text):
    assert not has_letters(text)


def test_megabytes_are_tidied_at_once():
    text = "これからの地域。\n" * 600_000

    assert len(lines(text)) == len(text) - 1


def test_one_line_has_single_blanks():
    assert one_line(" 一\n二\u3000\u3000三\u200b\x00 ") == "一 二 三"


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＡＢＣ", "abc"), ("町内会 館", "町内会館"), ("よい。", "よい"), ("ｶﾅ", "カナ"), ("葛\U000e0100", "葛")],
)
def test_texts_that_read_the_same_fold_to_the_same(one, other):
    assert folded(one) == folded(other)


def test_texts_that_read_otherwise_fold_apart():
    assert folded("町内会館を開く") != folded("町内会館を開かない")
