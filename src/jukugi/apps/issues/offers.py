"""What the room offers to the staff desk."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.issues import permissions
from jukugi.kit.pages.places import DeskRoom


def desk_room(request: HttpRequest) -> DeskRoom | None:
    """The list of issues, for policy officers. One query."""
    return DeskRoom(_("論点"), reverse("issues:desk")) if permissions.can_edit(request.user) else None
