"""Whether two Japanese addresses name the same dwelling, however they are written: 一丁目2番3号 and １－２－３.

A key for comparing, never for showing: what somebody wrote stays as it is. Two with one key are probably the same
place; a person looks. Two with different keys may still be the same (a house without its number).
"""

import re
import unicodedata

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "〇零一二三四五六七八九十百千"
# Every stroke that people type between numbers, the long vowel sign too.
_STROKES = "‐‑‒–—―−─━ーｰ－-〜~・/／"
_PREFECTURE = re.compile(r"^(?:東京都|北海道|京都府|大阪府|.{2,3}県)")
# A city whose wards are named: 川崎市中原区 and 中原区 are one.
_CITY_OF_WARDS = re.compile(r"^[^市区町村]{1,6}市(?=[^市区町村]{1,5}区)")
# Numbers in kanji count as numbers only where a unit or a stroke says so: 三田 and 八丁畷 are names.
_COUNTED = re.compile(rf"([{_NUMERAL}]+)(?=丁目|番(?![町丁])|号|階|-|の|ノ|$)")
_AFTER_STROKE = re.compile(rf"(?<=[0-9]-)([{_NUMERAL}]+)")
_BETWEEN = re.compile(r"丁目|番地|番(?![町丁])|号室|号棟|号|(?<=[0-9])(?:の|ノ|之)(?=[0-9])")


def dwelling_key(address: str) -> str:
    """Town and all numbers down to the room; empty where no number is written, so that nothing is known.

    >>> dwelling_key("川崎市中原区見本町一丁目2番3号 コーポ見本201号室")
    '中原区見本町1-2-3-201'
    >>> dwelling_key("神奈川県川崎市中原区見本町１－２－３－２０１")
    '中原区見本町1-2-3-201'
    """
    town, numbers = _parts(address)
    return f"{town}{'-'.join(numbers)}" if town and numbers else ""


def _parts(address: str) -> tuple[str, list[str]]:
    """The town, and the numbers in their order, without leading zeros."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", address))
    plain = re.sub(r"^〒?[0-9]{3}-?[0-9]{4}(?=[^0-9-])", "", plain)
    plain = _CITY_OF_WARDS.sub("", _PREFECTURE.sub("", plain))
    plain = plain.replace("大字", "").replace("小字", "").replace("字", "")
    plain = re.sub(rf"(?<=[0-9{_NUMERAL}])[{re.escape(_STROKES)}](?=[0-9{_NUMERAL}A-Za-z])", "-", plain)
    plain = _COUNTED.sub(lambda found: str(_number(found[1])), plain)
    plain = _AFTER_STROKE.sub(lambda found: str(_number(found[1])), plain)
    plain = _BETWEEN.sub("-", plain)
    first = re.search(r"[0-9]", plain)
    if first is None:
        return plain, []
    numbers = [one.lstrip("0") or "0" for one in re.findall(r"[0-9]+", plain[first.start() :])]
    return re.sub(r"[ケヶが]", "ケ", plain[: first.start()]), numbers


def _number(numeral: str) -> int:
    """十二 → 12, 二〇一 → 201, 百五 → 105."""
    if not any(unit in numeral for unit in _UNITS):
        return int("".join(str(_DIGITS[letter]) for letter in numeral))
    total, waiting = 0, 0
    for letter in numeral:
        if letter in _UNITS:
            total += (waiting or 1) * _UNITS[letter]
            waiting = 0
        else:
            waiting = waiting * 10 + _DIGITS[letter]
    return total + waiting
