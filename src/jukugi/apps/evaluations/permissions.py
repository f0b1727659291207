"""Who runs a review, who types in paper, who may fill a sheet from which side."""

from datetime import date
from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, is_staff, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations.models import Review, ReviewedMeasure
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the wards whose reviews the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_run(user: Any, area: Area | None) -> bool:
    """A policy officer runs every review, a ward officer those of the ward. One query."""
    return has_role(user, *OFFICERS, area=area)


def check_can_run(user: Any, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, area):
        raise NotAllowed


def can_enter(user: Any, review: Review) -> bool:
    """Officers of any ward type in paper of a review of the whole city. One query."""
    return bool(roles(user, *OFFICERS)) if review.area_id is None else has_role(user, *OFFICERS, area=review.area)


def check_can_enter(user: Any, review: Review) -> None:
    """Raises NotAllowed. One query."""
    if not can_enter(user, review):
        raise NotAllowed


def departments_of(user: Any, *, day: date) -> frozenset[int]:
    """Keys of the departments for which a member of staff works. Two queries."""
    if not is_staff(user):
        return frozenset()
    terms = Membership.objects.in_term(day).filter(person=user, organization__kind=OrganizationKind.DEPARTMENT)
    return frozenset(terms.values_list("organization_id", flat=True))


def responsible_for(measure: ReviewedMeasure) -> frozenset[int]:
    """Keys of the departments that have to do with a measure: its own, and those with a part in it. One query."""
    parts = measure.policy.parts.in_force().filter(organization__kind=OrganizationKind.DEPARTMENT)
    keys = set(parts.values_list("organization_id", flat=True))
    if measure.policy.department_id is not None:
        keys.add(measure.policy.department_id)
    return frozenset(keys)


def department_for(user: Any, measure: ReviewedMeasure, *, day: date) -> int:
    """For which department a member of staff fills the sheet of a measure. At most three queries. Raises NotAllowed."""
    mine = departments_of(user, day=day) & responsible_for(measure)
    if not mine:
        raise NotAllowed
    return min(mine)
