"""Who runs a civic lottery, and who opens what volunteers told."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the wards whose lotteries the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_run(user: Any, area: Area | None) -> bool:
    """A policy officer runs every lottery, a ward officer those of the ward, names included. One query."""
    return has_role(user, *OFFICERS, area=area)


def check_can_run(user: Any, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, area):
        raise NotAllowed
