"""Who runs a consultation, who answers, who approves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, is_staff, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership
from jukugi.apps.public_comments.models import Answer, Consultation
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the wards whose consultations the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_run(user: Any, area: Area | None) -> bool:
    """A policy officer runs every consultation, a ward officer those of the ward. One query."""
    return has_role(user, *OFFICERS, area=area)


def check_can_run(user: Any, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, area):
        raise NotAllowed


@dataclass(frozen=True)
class Standing:
    """What one member of staff may do in a consultation: run it, or answer for ``departments`` alone."""

    runs: bool
    departments: frozenset[int]

    def can_answer(self, answer: Answer) -> bool:
        """Those who run it answer everything, members of a department what was given to it."""
        return self.runs or answer.department_id in self.departments

    @property
    def can_enter(self) -> bool:
        """Whether there is anything to do here at all."""
        return self.runs or bool(self.departments)


def standing_in(user: Any, consultation: Consultation, *, day: date) -> Standing:
    """What somebody may do in a consultation on a day. At most three queries."""
    runs = can_run(user, consultation.area)
    return Standing(runs, frozenset() if runs else departments_of(user, day=day))


def departments_of(user: Any, *, day: date) -> frozenset[int]:
    """Keys of the departments for which a member of staff works. Two queries."""
    if not is_staff(user):
        return frozenset()
    terms = Membership.objects.in_term(day).filter(person=user, organization__kind=OrganizationKind.DEPARTMENT)
    return frozenset(terms.values_list("organization_id", flat=True))


def check_can_answer(user: Any, answer: Answer, *, day: date) -> None:
    """Raises NotAllowed. At most three queries."""
    if not standing_in(user, answer.consultation, day=day).can_answer(answer):
        raise NotAllowed
