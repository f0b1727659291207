"""Who keeps the book of promises."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_kept_by(user: Any) -> set[int | None]:
    """Keys of the wards whose promises the person keeps; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def check_can_keep(user: Any, area: Area | None) -> None:
    """A policy officer keeps every promise, a ward officer those of the ward. Raises NotAllowed. One query."""
    if not has_role(user, *OFFICERS, area=area):
        raise NotAllowed


def check_can_review(user: Any) -> None:
    """A policy officer opens and closes yearly reviews. Raises NotAllowed. One query."""
    if not has_role(user, RoleKind.POLICY_OFFICER, area=None):
        raise NotAllowed
