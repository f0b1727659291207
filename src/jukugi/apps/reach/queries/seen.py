"""What a page shows of one way to take part: sentences, pictures, tables. No query; the same for public and for staff.

Only what stands in the document is told, so a page of an edition tells no more than its files.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.reach.enums import UNSAID
from jukugi.kit.pages.wording import thousands

Entry = dict[str, Any]
SURE = 0.05
LEAST_TOLD = 3
NEARLY_SURE = 3
"""The worst place, from the end, of whom the page still says that they seem to stand last."""
LEVELS = {"age": gettext_lazy("年代"), "ward": gettext_lazy("区"), "sex": gettext_lazy("性別")}
KNOWN_OF = {"age": ("b",), "ward": ("w",), "sex": ("s",)}
FIRSTS = {
    "first": gettext_lazy("はじめて"),
    "again": gettext_lazy("二度目から"),
    UNSAID: gettext_lazy("分からない（紙など）"),
}


@dataclass(frozen=True)
class Standing:
    """One group against its people. ``state``: ``under``, ``over``, or ``open`` where chance may explain it."""

    name: str
    label: str
    count: int
    people: int
    ratio: float
    low: float
    high: float
    state: str
    lacking: float
    ranks: tuple[int, int]

    @property
    def said(self) -> str:
        """In words what the ratio means."""
        if self.state == "under":
            return _("人口の割に少ない")
        return _("人口の割に多い") if self.state == "over" else _("ちがうとは言えない")


@dataclass(frozen=True)
class Level:
    """One division of people: those who told where they belong, against those who live here."""

    name: str
    label: str
    known: int
    rows: tuple[Standing, ...]
    index: float
    by_chance: float
    hidden: tuple[str, ...]
    is_partial: bool


@dataclass(frozen=True)
class Way:
    """One way to take part, for the list of all; ``total`` None where too few took part, or (``is_of_room``: the room
    publishes its counts itself) nothing is published yet."""

    code: str
    name: str
    unit: str
    note: str
    total: int | None
    since: int | None
    is_of_room: bool

    @property
    def untold(self) -> str:
        """Why there is no number."""
        return _("結果の公表前") if self.is_of_room else _("5人未満")


@dataclass(frozen=True)
class Seen:
    """What is shown of the chosen way."""

    way: Way
    told: frozenset[str]
    levels: tuple[Level, ...]
    pairs: Level | None
    least: tuple[Standing, ...]
    headline: str
    sureness: str
    unknown: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int | None], ...]
    firsts: tuple[tuple[str, int | None], ...]
    as_of: datetime | None
    wards: tuple[tuple[str, str], ...]


def ways_of(document: Entry) -> list[Way]:
    return [
        Way(
            code,
            one["name"],
            one["unit"],
            one["note"],
            one["figures"].get("total"),
            one.get("since"),
            is_of_room="editions" in one,
        )
        for code, one in document["sources"].items()
    ]


def first_way(document: Entry) -> str:
    """The way that is shown first: of those that say most of people, the one with most of them."""
    sources = document["sources"]
    return max(
        sources,
        key=lambda code: (bool(sources[code]["measures"]), sources[code]["figures"].get("total", 0)),
        default="",
    )


def seen(document: Entry, code: str) -> Seen:
    """The chosen way as a page shows it."""
    one, wards = document["sources"][code], dict(document["wards"])
    levels = [_level(name, one, wards) for name in LEVELS if name in one["measures"]]
    pairs = _level("pair", one, wards) if "pair" in one["measures"] else None
    finest = _level("cell", one, wards) if "cell" in one["measures"] else pairs
    way = next(each for each in ways_of(document) if each.code == code)
    least = _least(finest, levels)
    headline, sureness = _headline(one, least, levels)
    return Seen(
        way=way,
        told=frozenset(one["told"]),
        levels=tuple(levels),
        pairs=pairs,
        least=least,
        headline=headline,
        sureness=sureness + (_untold(finest, levels) if least else ""),
        unknown=_unknown(one),
        channels=_parts(one, "ch", {str(key): label for key, label in Channel.choices}),
        firsts=_parts(one, "f", FIRSTS) if any(k in one["figures"] for k in ("f|first", "f|again")) else (),
        as_of=datetime.fromisoformat(one["as_of"]) if one.get("as_of") else None,
        wards=tuple(wards.items()),
    )


def label_of(name: str, wards: dict[str, str]) -> str:
    """A group in people's words: 宮前区の30代男性."""
    kind, *codes = name.split("|")
    told = dict(zip(kind, codes, strict=False))
    ward = wards.get(told.get("w", ""), "")
    band = AgeBand(told["b"]).label if told.get("b") in AgeBand.values else ""
    sex = Sex(told["s"]).label if told.get("s") in Sex.values else ""
    age = str(band).replace("0〜39歳", "0代").replace("0〜49歳", "0代").replace("0〜59歳", "0代")
    age = age.replace("0〜69歳", "0代").replace("0〜79歳", "0代")
    who = f"{age}の{sex}" if sex and age.endswith("歳") else f"{age}{sex}"
    return _("%(ward)sの%(who)s") % {"ward": ward, "who": who} if ward and who else ward or who


