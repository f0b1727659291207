"""Words that are read in two ways, and which it is here; words that a dictionary reads in another way than people.

Each rule looks at the words around, never at a single case. What it does not know stays as Sudachi reads it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from jukugi.core.text.lists import FIXED_READINGS, pairs, words


class Read(Protocol):
    """A word of a text as ``furigana`` sees it."""

    @property
    def surface(self) -> str: ...
    @property
    def reading(self) -> str: ...
    @property
    def kind(self) -> tuple[str, ...]: ...
    @property
    def normal(self) -> str: ...


Units = Sequence[Read]
FARTHEST = 40
"""How many words away a word may stand and still tell how another is read."""


_NOUNS = frozenset(("名詞", "接尾辞", "代名詞", "接頭辞"))
_ENDS_OF_SENTENCE = frozenset("。！？!?\n")
_ENDS_OF_CLAUSE = frozenset("、。,.！？!?「」『』（）()\n")


def reading_here(units: Units, place: int) -> str:
    """The reading of the word at this place; "" where Sudachi's stands."""
    unit = units[place]
    if unit.surface in _WEEKDAYS and _is_weekday(units, place):
        return _WEEKDAYS[unit.surface]
    if rule := _RULES.get(unit.surface):
        return rule(units, place)
    if rule := _VERBS.get(unit.surface):
        return rule(units, place)
    if unit.surface.startswith("言") and unit.reading.startswith("ゆ"):
        return "い" + unit.reading[1:]
    return FIXED_READINGS.get(unit.surface, "")


_GOOD = frozenset(("よい", "良い", "いい"))
_GOODS = words("朝 野菜 魚 果物 青果 買う 買い物 店 店先 新鮮 屋台 賑わう")
_FOOD = words("カレー 味 料理 食べる 唐辛子 キムチ 味噌 食べ物 ラーメン 食事 スープ")
_DRAWN = frozenset(("絵", "似顔絵", "漫画", "ポスター"))
_WEEKDAYS = {
    "月": "げつ",
    "火": "か",
    "水": "すい",
    "木": "もく",
    "金": "きん",
    "土": "ど",
    "日": "にち",
    "祝": "しゅく",
}

# What stands around ------------------------------------------------------------------------------------------------


def _is_weekday(units: Units, place: int) -> bool:
    """（水）, （土・祝）, 月・水・金."""
    before, after = _before(units, place) or "、", _after(units, place) or "、"
    if before in ("（", "("):
        return after in ("）", ")", "・", "、")
    is_listed = before == "・" and _before(units, place, 2) in _WEEKDAYS
    return is_listed or (after == "・" and _after(units, place, 2) in _WEEKDAYS and not _hangs_on_noun(units, place))


def _before(units: Units, place: int, back: int = 1) -> str:
    return units[place - back].surface if place >= back else ""


def _after(units: Units, place: int, on: int = 1) -> str:
    return units[place + on].surface if place + on < len(units) else ""


def _kind(units: Units, place: int) -> str:
    return units[place].kind[0] if 0 <= place < len(units) else ""


def _hangs_on_noun(units: Units, place: int) -> bool:
    return _kind(units, place - 1) in _NOUNS


def _is_followed_by_noun(units: Units, place: int) -> bool:
    return _kind(units, place + 1) in ("名詞", "接尾辞")


