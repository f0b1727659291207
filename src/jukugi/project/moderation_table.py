"""The same numbers as open tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.kit.moderation import moderated, summaries
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("moderation_months", TABLE, order=901)
    open_tables.register("moderation_waves", WAVES, order=902)


def _rows() -> Iterator[tuple[Cell, ...]]:
    for summary in summaries():
        for month in summary.months:
            yield (summary.name, month.first, month.count, month.hidden, month.median_days)


def _waves() -> Iterator[tuple[Cell, ...]]:
    for name, what in moderated.items():
        waves = list(what.waves()) if what.waves else []
        for number, wave in enumerate(reversed(waves), start=1):
            counts = (wave.count, wave.days, wave.returned)
            yield (name, number, wave.since_on, wave.until_on, wave.decided_on, wave.rule, *counts)


NAMES = {"opinions": _("声"), "statements": _("意見文"), "reasons": _("理由")}
TABLE = OpenTable(
    title=_("公開するかの判断"),
    about=_("書かれたものを公開するかを、職員が月ごとにいくつ判断し、いくつを公開しなかったか。"),
    columns=(
        Column("what", _("何について"), codes=NAMES),
        Column("month", _("月の初めの日"), kind=Kind.DAY),
        Column("decisions", _("判断した数"), unit=_("件"), kind=Kind.WHOLE),
        Column("hidden", _("そのうち、公開しないとした数"), unit=_("件"), kind=Kind.WHOLE),
        Column("median_days", _("届いてから判断までの日数の中央値"), unit=_("日"), kind=Kind.WHOLE),
    ),
    rows=_rows,
    key=("what", "month"),
    rule=_("職員の判断の数で、書いた人の区や年代は含みません。公開しない判断は、理由とともに一件ずつ公開しています。"),
    path="/moderation/",
    theme=Theme.VOICES,
)

WAVES = OpenTable(
    title=_("一度に届いた声へのまとめた判断"),
    about=_("機械などから一度にたくさん届いた声を、職員がまとめて公開しないとした判断。一つの波を一行にします。"),
    columns=(
        Column("what", _("何について"), codes=NAMES),
        Column("number", _("古いものからの番号"), kind=Kind.WHOLE),
        Column("since", _("届いた初めの日"), kind=Kind.DAY),
        Column("until", _("届いた終わりの日"), kind=Kind.DAY),
        Column("decided", _("判断した日"), kind=Kind.DAY),
        Column("rule", _("決まり（声の公開しない判断と同じ符号）")),
        Column("hidden", _("公開しないとした数"), unit=_("件"), kind=Kind.WHOLE),
        Column("days", _("届いた初めの日から判断までの日数"), unit=_("日"), kind=Kind.WHOLE),
        Column("returned", _("取り消して、確認待ちに戻した数"), unit=_("件"), kind=Kind.WHOLE),
    ),
    rows=_waves,
    key=("what", "number"),
    rule=_("職員の判断の数で、書いた人の区や年代は含みません。声の一つずつに、決まりと理由を記録しています。"),
    path="/moderation/",
    theme=Theme.VOICES,
)
