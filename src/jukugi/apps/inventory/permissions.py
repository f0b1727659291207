"""Who may ask, approve, decide, and read what an association said of itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.organizations.permissions import Reach, reach_of
from jukugi.kit.errors import NotAllowed


@dataclass(frozen=True)
class Standing:
    """What one member of staff may do in this room on a day.

    ``is_policy``: a policy officer of the whole city, who approves, decides and plans. ``departments`` are those for
    which the person works; in their names requests are filed. ``reach`` tells whose associations they look after.
    """

    is_staff: bool
    is_policy: bool
    departments: frozenset[int]
    reach: Reach

    @property
    def can_file(self) -> bool:
        return self.is_policy or bool(self.departments)

    def can_file_for(self, department: Organization) -> bool:
        return department.kind == OrganizationKind.DEPARTMENT and (self.is_policy or department.pk in self.departments)

    def can_read_answers(self, admin_request: AdminRequest) -> bool:
        """Who answered what by name: the department that asked, and policy officers of the city."""
        return self.is_policy or admin_request.department_id in self.departments

    def can_read_of(self, organization: Organization) -> bool:
        """What this association itself reported: those who look after it alone."""
        return self.is_staff and self.reach.looks_after(organization)


def standing_of(user: Any, *, day: date) -> Standing:
    """What somebody may do on a day. Three queries."""
    roles = list(Role.objects.in_force(user))
    departments: set[int] = set()
    if roles:
        terms = Membership.objects.in_term(day).filter(person=user, organization__kind=OrganizationKind.DEPARTMENT)
        departments = set(terms.values_list("organization_id", flat=True))
    return Standing(
        is_staff=bool(roles),
        is_policy=any(role.kind == RoleKind.POLICY_OFFICER and role.area_id is None for role in roles),
        departments=frozenset(departments),
        reach=reach_of(user),
    )


def check_is_policy(user: Any, *, day: date) -> None:
    """Raises NotAllowed. Three queries."""
    if not standing_of(user, day=day).is_policy:
        raise NotAllowed


def check_can_file_for(user: Any, department: Organization, *, day: date) -> None:
    """Raises NotAllowed. Three queries."""
    if not standing_of(user, day=day).can_file_for(department):
        raise NotAllowed
