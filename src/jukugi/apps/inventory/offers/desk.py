"""Requests that wait for approval, on the staff desk."""

from datetime import datetime

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.models import AdminRequest
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import DeskItem, DeskRoom, DeskWard, desk_queue, desk_rooms


def register() -> None:
    desk_queue.register("inventory", waiting_items, order=70)
    desk_rooms.register("inventory", inventory_room, order=70)


def waiting_items(request: HttpRequest, now: datetime, ward: DeskWard | None = None) -> list[DeskItem]:
    """Requests that another person filed, for policy officers, whole city alone. One query, asked once a page."""
    waiting = None if ward is not None else _waiting(request)
    if waiting is None:
        return []
    return [
        DeskItem(
            count=waiting,
            unit=_("件"),
            title=_("町内会・自治会への新しい依頼を確かめる"),
            text=_("課から出された依頼です。月の重なりと根拠を見て、通すか差し戻します。")
            if waiting
            else _("確かめを待っている依頼はありません。"),
            url=reverse("inventory:desk") + "?state=waiting",
            each=_("1件およそ2分") if waiting else "",
        )
    ]


def inventory_room(request: HttpRequest) -> DeskRoom:
    """町内会への依頼, for all members of staff. One query, asked once a page: only staff see the list of rooms."""
    return DeskRoom(_("町内会への依頼"), reverse("inventory:desk"), _waiting(request) or 0)


def _waiting(request: HttpRequest) -> int | None:
    """Requests that another person filed; None for who does not approve."""
    return kept(request, "inventory.waiting", lambda: _asked(request))


def _asked(request: HttpRequest) -> int | None:
    """One query: whether the person is a policy officer of the city, with the count beside it."""
    waiting = (
        AdminRequest.objects.filter(state=RequestState.WAITING)
        .exclude(filed_by=getattr(request.user, "actor_key", ""))
        .order_by()
        .values("state")
        .annotate(count=Count("pk"))
        .values("count")
    )
    officers = Role.objects.in_force(request.user).filter(kind=RoleKind.POLICY_OFFICER, area__isnull=True)
    return officers.annotate(waiting=Coalesce(Subquery(waiting), 0)).values_list("waiting", flat=True).first()
