"""What waits between the end of a vote and its result, at the desk; the newest result, on home."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.models import BudgetResult
from jukugi.apps.budgeting.queries.results import waiting_by_area
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskWard, HomeAction, desk_queue, home_actions
from jukugi.kit.pages.wording import jdate, thousands

NEW_FOR = timedelta(days=60)


def register() -> None:
    desk_queue.register("budget_results", waiting_items, order=78)
    home_actions.register("budget_results", read_a_result, order=59)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Closed rounds to count, counts to publish, decisions that wait for a second person. Asked once a page."""
    told = {
        "count": (_("回"), _("予算の投票を数える"), _("締め切った投票です。くじの種を入れて数えます。")),
        "publish": (_("件"), _("予算の投票の結果を公表する"), _("種を入れた人とは別の担当者が、確かめて公表します。")),
        "decide": (_("件"), _("結果と違う決定を確かめる"), _("起案した人とは別の担当者が決めます。")),
    }
    items = []
    for name, by_area in _waiting(request).items():
        count = sum(n for area, (n, _first) in by_area.items() if ward is None or area == ward.pk)
        if count:
            first = next(key for area, (_n, key) in by_area.items() if ward is None or area == ward.pk)
            unit, title, text = told[name]
            url = reverse("budgeting:count", args=[first])
            items.append(DeskItem(count=count, unit=unit, title=title, text=text, url=url))
    return items


def _waiting(request: HttpRequest) -> dict[str, dict[int | None, tuple[int, int]]]:
    def ask() -> dict[str, dict[int | None, tuple[int, int]]]:
        areas = permissions.areas_run_by(request.user)
        return waiting_by_area(areas) if areas else {}

    return kept(request, "budgeting.results_waiting", ask)


def read_a_result(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """The newest result, for some weeks. One query."""
    newest = BudgetResult.objects.published().filter(published_at__gte=now - NEW_FOR).select_related("round")
    result = newest.order_by("-published_at", "-pk").first()
    if result is None:
        return []
    return [
        HomeAction(
            effort="1",
            unit=_("分"),
            title=_("予算の投票の結果を見る"),
            text=_("「%(title)s」。なぜ選ばれたかを読み、自分の機械で数え直せます。") % {"title": result.round.title},
            foot=_("%(count)s人が投票、%(day)s公表")
            % {"count": thousands(result.ballots), "day": jdate(result.published_at)},
            url=result.get_absolute_url(),
        )
    ]
