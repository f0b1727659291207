"""What the room offers to pages that show all rooms."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.drafts.enums import document_links
from jukugi.apps.processes.enums import process_parts
from jukugi.apps.reports import permissions
from jukugi.apps.reports.queries import newest_edition, reports_on, waiting
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import (
    DeskItem,
    DeskRoom,
    DeskWard,
    HomePart,
    PagePart,
    desk_queue,
    desk_rooms,
    door_paths,
    home_parts,
)


def register() -> None:
    door_paths.register("reports", ("drafts:list", "/reports/"))
    document_links.register("reports", (gettext_lazy("報告"), "reports:list"))
    process_parts.register("reports", reports_part, order=50)
    home_parts.register("reports", newest_part, order=72)
    desk_queue.register("reports", waiting_items, order=62)
    desk_rooms.register("reports", reports_room, order=46)


def newest_part(request: HttpRequest, now: datetime) -> HomePart | None:
    """The report that came out last. One query; nothing, no part."""
    edition = newest_edition()
    return HomePart("reports/_home.html", {"edition": edition}, is_side=True) if edition is not None else None


def reports_part(process: Any) -> PagePart | None:
    """The reports on a process. One query; nothing, no part."""
    reports = reports_on(process)
    return PagePart(_("この検討の報告"), "reports/_of_process.html", {"reports": reports}) if reports else None


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Reports to publish, of the whole city. One query, asked once a page."""
    count = _waiting(request) if ward is None else None
    if not count:
        return []
    text = _("ほかの人が承認に出した報告を読み、公開するか戻します。")
    return [DeskItem(count, _("件"), _("報告を公開する"), text, reverse("reports:desk"))]


def reports_room(request: HttpRequest) -> DeskRoom | None:
    """報告, with what waits in it. Asked once a page."""
    count = _waiting(request)
    return None if count is None else DeskRoom(_("報告"), reverse("reports:desk"), count)


def _waiting(request: HttpRequest) -> int | None:
    """None where the person writes no reports."""
    return kept(request, "reports.waiting", lambda: _counted(request))


def _counted(request: HttpRequest) -> int | None:
    user = request.user
    return waiting(getattr(user, "actor_key", "")) if permissions.can_report(user) else None
