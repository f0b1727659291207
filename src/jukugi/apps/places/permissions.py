"""Who keeps the register: policy officers that of the city, ward officers that of their ward."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed

KEEPERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def wards_kept_by(user: Any) -> set[int | None]:
    """Keys of the wards whose places the person keeps; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *KEEPERS)}


def can_keep(user: Any, ward: Area | None) -> bool:
    """Keeps the places of this ward; with None those of the whole city. One query."""
    return has_role(user, *KEEPERS, area=ward)


def check_can_keep(user: Any, ward: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_keep(user, ward):
        raise NotAllowed
