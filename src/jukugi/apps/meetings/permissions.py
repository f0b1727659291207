from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.models import Body, Meeting
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_handled_by(user: Any) -> set[int | None]:
    """Keys of the wards whose meetings the person handles; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_handle(user: Any, thing: Meeting | Body) -> bool:
    """A policy officer every meeting and body, a ward officer those of the ward. One query."""
    return has_role(user, *OFFICERS, area=thing.ward if isinstance(thing, Meeting) else thing.area)


def check_can_handle(user: Any, thing: Meeting | Body) -> None:
    """Raises NotAllowed. One query."""
    if not can_handle(user, thing):
        raise NotAllowed


def check_can_add(user: Any, ward: Area | None) -> None:
    """For which ward somebody may add a meeting or a body; None is the whole city. Raises NotAllowed. One query."""
    if not has_role(user, *OFFICERS, area=ward):
        raise NotAllowed
