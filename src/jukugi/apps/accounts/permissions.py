from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.areas.models import Area


def is_staff(user: Any) -> bool:
    """Holds any role at all. One query."""
    return Role.objects.in_force(user).exists()


def has_role(user: Any, *kinds: RoleKind, area: Area | None = None) -> bool:
    """Holds one of these roles for the whole city, or for this area. One query."""
    return any(role.area_id in (None, area.pk if area else None) for role in roles(user, *kinds))


def roles(user: Any, *kinds: RoleKind) -> list[Role]:
    """The roles of these kinds that the person holds. One query."""
    return list(Role.objects.in_force(user).filter(kind__in=kinds))
