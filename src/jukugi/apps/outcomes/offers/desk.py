"""What waits in the book of promises, on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.outcomes import permissions
from jukugi.apps.outcomes.queries.desk import Waiting, waiting
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("outcomes", waiting_items, order=60)
    desk_rooms.register("outcomes", promises_room, order=45)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Drafts to publish, and promises whose day has passed. Two queries, asked once a page."""
    rows = [row for row in _rows(request) or [] if ward is None or row.ward == ward.pk]
    drafts, late = sum(row.to_publish for row in rows), sum(row.late for row in rows)
    told = []
    if drafts:
        text = _("ほかの人が書いた約束を読み、公開します。")
        told.append(DeskItem(drafts, _("件"), _("約束を公開する"), text, reverse("outcomes:desk")))
    if late:
        text = _("進みぐあいか、できなかった理由を書きます。公開のページにも、過ぎたと出ています。")
        url = reverse("outcomes:desk")
        told.append(DeskItem(late, _("件"), _("期日を過ぎた約束"), text, url, is_late=True))
    return told


def promises_room(request: HttpRequest) -> DeskRoom | None:
    """市の約束, with what waits in it. Asked once a page."""
    rows = _rows(request)
    if rows is None:
        return None
    return DeskRoom(_("市の約束"), reverse("outcomes:desk"), sum(row.to_publish + row.late for row in rows))


def _rows(request: HttpRequest) -> list[Waiting] | None:
    """None where the person keeps no promises."""
    return kept(request, "outcomes.waiting", lambda: _waiting(request))


def _waiting(request: HttpRequest) -> list[Waiting] | None:
    areas = permissions.areas_kept_by(request.user)
    return waiting(areas, getattr(request.user, "actor_key", ""), timezone.localdate()) if areas else None
