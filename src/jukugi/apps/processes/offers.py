"""What this room offers to the staff desk: the room itself, and what the next gate still lacks."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes import permissions
from jukugi.apps.processes.queries.gates import next_gate
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms
from jukugi.kit.pages.wording import jday


def register() -> None:
    desk_rooms.register("processes", desk_room, order=10)
    desk_queue.register("processes", missing_items, order=10)


def desk_room(request: HttpRequest) -> DeskRoom | None:
    """Every member of staff reads how processes run. Queries as ``missing_items``, asked once a page."""
    count = sum(item.count for item in missing_items(request, None))
    return DeskRoom(_("検討プロセス"), reverse("processes:desk"), count)


def missing_items(request: HttpRequest, now: datetime | None, ward: DeskWard | None = None) -> list[DeskItem]:
    """What the next gate lacks, for policy officers, in the list of the whole city.

    Three queries and those of the rooms that are asked, once a page.
    """
    return [] if ward is not None else kept(request, "processes.missing", lambda: _missing(request, now))


def _missing(request: HttpRequest, now: datetime | None) -> list[DeskItem]:
    if not permissions.can_edit(request.user):
        return []
    state = next_gate(now=now or timezone.now())
    if state is None:
        return []
    url = reverse("processes:desk-gate", args=[state.gate.pk])
    due = _("%(day)sまでに") % {"day": jday(state.gate.phase.opens_at)}
    is_late = state.gate.phase.opens_at <= (now or timezone.now())
    if not state.missing:
        text = _("すべてそろいました。人が確かめて、通してください。")
        return [
            DeskItem(1, _("つ"), _("関門「%(gate)s」を通す") % {"gate": state.gate.title}, text, url, "", due, is_late)
        ]
    text = _("次の関門「%(gate)s」まで：%(missing)s") % {
        "gate": state.gate.title,
        "missing": "、".join(one.words for one in state.missing),
    }
    return [DeskItem(len(state.missing), _("つ"), _("次の関門までに足りないもの"), text, url, "", due, is_late)]
