"""What reviews of past measures found, for anybody to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from jukugi.apps.evaluations.enums import FindingKind
from jukugi.apps.evaluations.models import Finding
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("findings", FINDINGS, order=55)


def _findings() -> Iterator[tuple[Cell, ...]]:
    rows = Finding.objects.public().order_by("review", "number")
    told = rows.values_list(
        "pk",
        "review",
        "review__title",
        "number",
        "measure__policy__name",
        "kind",
        "title",
        "text",
        "dissent",
        "approved_at",
    )
    return told.iterator(chunk_size=2000)


FINDINGS = OpenTable(
    title=_("検証で分かったこと"),
    about=_("これまでの施策の検証で分かったことと、ちがう見方。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("review", _("検証の番号"), kind=Kind.WHOLE),
        Column("review_title", _("検証")),
        Column("number", _("分かったことの番号"), _("検証の中で"), kind=Kind.WHOLE),
        Column("measure", _("施策"), _("空は、検証の全体について")),
        Column("kind", _("種類"), codes=dict(FindingKind.choices)),
        Column("title", _("分かったこと")),
        Column("text", _("説明")),
        Column("dissent", _("ちがう見方")),
        Column("approved_at", _("承認した時"), kind=Kind.MOMENT),
    ),
    rows=_findings,
    key=("id",),
    path="/evaluations/",
)
