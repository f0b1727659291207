from typing import Any

from jukugi.apps.accounts import permissions as accounts
from jukugi.apps.accounts.enums import RoleKind
from jukugi.kit.errors import NotAllowed


def can_read(user: Any) -> bool:
    """Every member of staff. One query."""
    return accounts.is_staff(user)


def can_decide(user: Any) -> bool:
    """Policy officers of the whole city: a reading applies to every page of every ward. One query."""
    return accounts.has_role(user, RoleKind.POLICY_OFFICER)


def check_can_decide(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_decide(user):
        raise NotAllowed
