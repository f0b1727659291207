"""Who writes reports."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role
from jukugi.kit.errors import NotAllowed


def can_report(user: Any) -> bool:
    """A policy officer of the whole city writes reports, and publishes those of others. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER, area=None)


def check_can_report(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_report(user):
        raise NotAllowed
