"""What waits in documents, on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.drafts import permissions
from jukugi.apps.drafts.queries.desk import Waiting, waiting
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("drafts", waiting_items, order=40)
    desk_rooms.register("drafts", drafts_room, order=35)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Editions to check, approve and publish. Two queries, asked once a page."""
    rows = _rows(request)
    if rows is None:
        return []
    count = sum(_sum(row) for row in rows if ward is None or row.ward == ward.pk)
    text = _("ほかの人が書いた版の確認と承認、承認した版の公開です。") if count else _("待っている文書はありません。")
    return [DeskItem(count=count, unit=_("件"), title=_("文書を進める"), text=text, url=reverse("drafts:desk"))]


def drafts_room(request: HttpRequest) -> DeskRoom | None:
    """わたしの文書, with what waits in it. Two queries, asked once a page."""
    rows = _rows(request)
    if rows is None:
        return None
    return DeskRoom(_("わたしの文書"), reverse("drafts:desk"), sum(_sum(row) for row in rows))


def _rows(request: HttpRequest) -> list[Waiting] | None:
    """None where the person writes no documents."""
    return kept(request, "drafts.waiting", lambda: _waiting(request))


def _waiting(request: HttpRequest) -> list[Waiting] | None:
    areas = permissions.areas_written_for(request.user)
    return waiting(areas, getattr(request.user, "actor_key", "")) if areas else None


def _sum(row: Waiting) -> int:
    return row.to_check + row.to_approve + row.to_publish
