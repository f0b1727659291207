"""Where short Japanese text may break: between phrases (文節), never inside a word people read as one.

BudouX proposes the breaks; the rules here take some of them back. They never add one.
"""

import re
from functools import cache, lru_cache

import budoux

# Words that stay whole: those BudouX cuts in two, and those it might cut in another sentence.
WHOLE_WORDS = (
    # words of the field (VISUAL §2)
    "子ども食堂", "子ども会", "町内会館", "町内会", "自治会", "居場所", "小学校区", "学校区", "区民会議", "市民館",
    "パブリックコメント", "行政依頼事務", "声のゆくえ", "意見カード", "意見文", "基本的考え方", "考え方", "市民創発",
    "中間支援", "中間報告", "伴走支援", "地域投資", "地域包括ケア", "市民参加", "市民自治", "附属機関", "担い手",
    "世話役", "空き店舗", "空き教室", "受付番号", "受け付け", "持ち主", "近所づきあい", "地区カルテ",
    # everyday words whose second half stands alone badly
    "おはようございます", "ありがとうございます", "ございます", "ください", "かまいません", "わからない", "さしつかえ",
    "とどめる", "とどまる", "さがす", "さがし", "のせる", "のせて", "にくい", "やすい", "ひとり", "ゆくえ",
    "取り入れない", "取り入れる", "思うこと", "一人ひとり", "それぞれ", "見つかりません", "こちら",
)  # fmt: skip

COUNTERS = (
    "年度|年代|年生|か年|年間|年|か月|カ月|ヶ月|月|週間|週|日間|日|時間|時半|時|分間|分|秒|か所|カ所|箇所|種類|類|世帯|団体|"
    "件|通|人|名|組|票|枚|冊|点|回|番|号|章|節|項|条|問|字|文字|歳|割|％|%|円|万|億|兆|千|区|つ|台|軒|校|階|km|m|メートル"
)
_NUMBER = r"(?:第|約|およそ)?[0-9０-９][0-9０-９,，.．:：]*"
_TOGETHER = re.compile(
    "|".join(
        (
            # 2018年9月12日（水）13時30分 is one word as far as 日; the weekday stays with its day
            rf"(?:{_NUMBER}(?:{COUNTERS})?)+(?:[（(][日月火水木金土祝・]{{1,3}}[)）])?",
            rf"[一二三四五六七八九十百千万数何]+(?:{COUNTERS})",
            *sorted(map(re.escape, WHOLE_WORDS), key=len, reverse=True),
            r"[ァ-ヴー]+",
            r"[A-Za-z0-9][A-Za-z0-9_.@/:+#-]*",
            r"[一-龥]{1,3}[都道府県市区町村](?![一-龥])",
        )
    )
)
# 行頭禁則, 行末禁則 (JIS X 4051), as far as a phrase may meet them.
_NEVER_FIRST = frozenset(
    "、。，．・：；？！,.:;?!)）]］}｝〉》」』】〕〟’”ー〜～…‥々ゝゞヽヾ％%゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NEVER_LAST = frozenset("(（[［{｛〈《「『【〔〝‘“")
_SINGLE_HIRAGANA = re.compile(r"[ぁ-ん]")


@cache
def _parser() -> budoux.Parser:
    """The model (30 ms to load) comes with the budoux package and is read once in a process."""
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=2048)
def split_phrases(text: str) -> tuple[str, ...]:
    """Cut text into phrases; a line may end after each of them.

    Parameters
    ----------
    text : any text; meant for short ones (headings, cards, voices). Cost is linear in its length.

    Returns
    -------
    The phrases, in order, none empty. Joined they are the text, character for character.

    References
    ----------
    BudouX, https://github.com/google/budoux; JIS X 4051:2004 for characters that may not begin or end a line.
    """
    held = _positions_inside_words(text)
    phrases: list[str] = []
    position = 0
    for piece in _parser().parse(text):
        if position > 0 and (position in held or not _may_meet(text[position - 1], text[position])):
            phrases[-1] += piece
        else:
            phrases.append(piece)
        position += len(piece)
    return _without_stray_kana(phrases)


def _positions_inside_words(text: str) -> frozenset[int]:
    """Positions where no line may end because a word, number or date runs across them."""
    return frozenset(position for word in _TOGETHER.finditer(text) for position in range(word.start() + 1, word.end()))


def _may_meet(before: str, after: str) -> bool:
    return after not in _NEVER_FIRST and before not in _NEVER_LAST and not after.isspace()


def _without_stray_kana(phrases: list[str]) -> tuple[str, ...]:
    """No phrase is a single hiragana: it is a particle or an ending that BudouX cut off."""
    kept: list[str] = []
    for phrase in phrases:
        if kept and _SINGLE_HIRAGANA.fullmatch(phrase):
            kept[-1] += phrase
        else:
            kept.append(phrase)
    return tuple(kept)
