"""What the room offers to pages that show all rooms: the desk, and its place behind まち."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.support import permissions
from jukugi.apps.support.models import SupportFunction, SupportOffer
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


def register() -> None:
    door_paths.register("support", ("organizations:associations", "/support/"))
    home_parts.register("support", way_there, order=90)
    desk_queue.register("support", waiting_items, order=46)
    desk_rooms.register("support", support_room, order=37)


def way_there(request: HttpRequest, now: datetime) -> HomePart | None:
    """The way to the catalogue, where there is one. One query."""
    return HomePart("support/_home.html", {}, is_side=True) if SupportFunction.objects.exists() else None


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Offers on trial whose day to look back has come. Two queries, asked once a page."""
    waits = _waits(request) or {}
    count = sum(number for key, number in waits.items() if ward is None or key == ward.pk)
    if not count:
        return []
    text = _("試したことと、どうなったかを書きます。")
    return [DeskItem(count, _("件"), _("支援メニューの試行を振り返る"), text, reverse("support:desk"), is_late=True)]


def support_room(request: HttpRequest) -> DeskRoom | None:
    """中間支援, with the trials to look back on. Asked once a page."""
    waits = _waits(request)
    return None if waits is None else DeskRoom(_("中間支援"), reverse("support:desk"), sum(waits.values()))


def _waits(request: HttpRequest) -> dict[int | None, int] | None:
    """Trials to look back on by ward; None for who keeps no offers. Two queries, kept with the request."""

    def ask() -> dict[int | None, int] | None:
        areas = permissions.areas_kept_by(request.user)
        if not areas:
            return None
        found: dict[int | None, int] = {}
        due = SupportOffer.objects.in_areas(areas).awaiting_review(timezone.localdate()).order_by()
        for key in due.values_list("area", flat=True):
            found[key] = found.get(key, 0) + 1
        return found

    return kept(request, "support.waiting", ask)
