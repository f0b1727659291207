"""How a number and its counter are read together: 三本 さんぼん, 200本 …ぽん, 四月 しがつ, 二十日 はつか."""

import re
import unicodedata

from jukugi.core.text.lists import pairs, words

_DIGITS = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_KANJI_DIGITS = {letter: place for place, letter in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
_HUNDREDS = {1: "ひゃく", 3: "さんびゃく", 6: "ろっぴゃく", 8: "はっぴゃく"}
_THOUSANDS = {1: "せん", 3: "さんぜん", 8: "はっせん"}
KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百千万億兆]+")
_MOST = 10**16

# Counters by their reading after a number that changes nothing. What follows "/" is said after さん, せん, まん, 何.
_PLAIN_COUNTERS = {
    counter: tuple((reading + "/").split("/")[:2])
    for counter, reading in pairs(
        """
    本=ほん/ぼん 匹=ひき/びき 杯=はい/ばい 票=ひょう/びょう 分=ふん/ぷん 歩=ほ/ぽ 泊=はく/ぱく 発=はつ/ぱつ
    班=はん/ぱん 版=はん/ぱん 編=へん/ぺん 遍=へん/べん 方向=ほうこう 分間=ふんかん/ぷんかん 品目=ひんもく
    品=ひん/ぴん 箱=はこ/ぱこ 回=かい 階=かい/がい 軒=けん/げん 件=けん 個=こ 校=こう 期=き 曲=きょく 級=きゅう
    巻=かん 課=か 館=かん 局=きょく 基=き 区=く 区間=くかん 箇所=かしょ 箇月=かげつ 箇年=かねん 家族=かぞく
    学級=がっきゅう 学年=がくねん 月間=げつかん 歳=さい 才=さい 冊=さつ 世帯=せたい 世紀=せいき 世代=せだい
    章=しょう 周=しゅう 週=しゅう 週間=しゅうかん 種類=しゅるい 種=しゅ 席=せき 色=しょく 社=しゃ 節=せつ 秒=びょう
    秒間=びょうかん 点=てん 通=つう 頭=とう 都市=とし 等=とう 着=ちゃく 丁目=ちょうめ 棟=とう 台=だい 段=だん
    段階=だんかい 団体=だんたい 度=ど 度目=どめ 代=だい 題=だい 人=にん 人目=にんめ 人分=にんぶん 名=めい 年=ねん
    年間=ねんかん 年度=ねんど 年代=ねんだい 年生=ねんせい 年目=ねんめ 年前=ねんまえ 年後=ねんご 日=にち
    日間=にちかん 日前=にちまえ 日目=にちめ 時=じ 時間=じかん 時半=じはん 時台=じだい 時間半=じかんはん 月=がつ
    月号=がつごう 月末=がつまつ 月分=がつぶん 円=えん 割=わり 割合=わりあい 枚=まい 番=ばん 番目=ばんめ 番地=ばんち
    面=めん 名様=めいさま 倍=ばい 部=ぶ 部会=ぶかい 部門=ぶもん 文字=もじ 字=じ 行=ぎょう 条=じょう 項=こう 号=ごう
    問=もん 位=い 員=いん 軸=じく 層=そう 組=くみ 口=くち 株=かぶ 機関=きかん 事業=じぎょう 自治会=じちかい
    地区=ちく 地域=ちいき 回目=かいめ 階建=かいだ 件目=けんめ 回分=かいぶん 回以上=かいいじょう 法人=ほうじん
    万人=まんにん 億円=おくえん 万円=まんえん 千円=せんえん 百円=ひゃくえん 膳=ぜん
    """
    ).items()
}
COUNTERS = re.compile("|".join(sorted(_PLAIN_COUNTERS, key=len, reverse=True)))
"""Counters written in kanji, longest first."""
LONGEST_COUNTER = max(map(len, _PLAIN_COUNTERS))
# ほ, へ …: after っ they are said with p.
_AFTER_STOP = str.maketrans("はひふへほ", "ぱぴぷぺぽ")
# What is said of a number before a counter of this kind, by the last thing said: いち → いっ.
_STOPPED = {1: "いっ", 6: "ろっ", 8: "はっ", 10: "じゅっ", 100: "ひゃっ"}
_NEVER_STOPPED = frozenset(("丁目", "部", "方向", "世代", "品目", "世帯", "着", "種類", "棟", "等"))
_FOUR_AS_YO = words("人 人目 人分 年 年間 年度 年代 年生 年目 年前 年後 時 時間 時半 円 番 番目 時台 時間半 人分")
_SEVEN_NINE = {
    "時": ("しち", "く"),
    "時半": ("しち", "く"),
    "時台": ("しち", "く"),
    "時間": ("しち", "く"),
    "月": ("しち", "く"),
    "月号": ("しち", "く"),
    "月末": ("しち", "く"),
    "人": ("しち", "きゅう"),
}
_DAYS = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
# 一つ, 一部屋, 二通り: counted in old words of the language.
_NATIVE = ("", "ひと", "ふた", "みっ", "よっ", "いつ", "むっ", "なな", "やっ", "ここの")
_COUNTED_BY_TWO = ("部屋", "通り", "組", "箱", "口", "束", "桁", "回り", "役", "駅", "言")
_PEOPLE = {1: "ひとり", 2: "ふたり"}


def number_of(written: str) -> int | None:
    """The whole number that is written in digits (with commas) or in kanji; None for anything else."""
    wide = unicodedata.normalize("NFKC", written).replace(",", "")
    if wide.isascii() and wide.isdigit():
        value = int(wide) if len(wide) < 17 else _MOST
        return value if value < _MOST else None
    if not KANJI_NUMBER.fullmatch(written):
        return None
    if all(letter in _KANJI_DIGITS for letter in written):
        return int("".join(str(_KANJI_DIGITS[letter]) for letter in written)) if len(written) < 17 else None
    return _value_in_units(written)


