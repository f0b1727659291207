from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role
from jukugi.kit.errors import NotAllowed


def can_group(user: Any) -> bool:
    """Groups go across all wards: policy officers of the whole city alone. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_group(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_group(user):
        raise NotAllowed
