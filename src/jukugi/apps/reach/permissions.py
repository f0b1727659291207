"""Who counts and publishes, and who writes down what was tried."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def can_look(user: Any) -> bool:
    """Live figures, the log and letters: any policy or ward officer. One query."""
    return bool(roles(user, *OFFICERS))


def can_publish(user: Any) -> bool:
    """A policy officer of the whole city. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_publish(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_publish(user):
        raise NotAllowed


def can_record(user: Any, ward: Area | None) -> bool:
    """A policy officer writes for everybody, a ward officer for people of the ward. One query."""
    return has_role(user, *OFFICERS, area=ward)


def check_can_record(user: Any, ward: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_record(user, ward):
        raise NotAllowed
