"""The same numbers as an open table."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.kit.moderation import summaries
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("moderation_months", TABLE, order=901)


def _rows() -> Iterator[tuple[Cell, ...]]:
    for summary in summaries():
        for month in summary.months:
            yield (summary.name, month.first, month.count, month.hidden, month.median_days)


TABLE = OpenTable(
    title=_("公開するかの判断"),
    about=_("書かれたものを公開するかを、職員が月ごとにいくつ判断し、いくつを公開しなかったか。"),
    columns=(
        Column("what", _("何について"), codes={"opinions": _("声"), "statements": _("意見文"), "reasons": _("理由")}),
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
