"""What reports tell of support: who offers what in which ward, from the public catalogue."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.support.queries.functions import catalogue
from jukugi.kit.pages.wording import jdate, thousands
from jukugi.kit.report_sections import Content, Number, ReportSection, Rows, report_sections


def register() -> None:
    about = gettext_lazy("支援の働きごとの担い手と、足りない区。検討プロセスによらず、市全体のもの")
    kinds = frozenset({"yearly"})
    report_sections.register("support", ReportSection(gettext_lazy("中間支援"), about, offered, kinds), order=130)


def offered(process: Any, now: datetime) -> Content | None:
    """Four queries."""
    found = catalogue(timezone.localdate(now))
    if not found.offers:
        return None
    path = reverse("support:support")
    of = _("%(day)sに行われているすべて") % {"day": jdate(found.day)}
    whole = sum(bool(row.offers) for row in found.rows)
    numbers = (
        Number("support_bodies", _("支援の担い手"), found.bodies, _("団体"), of, None, path),
        Number("support_offers", _("行われている支援"), found.offers, _("件"), of, None, path),
        Number(
            "support_functions", _("担い手のいる働き"), whole, _("種類"), _("支援の働きのうち"), len(found.rows), path
        ),
    )
    rows = tuple(
        (
            row.function.name,
            thousands(len(row.offers)),
            "、".join(area.name for area in row.missing) or _("なし"),
        )
        for row in found.rows
    )
    table = Rows(
        _("働きごとの支援"), (_("働き"), _("支援の数"), _("支援のない区")), rows, of=of, numeric=(1,), source=path
    )
    return Content((), numbers, (), (table,))
