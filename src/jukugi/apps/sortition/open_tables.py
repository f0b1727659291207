"""Public lots: whom panels are to mirror, how they were drawn, and the files by which anybody checks it."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jukugi.apps.sortition.enums import DrawKind, DrawMethod, DrawState, LotteryState
from jukugi.apps.sortition.models import CivicLottery, Draw, PublishedFile
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("lotteries", LOTTERIES, order=47)
    open_tables.register("lottery_draws", DRAWS, order=48)
    open_tables.register("lottery_targets", TARGETS, order=49)
    open_files.register("lotteries", FILES, order=47)


def _lotteries() -> Iterator[tuple[Cell, ...]]:
    rows = (
        CivicLottery.objects.public()
        .order_by("pk")
        .values_list(
            "pk",
            "process__slug",
            "area__code",
            "title",
            "aim",
            "body__name",
            "seats",
            "honorarium",
            "closes_on",
            "starts_on",
            "ends_on",
            "state",
            "cancelled_reason",
            "is_sample",
        )
    )
    return rows.iterator(chunk_size=2000)


def _published() -> "Iterator[Draw]":
    """Draws of which everybody may know. One query."""
    rows = Draw.objects.filter(committed_at__isnull=False, lottery__process__is_draft=False)
    return rows.exclude(lottery__state=LotteryState.PREPARED).order_by("lottery", "number").iterator(chunk_size=500)


def _draws() -> Iterator[tuple[Cell, ...]]:
    for draw in _published():
        yield (
            draw.lottery_id,
            draw.number,
            draw.kind,
            draw.state,
            draw.method,
            draw.seats,
            draw.volunteers,
            draw.rows,
            draw.minimum,
            draw.is_proven,
            draw.largest_error,
            draw.seed,
            draw.committed_at,
            draw.draws_at,
            draw.announced_how,
            draw.drawn_at,
            draw.digits,
            None if draw.row is None else draw.row + 1,
            draw.code_version,
            draw.void_reason,
        )


def _targets() -> Iterator[tuple[Cell, ...]]:
    for draw in _published():
        for feature, value, low, high in draw.quotas:
            yield (draw.lottery_id, draw.number, feature, value, low, high)


def _files() -> Iterator[OpenFile]:
    """One query; the contents one by one when they are asked for."""
    rows = PublishedFile.objects.filter(draw__committed_at__isnull=False, draw__lottery__process__is_draft=False)
    rows = rows.exclude(draw__lottery__state=LotteryState.PREPARED).order_by("draw__lottery", "draw__number", "pk")
    told = rows.values_list("pk", "name", "draw__lottery", "draw__number", "draw__lottery__title")
    for pk, name, lottery, number, title in told:
        words = gettext("%(title)s　抽せん%(number)s　%(name)s") % {"title": title, "number": number, "name": name}
        address = reverse("sortition:file", args=[lottery, number, name])
        yield OpenFile(f"{lottery}-{number}/{name}", words, address, partial(_content, pk))


def _content(pk: int) -> list[bytes]:
    """One query."""
    return [bytes(PublishedFile.objects.values_list("content", flat=True).get(pk=pk))]


LOTTERIES = OpenTable(
    title=_("無作為抽出の会議"),
    about=_("くじで選ぶ会議の目的、席の数、期間。選ばれた人の名前は、どの表にも載りません。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("title", _("名前")),
        Column("aim", _("何のために")),
        Column("body", _("会議体")),
        Column("seats", _("席の数"), unit=_("人"), kind=Kind.WHOLE),
        Column("honorarium", _("謝礼"), _("一回あたり"), _("円"), kind=Kind.WHOLE),
        Column("closes_on", _("応募の終わりの日"), kind=Kind.DAY),
        Column("starts_on", _("任期の始まり"), kind=Kind.DAY),
        Column("ends_on", _("任期の終わり"), kind=Kind.DAY),
        Column("state", _("状態"), codes=dict(LotteryState.choices)),
        Column("cancelled_reason", _("取りやめた理由")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_lotteries,
    key=("id",),
    path="/lots/",
    theme=Theme.COURSE,
)
DRAWS = OpenTable(
    title=_("公開の抽せん"),
    about=_("抽せんの前に公表した約束と、出た数。応募した人の選ばれる確率の表は、抽せんのファイルにあります。"),
    columns=(
        Column("lottery", _("無作為抽出の会議の番号"), kind=Kind.WHOLE),
        Column("number", _("抽せんの番号"), kind=Kind.WHOLE),
        Column("kind", _("種類"), codes=dict(DrawKind.choices)),
        Column("state", _("状態"), codes=dict(DrawState.choices)),
        Column("method", _("くじの作り方"), codes=dict(DrawMethod.choices)),
        Column("seats", _("選ぶ席の数"), unit=_("人"), kind=Kind.WHOLE),
        Column("volunteers", _("抽せんの対象の人"), unit=_("人"), kind=Kind.WHOLE),
        Column("rows", _("くじの表の行の数"), kind=Kind.WHOLE),
        Column("minimum", _("いちばん小さい、選ばれる確率"), kind=Kind.DECIMAL),
        Column("is_proven", _("最善と証明されたか"), kind=Kind.FLAG),
        Column("largest_error", _("表の割合と確率の、最大の差"), kind=Kind.DECIMAL),
        Column("seed", _("計算の種")),
        Column("committed_at", _("公表した時"), kind=Kind.MOMENT),
        Column("draws_at", _("抽せんの予定"), kind=Kind.MOMENT),
        Column("announced_how", _("どの数で決めるか")),
        Column("drawn_at", _("抽せんした時"), kind=Kind.MOMENT),
        Column("digits", _("出た数")),
        Column("row", _("選ばれた行"), _("1から数える"), kind=Kind.WHOLE),
        Column("code_version", _("プログラムの版")),
        Column("void_reason", _("やり直した理由")),
    ),
    rows=_draws,
    key=("lottery", "number"),
    path="/lots/",
    theme=Theme.COURSE,
    is_live=False,
)
TARGETS = OpenTable(
    title=_("抽せんの枠"),
    about=_("会議が市の人口を映すように、項目ごとに何人から何人まで選ぶか。"),
    columns=(
        Column("lottery", _("無作為抽出の会議の番号"), kind=Kind.WHOLE),
        Column("number", _("抽せんの番号"), kind=Kind.WHOLE),
        Column("feature", _("項目")),
        Column("value", _("区分")),
        Column("low", _("少なくとも"), unit=_("人"), kind=Kind.WHOLE),
        Column("high", _("多くても"), unit=_("人"), kind=Kind.WHOLE),
    ),
    rows=_targets,
    key=("lottery", "number", "feature", "value"),
    rule=_("枠は抽せんの前に決めた数で、来た人の数ではありません。"),
    path="/lots/",
    theme=Theme.COURSE,
    is_live=False,
)
FILES = OpenFiles(
    title=_("抽せんのファイル"),
    about=_("抽せんの前に公表した、くじの表、応募した人の公開の鍵と確率、約束。だれでも抽せんを確かめられます。"),
    form="CSV・JSON",
    media_type="text/csv",
    files=_files,
    rule=_("人は公開の鍵だけで示します。名前と連絡先は入りません。任期のあとは、決めた日に消えるものがあります。"),
    path="/lots/",
    theme=Theme.COURSE,
    is_live=False,
)
