"""What waits in this room, on the staff desk."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.threads import permissions
from jukugi.apps.threads.queries.tellings import WaitingWork, waiting_work
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("threads", waiting_items, order=80)
    desk_rooms.register("threads", threads_room, order=80)


def threads_room(request: HttpRequest) -> DeskRoom | None:
    """For whoever tells, prints or stands at the counter. Queries as ``waiting_items``, asked once a page."""
    if not _areas(request):
        return None
    waiting = _kept(request, None)
    return DeskRoom(_("声のゆくえを知らせる"), reverse("threads:desk"), waiting.total if waiting else 0)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """What waits for a policy officer; a telling is of the whole city. Two queries, asked once a page."""
    waiting = _kept(request, now) if ward is None else None
    if waiting is None:
        return []
    url = reverse("threads:desk")
    gates = DeskItem(
        count=waiting.untold,
        unit=_("つ"),
        title=_("関門を通ったことを、声を送った人に知らせる"),
        text=_("通った関門のうち、まだ知らせていないものです。書く人と承認する人は別です。")
        if waiting.untold
        else _("通った関門は、すべて知らせてあります。"),
        url=url,
        due=_("14日を過ぎたものがあります") if waiting.late else "",
        is_late=waiting.late > 0,
    )
    items = [gates]
    if waiting.to_approve:
        text = _("ほかの人が書いた知らせです。だれに何が届くかを確かめてください。")
        items.append(DeskItem(waiting.to_approve, _("件"), _("知らせを承認する"), text, url))
    if waiting.unsure:
        text = _("送る途中で止まったメールです。もう一度送るかどうかは、人が決めます。")
        items.append(DeskItem(waiting.unsure, _("通"), _("送れたか分からないメール"), text, url))
    return items


def _kept(request: HttpRequest, now: datetime | None) -> WaitingWork | None:
    return kept(request, "threads.waiting", lambda: _waiting(request, now or timezone.now()))


def _waiting(request: HttpRequest, now: datetime) -> WaitingWork | None:
    if None not in _areas(request):
        return None
    return waiting_work(getattr(request.user, "actor_key", ""), now=now)


def _areas(request: HttpRequest) -> set[int | None]:
    return kept(request, "threads.areas", lambda: permissions.areas_told_by(request.user))
