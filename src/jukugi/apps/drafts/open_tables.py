"""Clauses of public editions and where each came from, for anybody to take along."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.enums import DocumentKind, EditionStage, EditionState, Influence, OriginKind
from jukugi.apps.drafts.models import ClauseText, Edition, Origin, OriginVoice
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("editions", EDITIONS, order=60)
    open_tables.register("clauses", CLAUSES, order=61)
    open_tables.register("origins", ORIGINS, order=62)
    open_tables.register("origin_voices", VOICES, order=63)


_editions = QueryRows(
    lambda: Edition.objects.published().filter(document__process__is_draft=False),
    fields=(
        "pk",
        "document",
        "document__process__slug",
        "document__kind",
        "document__area__code",
        "number",
        "title",
        "stage",
        "published_at",
        "reason",
        "digest",
    ),
    order=("document", "number"),
    by=("document", "process", "area"),
    chunk=500,
)

_clauses = QueryRows(
    lambda: ClauseText.objects.filter(
        edition__state=EditionState.PUBLISHED, edition__document__process__is_draft=False
    ),
    fields=("edition", "clause", "clause__serial", "parent__serial", "position", "heading", "text"),
    order=("edition", "position", "clause__serial"),
)

_origins = QueryRows(
    lambda: Origin.objects.in_force().public().filter(document__process__is_draft=False),
    fields=("pk", "document", "clause", "kind", "influence", "reason", "opinion", "issue", "statement", "title", "url"),
    order=("pk",),
    by=("document", "clause", "opinion", "issue", "statement"),
)

_voices = QueryRows(
    lambda: OriginVoice.objects.public().filter(
        origin__edition__state=EditionState.PUBLISHED, origin__document__process__is_draft=False
    ),
    fields=("origin", "opinion"),
    order=("origin", "opinion"),
)


EDITIONS = OpenTable(
    title=_("文書の版"),
    about=_("公開した文書の版。SHA-256は、版の言葉と由来と数をまとめたもののハッシュです。"),
    columns=(
        Column("id", _("版の番号"), kind=Kind.WHOLE),
        Column("document", _("文書の番号"), kind=Kind.WHOLE),
        Column("process", _("検討プロセス")),
        Column("kind", _("何の文書か"), codes=dict(DocumentKind.choices)),
        Column("area", _("区域コード"), _("空は市全体")),
        Column("number", _("第何版か"), kind=Kind.WHOLE),
        Column("title", _("名前")),
        Column("stage", _("どこまで進んだか"), codes=dict(EditionStage.choices)),
        Column("published_at", _("公開した時"), kind=Kind.MOMENT),
        Column("reason", _("この版で変わったこと")),
        Column("sha256", _("指紋（SHA-256）")),
    ),
    rows=_editions,
    key=("id",),
    path="/documents/",
    theme=Theme.COURSE,
    is_live=False,
)
CLAUSES = OpenTable(
    title=_("文書の文"),
    about=_("公開した版の文を、版ごとに一つずつ。文の番号は、版が変わっても同じ文を指します。"),
    columns=(
        Column("edition", _("版の番号"), kind=Kind.WHOLE),
        Column("clause", _("文の鍵"), _("由来と約束は、この鍵で文を指します"), kind=Kind.WHOLE),
        Column("serial", _("文の番号"), _("文書の中で"), kind=Kind.WHOLE),
        Column("parent", _("上の文の番号"), kind=Kind.WHOLE),
        Column("position", _("並び"), kind=Kind.WHOLE),
        Column("heading", _("見出し")),
        Column("text", _("文"), _("Markdown")),
    ),
    rows=_clauses,
    key=("edition", "clause"),
    path="/documents/",
    theme=Theme.COURSE,
    is_live=False,
)
ORIGINS = OpenTable(
    title=_("文の由来"),
    about=_("文が何から生まれたか。文のないものは、文書に取り入れなかったものです。"),
    columns=(
        Column("id", _("由来の番号"), kind=Kind.WHOLE),
        Column("document", _("文書の番号"), kind=Kind.WHOLE),
        Column("clause", _("文の鍵"), _("空は、取り入れなかったもの"), kind=Kind.WHOLE),
        Column("kind", _("何から"), codes=dict(OriginKind.choices)),
        Column("influence", _("文をどう変えたか"), codes=dict(Influence.choices)),
        Column("reason", _("理由")),
        Column("opinion", _("意見の番号"), kind=Kind.WHOLE),
        Column("issue", _("論点の番号"), kind=Kind.WHOLE),
        Column("statement", _("意見文の鍵"), kind=Kind.WHOLE),
        Column("title", _("資料の名前")),
        Column("url", _("資料のアドレス")),
    ),
    rows=_origins,
    key=("id",),
    path="/documents/",
    theme=Theme.COURSE,
)
VOICES = OpenTable(
    title=_("由来のうしろの声"),
    about=_("由来を加えたとき、そのうしろにあった公開の意見。"),
    columns=(
        Column("origin", _("由来の番号"), kind=Kind.WHOLE),
        Column("opinion", _("意見の番号"), kind=Kind.WHOLE),
    ),
    rows=_voices,
    key=("origin", "opinion"),
    path="/documents/",
    theme=Theme.COURSE,
)
