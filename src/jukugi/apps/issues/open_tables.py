"""Issues and what they have to do with each other, for anybody to take along."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.enums import EdgeKind, IssueLevel, IssueStatus
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("issues", ISSUES, order=30)
    open_tables.register("issue_edges", EDGES, order=31)


_issues = QueryRows(
    lambda: Issue.objects.filter(process__is_draft=False),
    fields=(
        "pk",
        "process__slug",
        "code",
        "level",
        "area__code",
        "parent",
        "status",
        "title",
        "description",
        "direction",
        "department__name",
        "ended_at",
    ),
    order=("process__slug", "position", "pk"),
    by=("process", "area", "parent"),
)

_edges = QueryRows(
    lambda: IssueEdge.objects.filter(source__process__is_draft=False),
    fields=(
        "pk",
        "source",
        "target",
        "kind",
        "about",
        "reason",
        "department__name",
        "made_at",
        "undone_at",
        "undone_reason",
    ),
    order=("pk",),
    by=("source", "target"),
)


ISSUES = OpenTable(
    title=_("論点"),
    about=_("話し合っている論点と、その広さ、いまの段階、示した方向。ほかの論点が後を継いだものも入ります。"),
    columns=(
        Column("id", _("論点の番号"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("code", _("符号")),
        Column("level", _("広さ"), codes=dict(IssueLevel.choices)),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("parent", _("上の論点の番号"), kind=Kind.WHOLE),
        Column("status", _("段階"), codes=dict(IssueStatus.choices)),
        Column("title", _("論点")),
        Column("description", _("説明")),
        Column("direction", _("市が示した方向")),
        Column("department", _("受け持つ課")),
        Column("ended_at", _("ほかの論点が継いだ時"), kind=Kind.MOMENT),
    ),
    rows=_issues,
    key=("id",),
    path="/issues/",
    theme=Theme.COURSE,
)
EDGES = OpenTable(
    title=_("論点のつながり"),
    about=_("論点を上の広さへ上げた、分けた、とどめたなど、理由の付いたつながり。取り消したものも残ります。"),
    columns=(
        Column("id", _("つながりの番号"), kind=Kind.WHOLE),
        Column("source", _("もとの論点の番号"), kind=Kind.WHOLE),
        Column("target", _("先の論点の番号"), _("とどめたものには、ありません"), kind=Kind.WHOLE),
        Column("kind", _("種類"), codes=dict(EdgeKind.choices)),
        Column("about", _("何について")),
        Column("reason", _("理由")),
        Column("department", _("付けた課")),
        Column("made_at", _("付けた時"), kind=Kind.MOMENT),
        Column("undone_at", _("取り消した時"), kind=Kind.MOMENT),
        Column("undone_reason", _("取り消した理由")),
    ),
    rows=_edges,
    key=("id",),
    path="/issues/",
    theme=Theme.COURSE,
)
