"""What this room offers to the desk: roles that end, and codes for residents."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts import permissions, queries
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_rooms.register("residents", residents_room, order=81)
    desk_rooms.register("roles", roles_room, order=82)
    desk_queue.register("roles", ending_roles, order=900)


def residents_room(request: HttpRequest) -> DeskRoom | None:
    """For officers of the city and of wards. One query; none where roles are known."""
    if not permissions.wards_with_codes(request.user):
        return None
    return DeskRoom(_("市民の確認"), reverse("accounts:residents"))


def roles_room(request: HttpRequest) -> DeskRoom | None:
    """For policy officers and operators. Two queries."""
    if not permissions.can_run_roles(request.user):
        return None
    return DeskRoom(_("役割の任期"), reverse("accounts:roles"), queries.roles_ending(timezone.localdate()))


def ending_roles(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Roles that end within 60 days, for the whole house. Two queries."""
    if ward is not None or not permissions.can_run_roles(request.user):
        return []
    count = queries.roles_ending(timezone.localdate(now))
    words = _("終わりの日が来ると、役割は自分で終わります。続ける人の分を、ほかの人が延ばします。")
    return [DeskItem(count, _("件"), _("まもなく終わる役割"), words, reverse("accounts:roles"), _("1件およそ20秒"))]
