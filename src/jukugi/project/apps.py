from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from jukugi.kit.pages.places import DeskRoom


class ProjectConfig(AppConfig):
    name = "jukugi.project"
    label = "project"

    def ready(self) -> None:
        from jukugi.kit.pages.places import Door, desk_rooms, doors
        from jukugi.project import archive_part, moderation_table

        doors.register("home", Door(_("ホーム"), "home", "/"), order=10)
        archive_part.register()
        moderation_table.register()
        desk_rooms.register("retention", retention_room, order=950)


def retention_room(request: HttpRequest) -> "DeskRoom | None":
    """What is kept how long, for those who answer for it. No query where the roles are known."""
    from jukugi.apps.accounts.enums import RoleKind
    from jukugi.apps.accounts.permissions import has_role
    from jukugi.kit.pages.places import DeskRoom

    if not has_role(request.user, RoleKind.OPERATOR, RoleKind.POLICY_OFFICER):
        return None
    return DeskRoom(gettext("保存期間"), reverse("retention"))