def _level(name: str, one: Entry, wards: dict[str, str]) -> Level:
    measured = one["measures"][name]
    rows = [_standing(row, wards) for row in measured["groups"]]
    if name in LEVELS:
        order = {"age": list(AgeBand.values), "ward": list(wards), "sex": list(Sex.values)}[name]
        rows.sort(key=lambda row: order.index(row.name.split("|")[1]))
    kind = {"age": "b|", "ward": "w|", "sex": "s|", "pair": "wb|", "cell": "wbs|"}[name]
    hidden = [each for each in one["hidden"] if each.startswith(kind) and UNSAID not in each.split("|")]
    return Level(
        name,
        str(LEVELS.get(name, "")),
        measured["known"],
        tuple(rows),
        measured["index"],
        measured["by_chance"],
        tuple(label_of(each, wards) for each in hidden),
        measured["is_partial"],
    )


def _standing(row: Entry, wards: dict[str, str]) -> Standing:
    is_under = row["p"] <= SURE and row["high"] < 1
    state = "under" if is_under else "over" if row["low"] > 1 else "open"
    low, high = row["low"], row["high"]
    ranks = (row["ranks"][0], row["ranks"][1])
    label = label_of(row["name"], wards)
    return Standing(
        row["name"], label, row["count"], row["people"], row["ratio"], low, high, state, row["lacking"], ranks
    )


def _least(finest: Level | None, levels: list[Level]) -> tuple[Standing, ...]:
    """Who is surely reached less than chance explains: of the finest division in which anybody is."""
    for level in ([finest] if finest else []) + levels:
        if found := _under(level):
            return found[:LEAST_TOLD]
    return ()


def _under(level: Level) -> tuple[Standing, ...]:
    found = [row for row in level.rows if row.state == "under"]
    return tuple(sorted(found, key=lambda row: (row.ratio, -row.lacking)))


