"""The grouping desk in the list of rooms, and proposals of issues on the work page of one voice."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.grouping import permissions
from jukugi.apps.grouping.models import IssueSuggestion
from jukugi.apps.opinions.enums import issue_proposals
from jukugi.kit.pages.places import DeskRoom, desk_rooms


def register() -> None:
    desk_rooms.register("grouping", grouping_room, order=25)
    issue_proposals.register("grouping", proposals)


def grouping_room(request: HttpRequest) -> DeskRoom | None:
    """The grouping desk, for policy officers. One query."""
    return DeskRoom(_("声のまとまり"), reverse("grouping:overview")) if permissions.can_group(request.user) else None


def proposals(opinion_pk: int) -> list[tuple[int, tuple[str, ...]]]:
    """Issues that the machine proposes for a voice, nearest first, with the words that speak for the first. One query.

    Also where it is not sure: there the person looks anyway.
    """
    found = IssueSuggestion.objects.filter(opinion=opinion_pk).first()
    if found is None:
        return []
    keys = [key for key in (found.first_id, found.second_id, found.third_id) if key is not None]
    return [(key, tuple(found.words) if number == 0 else ()) for number, key in enumerate(keys)]
