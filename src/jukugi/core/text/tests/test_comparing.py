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
        ("市外の人にも貸してほしい", "市街の人にも貸してほしい", Reason.WORD),
        ("通学路の市道を直してほしい", "通学路の私道を直してほしい", Reason.WORD),
        ("名簿は医師の確認がいる", "名簿は意思の確認がいる", Reason.WORD),
        ("それはよい案だ", "それは悪い案だ", Reason.WORD),
        ("手すりがほしい", "手すりがほしい。この件について述べてほしい。", Reason.WORD),
        ("手すりがほしい", "手すりがほしい。アンケートの結果を回答者に返すべきだ。", Reason.ELSEWHERE),
    ],
)
def test_a_number_or_a_stance_never_disappears(first, second, reason):
    assert compare(first, second).reason == reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("会計の仕事が大変だ", "かいけいのしごとがたいへんだ"),
        ("会費を三百円にする", "かいひをさんびゃくえんにする"),
        ("勉強できる場所がほしい", "弁境できる場所がほしい"),
        ("公園のトイレが暗い", "公園のトレイが暗い"),
        ("分別ルールが難しい", "分別ルーが難しい"),
        ("役員の任期が長い", "役員の任期が長いい"),
        ("集まれる部屋がない", "集まれる屋部がない"),
        ("ごみ置き場を増やして", "ごみ置き場を増やして（笑）"),
        ("見守りの人がいない", "見守りの人がいないので困っています"),
        ("集まれる場所がほしい", "集まれる場所を作ってください"),
        ("窓口を一つにしてほしい", "こんばんは、窓口を一つにしてほしい、よろしくお願いします。"),
        ("よろしくお願いします", "宜しくお願いします"),
        ("案内は字が小さくて読めない", "案内は地が小さくて読めない"),
        ("短い期間だけ関われる係がほしい", "短い期間だけ関われる掛がほしい"),
        ("失敗した事業も公開すべきだ", "素案を読みました。失敗した事業も公開すべきだ"),
        ("会館に手すりがほしい", "会館に手すりがほしい。前から思っていました。"),
        ("民生委員に手当を出すべきだ", "この件について一言申し上げます。民生委員に手当を出すべきだ"),
    ],
)
def test_one_opinion_is_known_in_other_writing(first, second):
    assert compare(first, second).is_duplicate


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市が町内会に頼む", "町内会が市に頼む"),
        ("区に任せず話し合う", "区に任せ話し合う"),
        ("市立の施設を使う", "私立の施設を使う"),
        ("日曜日に開ける", "火曜日に開ける"),
        ("小学校を開ける", "学校を開ける"),
        ("配布が多くて困る", "配布が多くて助かる"),
        ("こんにちは、公園を増やして", "こんにちは、歩道を増やして"),
        ("ベンチがない。増設をご検討ください。", "ベンチがない。撤去をご検討ください。"),
        ("市に期待しています", "市に期待していません"),
        ("席を増やして", "席を増やして。駐輪場もお願いします。"),
        ("席を増やして", "席を増やして。市の意見を区民に伝えてほしい。"),
    ],
)
def test_what_is_wanted_is_never_taken_for_courtesy_or_a_slip(first, second):
    assert not compare(first, second).is_duplicate


def test_texts_as_long_as_a_report_are_compared_too():
    report = "".join(f"{number}番目の町内会館の鍵を借りに行くのが大変だ。" for number in range(600))

    assert compare(report, report.replace("鍵", "カギ")).reason == Reason.SPELLING
    assert compare(report, report[:6000] + "し" + report[6000:]).reason == Reason.SLIP
    assert compare(report, report[::-1]).reason == Reason.ELSEWHERE


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
