"""Figures of published reports, edition by edition, for anybody to take along; and the editions as files."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.reports.freezing import thaw
from jukugi.apps.reports.models import ReportEdition
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Cell, Column, Kind, OpenFigure, OpenTable, Theme, open_figures, open_tables


def register() -> None:
    open_tables.register("report_figures", FIGURES, order=90)
    open_figures.register("report_editions", OpenFigure(_("公開した報告の版の数字"), "report_figures", _count))
    open_files.register("reports", FILES)


def _editions() -> Iterator[ReportEdition]:
    rows = ReportEdition.objects.public().select_related("report").defer("report__asked_content")
    return rows.order_by("report_id", "number").iterator(chunk_size=20)


def _figures() -> Iterator[tuple[Cell, ...]]:
    """One query, whatever the number of editions."""
    for edition in _editions():
        frozen = thaw(edition.content)
        for section in frozen.sections:
            for number in section.content.numbers:
                yield (
                    edition.report_id,
                    edition.number,
                    edition.report.kind,
                    frozen.process_slug,
                    frozen.day,
                    section.name,
                    number.name,
                    number.title,
                    number.value,
                    number.unit,
                    number.base,
                    number.of,
                    number.source,
                    edition.digest,
                    frozen.is_sample,
                )


def _count() -> int:
    """One query."""
    return sum(len(thaw(edition.content).numbers) for edition in _editions())


def _files() -> Iterator[OpenFile]:
    """Every edition as canonical JSON under a name of its own, with the digest that its page shows."""
    for edition in _editions():
        yield OpenFile(
            f"report-{edition.report_id}-{edition.number}.json",
            f"{edition.report.title} {edition.number}",
            reverse("reports:data", args=[edition.report_id, edition.number]),
            content=partial(_content, edition),
            shown_digest=edition.digest,
        )


def _content(edition: ReportEdition) -> Iterable[bytes]:
    return [edition.content.encode()]


FIGURES = OpenTable(
    title=_("報告の数字"),
    about=_("公開した報告の版が載せた数を、何のうちの数か、どのページの数かとともに。版のあとで変わりません。"),
    columns=(
        Column("report", _("報告の番号"), kind=Kind.WHOLE),
        Column("edition", _("版"), kind=Kind.WHOLE),
        Column(
            "kind", _("種類"), codes={"interim": _("中間報告書"), "council": _("議会報告"), "yearly": _("年次報告")}
        ),
        Column("process", _("検討プロセス")),
        Column("counted_on", _("数えた日"), kind=Kind.DAY),
        Column("section", _("節")),
        Column("figure", _("数の名前"), _("どの版でも同じ")),
        Column("title", _("何の数か")),
        Column("value", _("数"), kind=Kind.WHOLE),
        Column("unit", _("単位")),
        Column("base", _("分母"), _("空は、すべてを数えたもの"), kind=Kind.WHOLE),
        Column("of", _("何のうちの数か")),
        Column("source", _("出どころのページ")),
        Column("digest", _("版のデータの指紋"), _("SHA-256")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_figures,
    key=("report", "edition", "section", "figure"),
    path="/reports/",
    theme=Theme.COURSE,
    is_live=False,
)
FILES = OpenFiles(
    title=_("報告のデータ"),
    about=_("公開した報告の、版ごとのデータ。指紋（SHA-256）は、版のページに出ているものと同じです。"),
    form="JSON",
    media_type="application/json",
    files=_files,
    path="/reports/",
    theme=Theme.COURSE,
    is_live=False,
)
