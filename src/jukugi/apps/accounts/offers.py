"""What this room offers to the desk: codes for residents, roles that end, files that another officer looks at first."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts import permissions, queries
from jukugi.apps.accounts.enums import ExportState
from jukugi.apps.accounts.models import ExportAsk
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms
from jukugi.kit.pages.wording import jday
from jukugi.kit.personal_exports import ExportThing


def register() -> None:
    desk_rooms.register("residents", residents_room, order=81)
    desk_rooms.register("roles", roles_room, order=82)
    desk_rooms.register("exports", exports_room, order=83)
    desk_queue.register("roles", ending_roles, order=900)
    desk_queue.register("exports", files_to_look_at, order=95)


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


def exports_room(request: HttpRequest) -> DeskRoom | None:
    """For officers of the city and of wards. Queries as ``files_to_look_at``, asked once a page."""
    asks = _open_asks(request)
    return None if asks is None else DeskRoom(_("個人情報の書き出し"), reverse("accounts:exports"), len(asks))


def files_to_look_at(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Asks of others for files with what is known of people, and own ones that were agreed to. One query where there
    are none, asked once a page; else those by which rooms find their things besides.
    """
    asks = [ask for ask, thing in _open_asks(request) or () if ward is None or thing.area == ward.pk]
    items = []
    for state, title, text, each in (
        (
            ExportState.WAITING,
            _("個人情報のファイルを渡してよいか、確かめる"),
            _("ほかの担当者が受け取りを待っています。二人目が確かめるまで、渡りません。"),
            _("1件およそ1分"),
        ),
        (
            ExportState.AGREED,
            _("ほかの担当者が確かめたファイルを受け取る"),
            _("期限までに受け取らないと、もう一度お願いすることになります。"),
            "",
        ),
    ):
        these = [ask for ask in asks if ask.state == state]
        if these:
            due = _("%(day)sまで") % {"day": jday(min(ask.last_on for ask in these))}
            items.append(DeskItem(len(these), _("件"), title, text, reverse("accounts:exports"), each, due))
    return items


def _open_asks(request: HttpRequest) -> list[tuple[ExportAsk, ExportThing]] | None:
    """None for whom no such file concerns."""
    if not permissions.can_ask_for_files(request.user):
        return None
    return kept(request, "accounts.exports", lambda: queries.open_asks(request.user, day=timezone.localdate()))