def _headline(one: Entry, least: tuple[Standing, ...], levels: list[Level]) -> tuple[str, str]:
    """What the page says first, and how sure it is: who surely stands last, or else who is surely too few."""
    if not one["told"]:
        return _("だれが参加したかは、分かりません"), _("この方法では、区も年代も聞いていないためです。")
    if not one["measures"]:
        return (
            _("だれに届いていないかは、まだ分かりません"),
            _("区や年代を答えた人が少ないか、くらべる人口が取り込まれていません。"),
        )
    if not least:
        return (
            _("人口とくらべて、はっきり少ない人たちは見つかっていません"),
            _("参加した人の数では、たまたまのちがいと区別がつきません。かたよりがないという意味ではありません。"),
        )
    tops = [least[0], *(found[0] for level in levels if (found := _under(level)))]
    last = min(tops, key=lambda row: row.ranks[1])
    if last.ranks[1] <= NEARLY_SURE:
        return _last_words(last, is_coarse=last is not least[0])
    many = len(least) > 1
    words = (
        _("%(who)sなどの参加が、人口の割に少なくなっています")
        if many
        else _("%(who)sの参加が、人口の割に少なくなっています")
    )
    sure = _(
        "少ないことは、95%%の確かさで言えます。どこが最も少ないかは、まだ分かりません（この人たちの順位は、少ないほうから%(low)d〜%(high)d番目のどこか）。"
    )
    return words % {"who": least[0].label}, sure % {"low": least[0].ranks[0], "high": least[0].ranks[1]}


def _untold(finest: Level | None, levels: list[Level]) -> str:
    """Groups that are too small to be told of may be reached even less: how many were not compared."""
    count = max((len(level.hidden) for level in [*([finest] if finest else []), *levels]), default=0)
    return _("人数が少なく示せない%(count)d組は、くらべていません。") % {"count": count} if count else ""


def _last_words(last: Standing, *, is_coarse: bool) -> tuple[str, str]:
    """Of somebody who stands last, or near it."""
    if last.ranks[1] == 1:
        words = _("%(who)sの参加が、人口の割に最も少なくなっています")
        sure = _("95%の確かさで、最も少ないと言えます。")
    else:
        words = _("%(who)sの参加が、人口の割に最も少なく見えます")
        sure = _(
            "人口の割に少ないことは確かです。順位は、少ないほうから%(low)d〜%(high)d番目のどこかです（95%%の確かさ）。"
        )
        sure = sure % {"low": last.ranks[0], "high": last.ranks[1]}
    if is_coarse:
        sure += _("もっと細かく分けると、次の人たちが少なくなっています。")
    return words % {"who": last.label}, sure


def _unknown(one: Entry) -> tuple[tuple[str, int], ...]:
    """How many did not say it, of what was asked."""
    words = (
        ("ward", "w", _("区を書かなかった人")),
        ("age", "b", _("年代を書かなかった人")),
        ("sex", "s", _("性別を書かなかった人")),
    )
    figures, hidden = one["figures"], one["hidden"]
    return tuple(
        (label, figures.get(f"{kind}|{UNSAID}", 0))
        for name, kind, label in words
        if name in one["told"] and f"{kind}|{UNSAID}" not in hidden and "total" in figures
    )


def _parts(one: Entry, kind: str, labels: Any) -> tuple[tuple[str, int | None], ...]:
    """Of each part how many; None where it is not told."""
    figures, hidden = one["figures"], one["hidden"]
    return tuple(
        (code, None if f"{kind}|{code}" in hidden else figures[f"{kind}|{code}"])
        for code in labels
        if f"{kind}|{code}" in figures or f"{kind}|{code}" in hidden
    )


def line_of(document: Entry, code: str) -> str:
    """One line for a chart elsewhere: 意見 1,204通：区が分かる 812通。18〜29歳は人口の割に少ない。"""
    one = document["sources"].get(code)
    if not one or "total" not in one["figures"]:
        return ""
    view = seen(document, code)
    words = {"name": one["name"], "count": thousands(one["figures"]["total"]), "unit": one["unit"]}
    said = _("%(name)s %(count)s%(unit)s") % words
    known = next((level.known for level in view.levels if level.name == "ward"), None)
    if known is not None:
        said += _("：区が分かる %(count)s%(unit)s") % {"count": thousands(known), "unit": one["unit"]}
    elif not one["told"]:
        said += _("：区も年代も聞いていません")
    under = [row.label for level in view.levels for row in level.rows if row.state == "under"]
    said += _("。")
    if under:
        said += _("%(who)sは人口の割に少ない。") % {"who": _("・").join(under[:LEAST_TOLD])}
    return said
