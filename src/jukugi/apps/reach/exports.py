"""Files: the tables of an edition with their dictionary, and the log of what was tried."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.reach.models import ReachEdition
from jukugi.apps.reach.queries.outreach import Tried
from jukugi.apps.reach.queries.seen import FIRSTS, label_of
from jukugi.kit.sheets import safe_cell

FILES = {
    "figures.csv": gettext_lazy("参加した人の数（CSV）"),
    "groups.csv": gettext_lazy("人口とくらべた表（CSV）"),
    "phases.csv": gettext_lazy("段階ごとの数（CSV）"),
    "columns.csv": gettext_lazy("列の意味（CSV）"),
    "reach.json": gettext_lazy("版そのもの（JSON）"),
}
KINDS = {
    "total": gettext_lazy("全体"),
    "w": gettext_lazy("区"),
    "b": gettext_lazy("年代"),
    "s": gettext_lazy("性別"),
    "bs": gettext_lazy("年代と性別"),
    "wb": gettext_lazy("区と年代"),
    "wbs": gettext_lazy("区と年代と性別"),
    "ch": gettext_lazy("届き方"),
    "f": gettext_lazy("はじめてか"),
    "cf": gettext_lazy("届き方と、はじめてか"),
    "known": gettext_lazy("くらべられる人"),
}
COLUMNS = {
    "edition": gettext_lazy("版の番号"),
    "since": gettext_lazy("どの版からの数か。変わった人が少ない方法は、前の版の数のまま"),
    "source": gettext_lazy("参加の方法の符号"),
    "source_label": gettext_lazy("参加の方法"),
    "unit": gettext_lazy("何を数えたか（通、人）"),
    "phase": gettext_lazy("検討の段階。市民参加のものだけ"),
    "from": gettext_lazy("段階の始まり（入る）"),
    "to": gettext_lazy("段階の終わり（入らない）"),
    "division": gettext_lazy("何で分けたか"),
    "group": gettext_lazy("組の符号。種類、区の番号、年代、性別を | で区切る。- は書かなかった人"),
    "group_label": gettext_lazy("組の名前"),
    "count": gettext_lazy("参加した数。空は、5人に満たないか、引き算で分かってしまうため示さない数"),
    "people": gettext_lazy("その組の人口"),
    "ratio": gettext_lazy("参加した人の中での割合を、人口の中での割合で割ったもの。1が人口どおり"),
    "low": gettext_lazy("ratio の区間の下の端。すべての組について同時に95%"),
    "high": gettext_lazy("ratio の区間の上の端"),
    "p": gettext_lazy("だれもが同じように参加したとしたとき、これほど少なくなる確率（ホルムの方法で補正）"),
    "lacking": gettext_lazy("人口どおりになるまでに足りない数"),
    "rank_from": gettext_lazy("少ないほうから数えた順位の、ありうる最小"),
    "rank_to": gettext_lazy("同じく、ありうる最大"),
}
BASE = ("edition", "since", "source", "source_label", "unit")


def edition_file(edition: ReachEdition, name: str) -> bytes:
    """A file of ``FILES``."""
    if name == "reach.json":
        from jukugi.apps.reach.counted.document import canonical

        return canonical(edition.content)
    if name == "columns.csv":
        return _csv(("column", _("意味")), ((column, str(words)) for column, words in COLUMNS.items()))
    if name == "phases.csv":
        head = ("edition", "since", "source", "source_label", "unit", "phase", "from", "to", "count")
        return _csv(head, _phases(edition))
    columns = (*BASE, "division", "group", "group_label", "count")
    if name == "figures.csv":
        return _csv(columns, _figures(edition))
    measured = ("people", "ratio", "low", "high", "p", "lacking", "rank_from", "rank_to")
    return _csv((*columns, *measured), _groups(edition))


def _base(edition: ReachEdition, code: str, one: dict[str, Any]) -> list[Any]:
    return [edition.number, one["since"], code, one["name"], one["unit"]]


def _phases(edition: ReachEdition) -> Iterable[Sequence[Any]]:
    for row in edition.content.get("phases", []):
        for code, count in row["totals"].items():
            one = edition.content["sources"][code]
            since = row["since"][code]
            told = "" if count is None else count
            yield [edition.number, since, code, one["name"], one["unit"], row["title"], row["from"], row["to"], told]


def _figures(edition: ReachEdition) -> Iterable[Sequence[Any]]:
    wards = dict(edition.content["wards"])
    for code, one in edition.content["sources"].items():
        for name in sorted({*one["figures"], *one["hidden"]}):
            kind = name.partition("|")[0]
            label = _label(name, wards)
            yield [*_base(edition, code, one), str(KINDS[kind]), name, label, one["figures"].get(name, "")]


def _label(name: str, wards: dict[str, str]) -> str:
    kind, _bar, code = name.partition("|")
    if kind == "cf":
        channel, _bar, first = code.partition("|")
        return f"{_label(f'ch|{channel}', wards)}・{_label(f'f|{first}', wards)}"
    if kind == "ch":
        return str(Channel(code).label) if code in Channel.values else code
    if kind == "f":
        return str(FIRSTS.get(code, code))
    return label_of(name, wards)


def _groups(edition: ReachEdition) -> Iterable[Sequence[Any]]:
    wards = dict(edition.content["wards"])
    for code, one in edition.content["sources"].items():
        for level in one["measures"].values():
            for row in level["groups"]:
                kind = row["name"].partition("|")[0]
                yield [
                    *_base(edition, code, one),
                    str(KINDS[kind]),
                    row["name"],
                    label_of(row["name"], wards),
                    *(row[part] for part in ("count", "people", "ratio", "low", "high", "p", "lacking")),
                    *row["ranks"],
                ]


def log_csv(entries: Iterable[Tried]) -> bytes:
    """The log as it stands now."""
    head = ("した日", "方法", "何をしたか", "だれに", "配った数", "費用（円）", "届いた数", "割合", "わかったこと")
    rows = (
        [
            one.row.done_on.isoformat(),
            one.row.get_kind_display(),
            one.row.title,
            one.row.target(),
            one.row.handed_out,
            "" if one.row.cost_yen is None else one.row.cost_yen,
            "" if one.responses is None else one.responses,
            "" if one.rate is None else round(one.rate, 4),
            one.row.note,
        ]
        for one in entries
    )
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe_cell(str(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()
