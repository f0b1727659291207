"""Who took part, as it was published, for anybody to take along."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.apps.reach.exports import KINDS
from jukugi.apps.reach.models import ReachEdition
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("reach_figures", FIGURES, order=97)
    open_tables.register("reach_phases", PHASES, order=98)


def _editions() -> Iterator[tuple[str, int, dict[str, Any]]]:
    """One query; one edition is held at a time."""
    rows = ReachEdition.objects.filter(process__is_draft=False).order_by("process__slug", "number")
    return rows.values_list("process__slug", "number", "content").iterator(chunk_size=10)


def _figures() -> Iterator[tuple[Cell, ...]]:
    for process, number, content in _editions():
        for way, one in content["sources"].items():
            for name in sorted({*one["figures"], *one["hidden"]}):
                division = name.partition("|")[0]
                yield (process, number, one["since"], way, division, name, one["figures"].get(name))


def _phases() -> Iterator[tuple[Cell, ...]]:
    for process, number, content in _editions():
        for place, row in enumerate(content.get("phases", []), start=1):
            for way, count in row["totals"].items():
                yield (process, number, place, row["title"], row["since"][way], way, count)


_RULE = _(
    "5人に満たない数と、引き算や、ほかの表と合わせることで分かってしまう数は、空です。意見とパブリックコメントの届いた方法は、ほかのページでも示す数なので、少なくても示します。"
)
FIGURES = OpenTable(
    title=_("参加の広がり"),
    about=_("参加の方法ごとに、どの区、年代、性別の人が、どの方法で加わったか。公表した版のすべて。"),
    columns=(
        Column("process", _("検討プロセス")),
        Column("edition", _("版の番号"), kind=Kind.WHOLE),
        Column("since", _("どの版からの数か"), _("変わった人が少ない方法は、前の版の数のまま"), kind=Kind.WHOLE),
        Column("source", _("参加の方法")),
        Column("division", _("何で分けたか"), codes=KINDS),
        Column("group", _("組の符号"), _("種類、区域コード、年代、性別を | で区切る。- は書かなかった人")),
        Column("count", _("参加した数"), _("ここにない組は0"), _("人または通"), kind=Kind.WHOLE),
    ),
    rows=_figures,
    key=("process", "edition", "source", "group"),
    rule=_RULE,
    path="/reach/",
    theme=Theme.VOICES,
    is_live=False,
)
PHASES = OpenTable(
    title=_("参加の広がり（段階ごと）"),
    about=_("市民が参加する段階ごとに、参加の方法の合計。公表した版のすべて。"),
    columns=(
        Column("process", _("検討プロセス")),
        Column("edition", _("版の番号"), kind=Kind.WHOLE),
        Column("number", _("段階の順"), kind=Kind.WHOLE),
        Column("phase", _("検討の段階")),
        Column("since", _("どの版からの数か"), kind=Kind.WHOLE),
        Column("source", _("参加の方法")),
        Column("count", _("参加した数"), unit=_("人または通"), kind=Kind.WHOLE),
    ),
    rows=_phases,
    key=("process", "edition", "number", "source"),
    rule=_RULE,
    path="/reach/",
    theme=Theme.VOICES,
    is_live=False,
)
