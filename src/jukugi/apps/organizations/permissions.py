from dataclasses import dataclass
from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.kit.errors import NotAllowed

FOR_THE_WHOLE_CITY = (RoleKind.POLICY_OFFICER, RoleKind.OPERATOR)


@dataclass(frozen=True)
class Reach:
    """What one person may see and change: every body of the city, or the departments of these wards."""

    is_staff: bool
    is_whole_city: bool
    wards: frozenset[int]

    @property
    def can_change_any(self) -> bool:
        return self.is_whole_city or bool(self.wards)

    def covers(self, kind: str, area_pk: int | None) -> bool:
        """Whether bodies of this kind in this area may be changed; None stands for the whole city."""
        return self.is_whole_city or (kind == OrganizationKind.DEPARTMENT and area_pk in self.wards)


def reach_of(user: Any) -> Reach:
    """What the person may see and change. One query."""
    roles = list(Role.objects.in_force(user))
    return Reach(
        is_staff=bool(roles),
        is_whole_city=any(role.kind in FOR_THE_WHOLE_CITY and role.area_id is None for role in roles),
        wards=frozenset(role.area_id for role in roles if role.area_id is not None),
    )


def can_change(user: Any, organization: Organization) -> bool:
    """Policy officers and operators of the city every body, others the departments of their ward. One query."""
    return reach_of(user).covers(organization.kind, organization.area_id)


def check_can_change(user: Any, organization: Organization) -> None:
    """Raises NotAllowed. Nobody (None) is the operator at the command line, who may. One query."""
    if user is not None and not can_change(user, organization):
        raise NotAllowed


def check_can_add(user: Any, kind: OrganizationKind, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not reach_of(user).covers(kind, area.pk if area else None):
        raise NotAllowed