def _says(units: Units, place: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands in the same sentence."""
    begin, end = max(place - FARTHEST, 0), min(place + FARTHEST, len(units))
    first = max((at + 1 for at in range(begin, place) if units[at].surface in _ENDS_OF_SENTENCE), default=begin)
    last = next((at for at in range(place, end) if units[at].surface in _ENDS_OF_SENTENCE), end)
    return any(unit.surface in words or unit.normal in words for unit in units[first:last])


def _object_before(units: Units, place: int) -> str:
    """The nearest particle before a verb that tells what it does to what: を, に, が …; "" for none in the clause."""
    for back in range(place - 1, max(place - FARTHEST, 0) - 1, -1):
        surface, kind = units[back].surface, units[back].kind
        if surface in _ENDS_OF_CLAUSE:
            break
        if kind[0] == "助詞" and surface in ("を", "に", "へ", "が", "は", "も", "で", "から", "まで", "と"):
            if surface in ("に", "で", "から", "まで", "と") and _says_object(units, back):
                continue
            return surface
    return ""


def _says_object(units: Units, place: int) -> bool:
    """Whether an を stands before this place in the same clause, with no verb between."""
    for back in range(place - 1, max(place - FARTHEST, 0) - 1, -1):
        if units[back].surface in _ENDS_OF_CLAUSE or units[back].kind[0] == "動詞":
            return False
        if units[back].surface == "を":
            return True
    return False


# Nouns -------------------------------------------------------------------------------------------------------------


def _between(units: Units, place: int) -> str:
    """間: あいだ of two things or of time, ま for a pause or a room, かん behind a noun."""
    if _after(units, place) in ("に", "が", "を") and _after(units, place, 2)[:1] in ("合", "空", "置"):
        return "ま"
    return (
        "かん" if _hangs_on_noun(units, place) and _before(units, place) not in ("この", "その", "あの") else "あいだ"
    )


def _is_wish(units: Units, place: int) -> bool:
    return units[place].normal in ("無い", "欲しい")


_SIDES = words("右 左 上 下 前 後 後ろ 北 南 東 西 奥 外 内 こちら あちら そちら どちら こっち あっち")


def _way_or_person(units: Units, place: int) -> str:
    """方: かた for a person or a way of doing, ほう where things are weighed or a direction is meant."""
    before, after = _before(units, place), _after(units, place)
    if _kind(units, place - 1) == "名詞" and before not in _SIDES:
        return ""
    side = _before(units, place, 2) if before == "の" else before
    if side in _SIDES:
        return "ほう"
    if "連用形" in "".join(units[place - 1].kind) and _kind(units, place - 1) == "動詞":
        return "かた"
    if after == "が" and _kind(units, place + 2) in ("形容詞", "形状詞", "副詞") and not _is_wish(units, place + 2):
        return "ほう"
    if after in ("が", "を") and _before(units, place) in ("た", "ない") and _says(units, place, _GOOD):
        return "ほう"
    if after in ("に", "へ") and _after(units, place, 2)[:1] in ("向", "行", "進"):
        return "ほう"
    return "かた"


def _market(units: Units, place: int) -> str:
    """市場: いちば where one buys fish and greens, しじょう of an economy and in names."""
    if _kind(units, place - 1) == "名詞":
        return "いちば" if _before(units, place) in ("魚", "青物", "古", "朝") else "しじょう"
    is_of_goods = _says(units, place, _GOODS)
    return "いちば" if is_of_goods else "しじょう"


def _above(units: Units, place: int) -> str:
    return "じょう" if _kind(units, place - 1) == "名詞" and not _is_time(units, place - 1) else "うえ"


def _below(units: Units, place: int) -> str:
    if _kind(units, place - 1) == "名詞":
        return "か"
    is_rule = _before(units, place, 2) in (
        "指導",
        "監督",
        "管理",
        "法",
        "法律",
        "規則",
        "計画",
        "責任",
        "協力",
        "条例",
        "名",
        "制度",
        "支援",
    )
    return "もと" if is_rule and _before(units, place) == "の" and _after(units, place) in ("で", "に") else "した"


def _is_time(units: Units, place: int) -> bool:
    return place >= 0 and "副詞可能" in units[place].kind


def _house(units: Units, place: int) -> str:
    """家: いえ by itself; what hangs on another noun (建築家, 空き家) stays as the dictionary has it."""
    if _hangs_on_noun(units, place):
        return "や" if _before(units, place) in ("空き", "貸し", "借り", "一軒") else ""
    return "" if _is_followed_by_noun(units, place) else "いえ"


def _bitter(units: Units, place: int) -> str:
    is_taste = _says(units, place, _FOOD)
    stem = "から" if is_taste else "つら"
    return stem + units[place].surface[1:]


def _what(units: Units, place: int) -> str:
    after = _after(units, place)
    if after in ("の", "と", "です", "だ", "でしょう", "だろう", "なら", "で") or _kind(units, place + 1) == "接尾辞":
        return "なん"
    return "なに"


def _year(units: Units, place: int) -> str:
    if _hangs_on_noun(units, place):
        return ""
    return "とし" if _after(units, place) in ("を", "の", "が") else "ねん"


def _month(units: Units, place: int) -> str:
    return "" if _hangs_on_noun(units, place) else "つき"


def _later(units: Units, place: int) -> str:
    """後: あと behind の or a verb, ご behind a noun (終了後)."""
    return "ご" if _kind(units, place - 1) in ("名詞", "接尾辞") else "あと"


def _inside(units: Units, place: int) -> str:
    """中: ちゅう or じゅう behind a noun, なか by itself."""
    if not _hangs_on_noun(units, place):
        return "" if _is_followed_by_noun(units, place) else "なか"
    if _before(units, place) in (
        "世界",
        "日本",
        "町",
        "街",
        "国",
        "家",
        "市",
        "区",
        "県",
        "一日",
        "一年",
        "部屋",
        "体",
        "今年",
    ):
        return "じゅう"
    return "ちゅう"


def _alone(own: str, attached: str = "") -> Callable[[Units, int], str]:
    """A noun that has its own reading by itself, and Sudachi's (or ``attached``) beside another noun."""

    def rule(units: Units, place: int) -> str:
        is_joined = _hangs_on_noun(units, place) or _is_followed_by_noun(units, place)
        return attached if is_joined else own

    return rule


def _quarter(name: str) -> Callable[[Units, int], str]:
    """町: ちょう before 会 (北町会 きたちょうかい), まち by itself, else as the dictionary has it."""

    def rule(units: Units, place: int) -> str:
        if _after(units, place).startswith("会"):
            return name + "ちょう"
        return "" if name else _alone("まち")(units, place)

    return rule


def _day(units: Units, place: int) -> str:
    """日: び behind what is done on it (相談日), ひ by itself."""
    if place and "サ変可能" in units[place - 1].kind:
        return "び"
    return _alone("ひ")(units, place)


def _today(units: Units, place: int) -> str:
    return "こんにち" if _after(units, place) in ("的", "では") else "きょう"


def _one_day(units: Units, place: int) -> str:
    """一日: ついたち behind a month, いちにち else."""
    return "ついたち" if _before(units, place) in ("月",) or _before(units, place).endswith("月") else "いちにち"


def _crowd(units: Units, place: int) -> str:
    return "おおぜい"


_ALONE = pairs(
    """
    人=ひと 体=からだ 数=かず 内=うち 外=そと 所=ところ 物=もの 者=もの 街=まち 場=ば 声=こえ 話=はなし 本=ほん
    道=みち 表=ひょう 階=かい 札=ふだ 行=ぎょう 元=もと 金=かね 時=とき 夜=よる 木=き 母=はは 父=ちち 店=みせ
    水=みず 手=て 目=め
    """
)

_RULES: dict[str, Callable[[Units, int], str]] = {
    **{written: _alone(reading) for written, reading in _ALONE.items()},
    "間": _between,
    "方": _way_or_person,
    "市場": _market,
    "上": _above,
    "下": _below,
    "家": _house,
    "何": _what,
    "年": _year,
    "月": _month,
    "後": _later,
    "中": _inside,
    "今日": _today,
    "一日": _one_day,
    "大勢": _crowd,
    "町": _quarter(""),
    "日": _day,
    "北町": _quarter("きた"),
    "南町": _quarter("みなみ"),
    "東町": _quarter("ひがし"),
    "西町": _quarter("にし"),
}


# Verbs whose kana do not tell which --------------------------------------------------------------------------------


def _go_or_do(units: Units, place: int) -> str:
    """行っ(た): おこなった what, いった where."""
    particle = _object_before(units, place)
    if particle == "を":
        return "おこなっ"
    noun_before = place >= 2 and "サ変可能" in "".join(units[place - 2].kind)
    return "おこなっ" if particle in ("は", "も", "が") and noun_before else "いっ"


def _open(units: Units, place: int) -> str:
    """開い(た), 開く, 開け: ひらく what, or something opens by itself (あく)."""
    stem = "ひら" if _object_before(units, place) == "を" else "あ"
    return stem + units[place].surface[1:]


def _depict(units: Units, place: int) -> str:
    is_drawn = _says(units, place, _DRAWN)
    return ("か" if is_drawn else "えが") + units[place].surface[1:]


_VERBS: dict[str, Callable[[Units, int], str]] = {
    **dict.fromkeys(("行っ",), _go_or_do),
    **dict.fromkeys(("開い", "開く", "開き", "開か", "開こ"), _open),
    **dict.fromkeys(("描く", "描い", "描き", "描か", "描け", "描こ"), _depict),
    **dict.fromkeys(("辛い", "辛く", "辛かっ", "辛けれ", "辛"), _bitter),
}
