"""Who runs a survey, who types in paper, who may answer."""

from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, is_staff, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.errors import AnotherDoor
from jukugi.apps.surveys.models import Audience, Survey
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the wards whose surveys the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_run(user: Any, area: Area | None) -> bool:
    """A policy officer runs every survey, a ward officer those of the ward. One query."""
    return has_role(user, *OFFICERS, area=area)


def check_can_run(user: Any, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, area):
        raise NotAllowed


def can_publish(user: Any) -> bool:
    """A policy officer publishes results. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER)


def check_can_publish(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_publish(user):
        raise NotAllowed


def can_key(user: Any, survey: Survey) -> bool:
    """Policy officers and officers of any ward type in paper: a second person is needed for it. One query."""
    return bool(roles(user, *OFFICERS)) if survey.area_id is None else has_role(user, *OFFICERS, area=survey.area)


def check_can_key(user: Any, survey: Survey) -> None:
    """Raises NotAllowed. One query."""
    if not can_key(user, survey):
        raise NotAllowed


def check_may_answer(audience: Audience, user: Any, *, key: str, has_code: bool) -> None:
    """Whether somebody comes by the way that was given to these people: raises AnotherDoor. At most one query."""
    match audience.access:
        case Access.LINK if key != audience.key:
            raise AnotherDoor
        case Access.CODE if not has_code:
            raise AnotherDoor
        case Access.STAFF if not is_staff(user):
            raise AnotherDoor
