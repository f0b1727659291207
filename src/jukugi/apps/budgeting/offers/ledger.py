"""The ledger on home, behind まち, at the desk, and on the page of an issue."""

from collections import Counter
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.queries import ledger
from jukugi.apps.issues.enums import IssuePart, issue_parts
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    HomePart,
    desk_queue,
    desk_rooms,
    door_paths,
    home_parts,
)

SHOWN = 5
Counts = tuple[Counter[int | None], Counter[int | None]]


def register() -> None:
    door_paths.register("investment", ("places:list", "/investment/"))
    home_parts.register("investment", way_there, order=92)
    desk_queue.register("investment", waiting_items, order=80)
    desk_rooms.register("investment", ledger_room, order=80)
    issue_parts.register("investment", money_of_issue, order=80)


def way_there(request: HttpRequest, now: datetime) -> HomePart | None:
    """The way to the ledger, where there is one. One query."""
    is_there = Investment.objects.counted().exists()
    return HomePart("budgeting/ledger/_home.html", {}, is_side=True) if is_there else None


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """What a second person has to look at, and what has to be told. Three queries, asked once a page."""
    counts = _counts(request)
    if counts is None:
        return []
    waits, due = (sum(one.values()) if ward is None else one[ward.pk] for one in counts)
    url = reverse("budgeting:desk-investments")
    found = []
    if waits:
        text = _("書いた人とは別の担当者が、中身を確かめて公表します。")
        title, each = _("地域投資台帳の変更を確かめる"), _("1件およそ5分")
        found.append(DeskItem(waits, _("件"), title, text, f"{url}?part=waiting", each=each))
    if due:
        text = _("実施から1年・3年・10年の日が過ぎました。書かれるまで、公開のページに遅れと出ます。")
        title, each = _("地域投資の成果を書く"), _("1件およそ15分")
        found.append(DeskItem(due, _("件"), title, text, f"{url}?part=due", each=each, is_late=True))
    return found


def ledger_room(request: HttpRequest) -> DeskRoom | None:
    """地域投資台帳, with what waits. Asked once a page."""
    counts = _counts(request)
    if counts is None:
        return None
    total = sum(sum(one.values()) for one in counts)
    return DeskRoom(_("地域投資台帳"), reverse("budgeting:desk-investments"), total)


def money_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Investments that answer an issue, the last decided first. One query where there are none, else five."""
    rows = ledger.of_issue(issue_pk, day=timezone.localdate(now), most=SHOWN + 1)
    if not rows:
        return None
    content = {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN}
    return IssuePart(_("この論点に使うお金"), "budgeting/ledger/_issue.html", content)


def _counts(request: HttpRequest) -> Counts | None:
    """None where the person keeps no ward. Three queries, kept with the request."""

    def ask() -> Counts | None:
        areas = permissions.areas_run_by(request.user)
        if not areas:
            return None
        waits, due = ledger.waiting_counts(areas, day=timezone.localdate())
        return Counter(waits), Counter(due)

    return kept(request, "budgeting.ledger", ask)
