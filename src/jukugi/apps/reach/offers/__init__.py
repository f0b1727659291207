"""What the room offers to the pages of all rooms."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.reach import permissions
from jukugi.apps.reach.offers import lines
from jukugi.kit.pages.places import DeskRoom, Door, desk_rooms, doors


def register() -> None:
    lines.register()
    desk_rooms.register("reach", reach_room, order=85)
    doors.register("reach", Door(gettext_lazy("データ"), "reach:reach", "/reach/"), order=80)


def reach_room(request: HttpRequest) -> DeskRoom | None:
    """参加の広がり. One query, none where roles are known."""
    if not permissions.can_look(request.user):
        return None
    return DeskRoom(_("参加の広がり"), reverse("reach:desk"))
