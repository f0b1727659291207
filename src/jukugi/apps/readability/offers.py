"""What this room offers to every page and to the desk."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.readability import queries
from jukugi.kit.pages.places import DeskRoom


class ReadingsOfStaff:
    """Readings that staff decided on, for all pages."""

    def version(self) -> str:
        return queries.version()

    def words(self) -> Mapping[str, str]:
        return queries.words()


def desk_room(request: HttpRequest) -> DeskRoom | None:
    """Every member of staff writes for the public. No query: only staff see the list of rooms."""
    return DeskRoom(_("読みやすさ"), reverse("readability:plain"))
