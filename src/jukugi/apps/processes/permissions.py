from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, is_staff, roles
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed


def can_read(user: Any) -> bool:
    """Every member of staff reads how processes are prepared. One query."""
    return is_staff(user)


def can_edit(user: Any) -> bool:
    """A policy officer of the whole city: a process is the city's. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_edit(user: Any) -> None:
    """Raises NotAllowed. Nobody (None) is the operator at the command line, who may. One query."""
    if user is not None and not can_edit(user):
        raise NotAllowed


def wards_to_except(user: Any) -> frozenset[int | None]:
    """For which wards the person may set exceptions; None among them: for every ward. One query."""
    held = roles(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)
    return frozenset(role.area_id for role in held)


def check_can_except(user: Any, ward: Area) -> None:
    """A ward may differ: its own officers decide, or the city's. Raises NotAllowed. One query."""
    if not wards_to_except(user) & {None, ward.pk}:
        raise NotAllowed
