import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.comparing import Reason, compare
from jukugi.core.text.plain import plain

BASE = "町内会館を平日の昼間だけ子ども食堂に貸してほしい"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (BASE, Reason.SAME),
        ("町内会館を 平日の昼間だけ、子ども食堂に貸してほしい。", Reason.SAME),
        ("町内会館を平日の昼間だけ子供食堂に貸して欲しい", Reason.SPELLING),
        ("町内会館を平日の昼間だけ子ども食堂に貸してほしいです", Reason.COURTESY),
        ("町内会館を平日の昼間だけ子ども食堂に貸していただきたいと思います", Reason.COURTESY),
        ("町内会館を平日の昼間だけ子ども食堂に貸てしほしい", Reason.SLIP),
        (f"いつもお世話になっております。{BASE}。ご検討のほどよろしくお願いいたします。", Reason.STOCK),
        ("町内会館を平日の昼間だけ子ども食堂に貸さないでほしい", Reason.STANCE),
        ("町内会館を平日の夜間だけ子ども食堂に貸してほしい", Reason.WORD),
        ("町内会館を平日の昼間だけ学習教室に貸してほしい", Reason.WORD),
        ("公園で焚き火ができる日を決めたい", Reason.ELSEWHERE),
    ],
)
def test_what_differs_is_explained(other, reason):
    assert compare(BASE, other).reason == reason


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("配布を月二回にしてください", "配布を月三回にしてください", Reason.NUMBER),
        ("2 回開く", "２回ひらく", Reason.SPELLING),
        ("居場所を増やしてほしい", "居場所を減らしてほしい", Reason.WORD),
        ("会館を開けてはいただけないでしょうか", "会館を開けてほしい", Reason.COURTESY),
        ("防災訓練を続けてほしい", "防災訓練をやめてほしい", Reason.WORD),
        ("そう思う", "そうは思わない", Reason.STANCE),
    ],
)
def test_a_number_or_a_stance_never_disappears(first, second, reason):
    assert compare(first, second).reason == reason


def test_the_pieces_that_decided_are_given():
    assert compare("朝の見守りを続けたい", "夜の見守りを続けたい").pieces == ("朝", "夜")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_duplicate_of_itself_and_the_order_does_not_matter(first, second):
    assert compare(first, first).is_duplicate
    assert compare(first, second).is_duplicate == compare(second, first).is_duplicate


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ＡＢＣ　ａｂｃ", "abc abc"),
        ("町\u200b内\x07会\n館", "町 内 会 館"),
        ("こども　の　ばしょ が　ほしい。", "こどものばしょがほしい。"),
        ("公園 の　木", "公園 の 木"),
        ("ﾊﾞｽ ﾃｲ", "バステイ"),
    ],
)
def test_the_plain_form_of_a_text(text, form):
    assert plain(text) == form
