"""Who looks after circles: officers of the city or of the ward. Who speaks for a circle: those in it."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Participant
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import errors
from jukugi.apps.circles.enums import MemberState
from jukugi.apps.circles.models import Circle, CircleMember
from jukugi.kit.errors import NotAllowed

KEEPERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def wards_kept_by(user: Any) -> set[int | None]:
    """Keys of the wards whose circles the person looks after; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *KEEPERS)}


def can_keep(user: Any, ward: Area | None) -> bool:
    """Looks after circles of this ward; with None those of the whole city. One query."""
    return has_role(user, *KEEPERS, area=ward)


def check_can_keep(user: Any, ward: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_keep(user, ward):
        raise NotAllowed


def membership(participant: Participant | None, circle: Circle) -> CircleMember | None:
    """What this device is to the circle, whatever its state. One query; none for nobody."""
    if participant is None:
        return None
    return CircleMember.objects.filter(circle=circle, participant=participant).first()


def check_is_in(participant: Participant, circle: Circle) -> CircleMember:
    """Raises NotInCircle. One query."""
    found = membership(participant, circle)
    if found is None or found.state != MemberState.JOINED:
        raise errors.NotInCircle
    return found
