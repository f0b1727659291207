"""What this room offers to pages that show all rooms."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.kit.pages.places import DeskRoom


def desk_room(request: HttpRequest) -> DeskRoom | None:
    """Every member of staff reads who is responsible for what. No query: only staff see the list of rooms."""
    return DeskRoom(_("組織と担当"), reverse("organizations:organizations"))
