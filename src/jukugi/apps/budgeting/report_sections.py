"""What reports tell of votes on budgets: published results alone."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.budgeting.models import BudgetResult
from jukugi.apps.budgeting.queries.explaining import told_projects
from jukugi.apps.budgeting.queries.results import document_of
from jukugi.kit.pages.wording import thousands
from jukugi.kit.report_sections import Content, Number, ReportSection, Rows, report_sections

ROUNDS_AT_MOST = 3


def register() -> None:
    about = gettext_lazy("結果を公表した予算の投票。検討プロセスによらず、市全体のもの")
    kinds = frozenset({"yearly"})
    report_sections.register("budgeting", ReportSection(gettext_lazy("地域投資の投票"), about, votes, kinds), order=110)


def votes(process: Any, now: datetime) -> Content | None:
    """One query."""
    published = BudgetResult.objects.published().select_related("round").order_by("-published_at", "-pk")
    numbers, tables = [], []
    for result in published[:ROUNDS_AT_MOST]:
        document, path = document_of(result), reverse("budgeting:result", args=[result.round_id])
        told, of = told_projects(document), _("「%(title)s」に投票したすべて") % {"title": result.round.title}
        chosen = [one for one in told if one.is_chosen]
        numbers += [
            Number(f"voters_{result.round_id}", _("投票した人"), int(document["voters"]), _("人"), of, None, path),
            Number(
                f"chosen_{result.round_id}",
                _("選ばれた事業"),
                len(chosen),
                _("件"),
                _("投票にかけた事業のうち"),
                len(told),
                path,
            ),
            Number(
                f"cost_{result.round_id}",
                _("選ばれた事業の費用"),
                int(document["cost"]),
                _("円"),
                _("使える予算のうち"),
                int(document["budget"]),
                path,
            ),
        ]
        rows = tuple((one.number, one.title, thousands(one.cost), thousands(one.supporters), one.why) for one in told)
        heads = (_("番号"), _("事業"), _("費用（円）"), _("選んだ人"), _("理由"))
        tables.append(Rows(result.round.title, heads, rows, of=of, numeric=(2, 3), source=path))
    return Content((), tuple(numbers), (), tuple(tables)) if numbers else None
