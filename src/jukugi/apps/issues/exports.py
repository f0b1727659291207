"""The issues of a process and their edges as tables, with a dictionary of their columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.enums import IssueLevel, IssueStatus, board_counts
from jukugi.apps.issues.models import IssueEdge
from jukugi.apps.processes.models import Process
from jukugi.kit.sheets import safe_cell


@dataclass(frozen=True)
class Column:
    """A column: its name in the file, and what stands in it."""

    name: str
    meaning: Any


ISSUE_COLUMNS = (
    Column("code", _("論点の番号。検討プロセスの中で一つ")),
    Column("parent", _("上の論点の番号。なければ空")),
    Column("level", _("広さ。地域、区域、市域、個別")),
    Column("area", _("どの区や学校区の論点か。全市なら空")),
    Column("title", _("論点の名前")),
    Column("description", _("説明")),
    Column("direction", _("検討の方向。示されていなければ空")),
    Column("keywords", _("手がかりの語。空白で区切る")),
    Column("status", _("状態。終わった論点は、終わったときの状態")),
    Column("department", _("担当課。決まっていなければ空")),
    Column("ended_on", _("ほかの論点があとを継いで終わった日。続いていれば空")),
    Column("voices", _("公開して論点につないだ声の数。自分から寄せた人の声で、市民全体の割合ではない")),
)
EDGE_COLUMNS = (
    Column("source", _("もとの論点の番号")),
    Column("kind", _("つながりの種類")),
    Column("target", _("先の論点の番号。その広さにとどめるときは空")),
    Column("about", _("何を")),
    Column("reason", _("理由")),
    Column("department", _("つないだ課")),
    Column("made_on", _("つないだ日")),
    Column("undone_on", _("取り消した日。続いていれば空")),
    Column("undone_reason", _("取り消した理由")),
)
PLAIN = (
    "code", "parent__code", "area__name", "title", "description", "direction", "keywords", "department__name",
)  # fmt: skip
Row = list[str]


def issue_rows(process: Process) -> Iterator[Row]:
    """The heading, then every issue, ended ones too. Two queries."""
    yield [column.name for column in ISSUE_COLUMNS]
    # Plain values, and each word of a choice once: of 10,000 issues, objects and words took most of the time.
    issues = list(process.issues.values_list("pk", "level", "status", "ended_at", *PLAIN))
    counts = board_counts["opinions"][1]([pk for pk, *_rest in issues]) if "opinions" in board_counts else {}
    levels = {value: str(word) for value, word in IssueLevel.choices}
    states = {value: str(word) for value, word in IssueStatus.choices}
    for pk, level, status, ended_at, code, parent, area, title, description, direction, keywords, department in issues:
        ended_on = timezone.localdate(ended_at).isoformat() if ended_at else ""
        values = [
            code, parent, levels[level], area, title, description, direction, keywords, states[status], department,
            ended_on, str(counts.get(pk, 0)),
        ]  # fmt: skip
        yield [safe_cell(value or "") for value in values]


def edge_rows(process: Process) -> Iterator[Row]:
    """The heading, then every edge, undone ones too. One query."""
    yield [column.name for column in EDGE_COLUMNS]
    edges = IssueEdge.objects.filter(source__process=process).select_related("source", "target", "department")
    for edge in edges:
        yield [safe_cell(str(value)) for value in _edge(edge)]


def dictionary_rows() -> Iterator[Row]:
    """What every column of the tables means."""
    yield ["table", "column", "meaning"]
    for table, columns in (("issues", ISSUE_COLUMNS), ("edges", EDGE_COLUMNS)):
        for column in columns:
            yield [table, column.name, str(column.meaning)]


def _edge(edge: IssueEdge) -> list[object]:
    return [
        edge.source.code,
        edge.get_kind_display(),
        edge.target.code if edge.target else "",
        edge.about,
        edge.reason,
        edge.department.name if edge.department else "",
        timezone.localdate(edge.made_at).isoformat(),
        timezone.localdate(edge.undone_at).isoformat() if edge.undone_at else "",
        edge.undone_reason,
    ]
