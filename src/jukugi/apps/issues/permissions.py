from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.kit.errors import NotAllowed


def can_edit(user: Any) -> bool:
    """A policy officer of the whole city: issues belong to no ward. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_edit(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_edit(user):
        raise NotAllowed


def can_read_internal(user: Any) -> bool:
    """Working material: policy and ward officers, of whatever ward. One query."""
    return bool(roles(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER))
