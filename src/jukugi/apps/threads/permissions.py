from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.voices import Voice

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def can_tell(user: Any) -> bool:
    """Writing, approving and stopping tellings: a policy officer of the whole city. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_tell(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_tell(user):
        raise NotAllowed


def areas_told_by(user: Any) -> set[int | None]:
    """Keys of the wards whose letters the person prints; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_serve(user: Any) -> bool:
    """The counter: any policy or ward officer; people come to whichever counter is near. One query."""
    return bool(areas_told_by(user))


def check_can_serve(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_serve(user):
        raise NotAllowed


def can_leave_for(user: Any, voice: Voice) -> bool:
    """Leaving an address for a voice: the device that sent it, or an officer whom its sender asked. One query."""
    return voice.is_own or can_serve(user)
