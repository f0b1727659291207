"""Whether two names may be of one neighbourhood association, in two ways: ending, width, figures, old kanji."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jukugi.core.text.tidying import folded

# What kind of association it is says nothing of which one it is. The longer endings first.
_ENDING = re.compile(r"(?:町内会自治会|町内自治会|自治町会|町内会|自治会|町会|区会)$")
_FIGURES = "一二三四五六七八九"
_WRITTEN = re.compile(rf"(?<=第)[{_FIGURES}十]+|[{_FIGURES}十]+(?=(?:丁目|番|区|号|組|班))")
_NEW_FORMS = str.maketrans(
    "澤邊邉齋齊齎龍﨑嵜嶋嶌濱櫻國廣澁瀧曾槇萬圓壽冨會靜淺惠德榮縣學澂舊眞髙彌條藏莊鹽鐵關驛櫛槪繩臺當與餘豐邨邑瀨",
    "沢辺辺斉斉斉竜崎崎島島浜桜国広渋滝曽槙万円寿富会静浅恵徳栄県学澄旧真高弥条蔵荘塩鉄関駅櫛概縄台当与余豊村村瀬",
)
_SAME_SOUNDS = str.maketrans({"ヶ": "ケ", "ヵ": "ケ", "が": "ケ", "ガ": "ケ", "之": "の", "ノ": "の", "乃": "の"})
# Two names that differ in one of these are of neighbours, not of one association.
_TELLING = frozenset("東西南北中上下左右前後内外奥新旧元本古大小第一二三四五六七八九十")
SHORTEST_NEAR = 4


@dataclass(frozen=True)
class Likeness:
    """Two places among the names, the lower first; ``is_same``: alike but for the writing, else one letter apart."""

    first: int
    second: int
    is_same: bool


def name_key(name: str) -> str:
    """Equal for names that differ only in ending, width, blanks, figures of 丁目 or 第, old kanji, ヶ, の.

    Only figures that people use today are read (一, not 壱). Never empty for a name with a letter: one that is all
    ending stays whole.
    """
    text = folded(name).translate(_NEW_FORMS).translate(_SAME_SOUNDS)
    text = _WRITTEN.sub(lambda found: str(_count(found[0])), text)
    stem = _ENDING.sub("", text)
    # 見本東町会 is read as 見本東町の会 and as 見本東の町会.
    shortened = stem.removesuffix("町")
    return shortened or stem or text


def resembling(names: Sequence[str]) -> list[Likeness]:
    """Pairs of names that may be of one association, alike ones first; a proposal, on which a person decides.

    One letter apart counts for keys of four letters and more with the same figures, where the letter is none that tells
    neighbours apart (東, 上, 新). Cost: linear in all letters, as long as few names are alike.
    """
    keys = [name_key(name) for name in names]
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for shorter in {key, *_without_one(key)}:
            places[shorter].append(place)
    pairs = {(a, b) for near in places.values() for n, a in enumerate(near) for b in near[n + 1 :]}
    found = []
    for first, second in sorted(pairs):
        if keys[first] == keys[second]:
            found.append(Likeness(first, second, True))
        elif _are_near(keys[first], keys[second]):
            found.append(Likeness(first, second, False))
    return sorted(found, key=lambda each: (not each.is_same, each.first, each.second))


def _count(written: str) -> int:
    """十二 → 12, below a hundred; figures set side by side (一二) are read one by one."""
    if "十" not in written:
        return int("".join(str(_FIGURES.index(figure) + 1) for figure in written))
    tens, _, ones = written.partition("十")
    return (_figure(tens) or 1) * 10 + _figure(ones)


def _figure(written: str) -> int:
    return _FIGURES.index(written[0]) + 1 if written and written[0] in _FIGURES else 0


def _without_one(key: str) -> set[str]:
    return {key[:place] + key[place + 1 :] for place in range(len(key))}


def _are_near(one: str, other: str) -> bool:
    """One letter put in, left out or changed, which is no figure and tells no neighbours apart."""
    if min(len(one), len(other)) < SHORTEST_NEAR or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    differing = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(part) for part in differing) != 1:
        return False
    return not any(letter in _TELLING or letter.isdigit() for part in differing for letter in part)
