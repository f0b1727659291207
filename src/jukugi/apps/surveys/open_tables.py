"""Surveys and their published results, for anybody to take along."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jukugi.apps.surveys.counted.packing import canonical, unpacked
from jukugi.apps.surveys.enums import SurveyState
from jukugi.apps.surveys.exports import COLUMNS, CROSS, crossed, figures
from jukugi.apps.surveys.models import ResultEdition, Survey
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("surveys", SURVEYS, order=35)
    open_tables.register("survey_results", RESULTS, order=36)
    open_tables.register("survey_groups", GROUPS, order=37)
    open_tables.register("survey_cross", CROSSED, order=38)
    open_files.register("survey_results", DOCUMENTS, order=35)


def _surveys() -> Iterator[tuple[Cell, ...]]:
    rows = (
        Survey.objects.public()
        .order_by("code")
        .values_list(
            "code", "process__slug", "title", "purpose", "opens_on", "closes_on", "area__code", "state", "is_sample"
        )
    )
    return rows.iterator(chunk_size=2000)


def _editions() -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every published edition; one is held at a time. One query."""
    rows = _published()
    for code, number, content in rows.values_list("survey__code", "number", "content").iterator(chunk_size=5):
        yield code, number, unpacked(content)


def _published() -> QuerySet[ResultEdition]:
    rows = ResultEdition.objects.filter(survey__state=SurveyState.PUBLISHED, survey__process__is_draft=False)
    return rows.order_by("survey__code", "number")


def _results() -> Iterator[tuple[Cell, ...]]:
    for code, number, document in _editions():
        for row in figures(document):
            # A question without options has no number of one.
            yield (code, number, *(None if cell == "" and place == OPTION else cell for place, cell in enumerate(row)))


def _groups() -> Iterator[tuple[Cell, ...]]:
    for code, number, document in _editions():
        for one in document["audiences"]:
            yield (code, number, one["name"], one["kind"], one["selection"], "", "", "", one["asked"], one["sheets"])
            for name, groups in one.get("groups", {}).items():
                for group, label, size in groups:
                    yield (code, number, one["name"], one["kind"], one["selection"], name, group, label, None, size)


def _crossed() -> Iterator[tuple[Cell, ...]]:
    for code, number, document in _editions():
        for row in crossed(document):
            yield (code, number, *row)


def _document(pk: int) -> list[bytes]:
    """One query."""
    return [canonical(unpacked(ResultEdition.objects.values_list("content", flat=True).get(pk=pk)))]


def _documents() -> Iterator[OpenFile]:
    """One query; the contents one by one when they are asked for."""
    rows = _published()
    for pk, code, number, title in rows.values_list("pk", "survey__code", "number", "survey__title"):
        yield OpenFile(
            f"{code}-{number}.json",
            gettext("%(title)s　第%(number)s版") % {"title": title, "number": number},
            reverse("surveys:result-file", args=[code, number, "json"]),
            partial(_document, pk),
        )


_RULE = _("5人に満たない数と、引き算で分かってしまう数は、空です。数を示さない問いは、行がないか、空です。")
OPTION = list(COLUMNS).index("option")
_WHOLE = {"question", "option", "asked", "answered", "count", "size", "edition"}
_DECIMAL = {"share", "low", "high", "weighted_share", "weighted_low", "weighted_high"}


def _columns(names: dict[str, Any]) -> tuple[Column, ...]:
    """As in the files of each result."""
    return tuple(
        Column(
            "since" if name == "edition" else name,
            meaning,
            kind=Kind.WHOLE if name in _WHOLE else Kind.DECIMAL if name in _DECIMAL else Kind.TEXT,
        )
        for name, meaning in names.items()
    )


_HEAD = (Column("survey", _("アンケートの符号")), Column("edition", _("版の番号"), kind=Kind.WHOLE))
_CROSS_NAMES = {
    **{name: COLUMNS[name] for name in ("audience", "question", "code", "label", "row")},
    **CROSS,
    **{name: COLUMNS[name] for name in ("option", "option_label", "count", "edition")},
}
SURVEYS = OpenTable(
    title=_("アンケート"),
    about=_("何を、いつ、だれに聞いたか。取りやめたものも残ります。"),
    columns=(
        Column("code", _("アンケートの符号")),
        Column("process", _("検討プロセス")),
        Column("title", _("題名")),
        Column("purpose", _("何のために")),
        Column("opens_on", _("始まりの日"), kind=Kind.DAY),
        Column("closes_on", _("終わりの日"), kind=Kind.DAY),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("state", _("状態"), codes=dict(SurveyState.choices)),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_surveys,
    key=("code",),
    path="/surveys/",
    theme=Theme.VOICES,
)
RESULTS = OpenTable(
    title=_("アンケートの結果"),
    about=_("問いと選択肢ごとの、公表した数と割合。だれに聞いた答えかを、行ごとに示します。公表した版のすべて。"),
    columns=(*_HEAD, *_columns(COLUMNS)),
    rows=_results,
    key=("survey", "edition", "audience", "code", "row", "option"),
    rule=_RULE,
    path="/surveys/",
    theme=Theme.VOICES,
    is_live=False,
)
GROUPS = OpenTable(
    title=_("アンケートに答えた人"),
    about=_("だれに聞き、何人が答えたか。区、年代、性別、届いた方法ごとの数。公表した版のすべて。"),
    columns=(
        *_HEAD,
        Column("audience", _("だれの答えか")),
        Column("kind", _("だれに聞いたか")),
        Column("selection", _("選び方")),
        Column("by", _("何で分けたか"), _("空は、全体")),
        Column("group", _("組の符号"), _("空は、書かなかった人")),
        Column("group_label", _("組")),
        Column("asked", _("聞いた数"), unit=_("人"), kind=Kind.WHOLE),
        Column("sheets", _("答えた数"), unit=_("通"), kind=Kind.WHOLE),
    ),
    rows=_groups,
    key=("survey", "edition", "audience", "by", "group"),
    rule=_RULE,
    path="/surveys/",
    theme=Theme.VOICES,
    is_live=False,
)
CROSSED = OpenTable(
    title=_("アンケートの結果（分けた表）"),
    about=_("区や年代などで分けた結果と、二つの問いを合わせた結果。公表した版のすべて。"),
    columns=(*_HEAD, *_columns(_CROSS_NAMES)),
    rows=_crossed,
    key=("survey", "edition", "audience", "code", "row", "by", "group", "option"),
    rule=_RULE,
    path="/surveys/",
    theme=Theme.VOICES,
    is_live=False,
)
DOCUMENTS = OpenFiles(
    title=_("アンケートの結果そのもの"),
    about=_("公表した結果の文書。指紋は、結果のページにあるものと同じです。"),
    form="JSON",
    media_type="application/json",
    files=_documents,
    rule=_RULE,
    path="/surveys/",
    theme=Theme.VOICES,
    is_live=False,
)
