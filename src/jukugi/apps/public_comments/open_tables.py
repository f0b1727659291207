"""Results of consultations, line by line, for anybody to take along."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.public_comments.enums import ConsultationState
from jukugi.apps.public_comments.models import CommentGroup
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, Theme, open_tables


def register() -> None:
    open_tables.register("consultation_results", RESULTS, order=70)


def _lines() -> QuerySet[CommentGroup, Any]:
    return CommentGroup.objects.standing().filter(
        consultation__state=ConsultationState.PUBLISHED,
        consultation__process__is_draft=False,
        result_number__isnull=False,
    )


_results = QueryRows(
    _lines,
    fields=(
        "consultation",
        "consultation__title",
        "result_number",
        "clause",
        "gist",
        "n",
        "answer",
        "answer__category__code",
        "answer__category__name",
        "answer__text",
        "answer__changed_clause",
        "answer__change_note",
        "answer__department__name",
    ),
    order=("consultation", "result_number"),
    more=lambda rows: rows.annotate(n=Count("comments", filter=Q(comments__is_replaced=False))),
)


RESULTS = OpenTable(
    title=_("意見の募集の結果"),
    about=_("パブリックコメントの意見の要旨と、市の考え方。要旨は職員が書いたもので、件数は同じ内容の意見の数です。"),
    columns=(
        Column("consultation", _("募集の番号"), kind=Kind.WHOLE),
        Column("consultation_title", _("募集")),
        Column("number", _("意見の番号"), _("結果の中で"), kind=Kind.WHOLE),
        Column("clause", _("どの文への意見か"), _("文の鍵。空は全体"), kind=Kind.WHOLE),
        Column("gist", _("意見の要旨"), _("個人のことが書かれ、載せないものは空")),
        Column("comments", _("件数"), unit=_("件"), kind=Kind.WHOLE),
        Column("answer", _("市の考え方の番号"), kind=Kind.WHOLE),
        Column("category", _("対応区分")),
        Column("category_name", _("対応区分の名前")),
        Column("answer_text", _("市の考え方")),
        Column("changed_clause", _("変えた文の鍵"), kind=Kind.WHOLE),
        Column("change_note", _("どう変えたか")),
        Column("department", _("受け持つ課")),
    ),
    rows=_results,
    key=("consultation", "number"),
    rule=_("一人ずつの言葉は、手続のとおり載せません。"),
    path="/consultations/",
    theme=Theme.VOICES,
    is_live=False,
)