def _value_in_units(written: str) -> int | None:
    total = part = digit = 0
    for letter in written:
        if letter in _KANJI_DIGITS:
            digit = digit * 10 + _KANJI_DIGITS[letter]
        elif letter in _UNITS:
            part += (digit or 1) * _UNITS[letter]
            digit = 0
        else:
            total += (part + digit or 1) * _LARGE[letter]
            part = digit = 0
    value = total + part + digit
    return value if value < _MOST else None


def number_aloud(value: int) -> str:
    """A whole number as it is said by itself, below ten quadrillion (one 京): 200 にひゃく."""
    if value == 0:
        return "ぜろ"
    said = ""
    for unit, word in ((10**12, "ちょう"), (10**8, "おく"), (10**4, "まん")):
        if part := value // unit % 10_000:
            stopped = {1: "いっ", 8: "はっ", 10: "じゅっ"} if unit == 10**12 else {}
            said += _below_ten_thousand(part, stopped) + word
    return said + _below_ten_thousand(value % 10_000, {})


def counter_aloud(value: int, counter: str, *, is_date: bool = False) -> tuple[str, str] | None:
    """A number and its counter said together, one after the other; None for a counter that is not known.

    ``is_date``: 一日 is ついたち and not いちにち. What cannot be told apart (ひとり, はつか) is said whole by the
    first; then the second is "".
    """
    if counter not in _PLAIN_COUNTERS:
        return None
    if (whole := _said_whole(value, counter, is_date=is_date)) is not None:
        return whole, ""
    plain, after_n = _PLAIN_COUNTERS[counter]
    last = _last_said(value)
    number = number_aloud(value)
    if last == 4 and (counter in _FOUR_AS_YO or counter.startswith("月")):
        number = number.removesuffix("よん") + ("し" if counter.startswith("月") else "よ")
    elif last in (7, 9) and counter in _SEVEN_NINE:
        number = number.removesuffix("なな" if last == 7 else "きゅう") + _SEVEN_NINE[counter][last == 9]
    if last in _STOPPED and _stops(last, plain, counter):
        stopped = _STOPPED[last]
        return number.removesuffix(number_aloud(last)) + stopped, plain[0].translate(_AFTER_STOP) + plain[1:]
    if after_n and (last == 3 or (last in (1000, 10_000) and plain[0] in "はひへほ")):
        return number, after_n
    if counter in ("分", "分間", "泊", "発") and last == 4:
        return number, after_n
    return number, plain


def native_number(value: int, behind: str) -> str:
    """A number as it is said before つ, 部屋, 通り …; "" where it is said in another way."""
    if behind.startswith("つ"):
        return _NATIVE[value] if value < len(_NATIVE) else ""
    return _NATIVE[value] if value in (1, 2) and behind.startswith(_COUNTED_BY_TWO) else ""


def counter_after_what(counter: str) -> str | None:
    """The counter after 何: 何本 なんぼん, 何人 なんにん."""
    if counter not in _PLAIN_COUNTERS:
        return None
    plain, after_n = _PLAIN_COUNTERS[counter]
    return after_n or plain


def counter_after_digits(value: int, counter: str, *, is_date: bool = False) -> str | None:
    """The counter's own part where the number stands in digits, which stay bare: 1人 り, 20日 か, 200本 ぽん."""
    if counter.startswith("日") and is_date and value == 1:
        return "たち"
    said = counter_aloud(value, counter, is_date=is_date)
    if said is None:
        return None
    _number, own = said
    if own:
        return own
    return {"人": "り", "日": "か", "日間": "かかん", "日前": "かまえ", "日目": "かめ"}.get(counter)


def _said_whole(value: int, counter: str, *, is_date: bool) -> str | None:
    if counter == "人":
        return _PEOPLE.get(value)
    if counter in ("日", "日間", "日前", "日目") and value in _DAYS and (value != 1 or (is_date and counter == "日")):
        return _DAYS[value] + {"日": "", "日間": "かん", "日前": "まえ", "日目": "め"}[counter]
    return None


def _last_said(value: int) -> int:
    """The last thing that is said of a number: 1 to 9, 10, 100, 1000 or 10000; 0 for zero."""
    if value == 0:
        return 0
    for unit in (10, 100, 1000, 10_000):
        if value % unit:
            return value % unit // (unit // 10) if unit == 10 else unit // 10
    return 10_000


def _stops(last: int, plain: str, counter: str) -> bool:
    """Whether the number ends in っ before a counter that begins with this sound."""
    first = plain[0]
    if counter in _NEVER_STOPPED or first not in "かきくけこさしすせそたちつてとはひふへほ":
        return False
    if first in "さしすせそたちつてと":
        return last in (1, 8, 10)
    return True


def _below_ten_thousand(value: int, stopped: dict[int, str]) -> str:
    if value in stopped:
        return stopped[value]
    thousands, hundreds, tens, ones = value // 1000, value // 100 % 10, value // 10 % 10, value % 10
    said = _THOUSANDS.get(thousands, _DIGITS[thousands] + "せん") if thousands else ""
    said += _HUNDREDS.get(hundreds, _DIGITS[hundreds] + "ひゃく") if hundreds else ""
    said += ("" if tens == 1 else _DIGITS[tens]) + "じゅう" if tens else ""
    return said + _DIGITS[ones]
