"""Who offers what support where, for anybody to take along."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.support.enums import Outcome
from jukugi.apps.support.models import SupportOffer
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_tables


def register() -> None:
    open_tables.register("support_offers", OFFERS, order=95)


_offers = QueryRows(
    SupportOffer.objects.all,
    fields=(
        "pk",
        "function__name",
        "organization__name",
        "area__code",
        "title",
        "conditions",
        "starts_on",
        "ends_on",
        "review_on",
        "outcome",
        "tried",
        "came_of_it",
        "is_sample",
    ),
    order=("pk",),
    by=("area",),
)


OFFERS = OpenTable(
    title=_("支援メニュー"),
    about=_("だれが、どのはたらきを、どこで担っているか。試行の振り返りも入ります。"),
    columns=(
        Column("id", _("番号"), kind=Kind.WHOLE),
        Column("function", _("はたらき")),
        Column("organization", _("団体")),
        Column("area", _("区域コード"), _("空は全市")),
        Column("title", _("支援メニュー")),
        Column("conditions", _("使える人と条件")),
        Column("starts_on", _("始まりの日"), kind=Kind.DAY),
        Column("ends_on", _("終わりの日"), kind=Kind.DAY),
        Column("review_on", _("振り返りの日"), _("試行のときだけ"), kind=Kind.DAY),
        Column("outcome", _("試行のあと"), codes=dict(Outcome.choices)),
        Column("tried", _("試したこと")),
        Column("came_of_it", _("どうなったか")),
        Column("is_sample", _("見本か"), _("1は、つくりもの"), kind=Kind.FLAG),
    ),
    rows=_offers,
    key=("id",),
    path="/support/",
)
