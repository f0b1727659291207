from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import OpinionImport, Submission, Wave
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def can_handle(user: Any, submission: Submission) -> bool:
    """A policy officer every voice, a ward officer those of the ward. One query."""
    return has_role(user, *OFFICERS, area=submission.ward)


def check_can_handle(user: Any, submission: Submission) -> None:
    """Raises NotAllowed. One query."""
    if not can_handle(user, submission):
        raise NotAllowed


def areas_handled_by(user: Any) -> set[int | None]:
    """Keys of the wards whose voices the person handles; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def check_can_enter(user: Any) -> None:
    """Typing in paper, printing cards, bringing tables: any policy or ward officer. Raises NotAllowed. One query."""
    if not areas_handled_by(user):
        raise NotAllowed


def can_call(user: Any, ward: Area | None) -> bool:
    """Asking for opinions: a policy officer anywhere, a ward officer in the ward. One query."""
    return has_role(user, *OFFICERS, area=ward)


def check_can_call(user: Any, ward: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not can_call(user, ward):
        raise NotAllowed


def can_handle_import(user: Any, opinion_import: OpinionImport) -> bool:
    """A policy officer every import, a ward officer those that speak for the own wards alone. One query."""
    mine = areas_handled_by(user)
    return None in mine or (bool(mine) and set(opinion_import.areas) <= mine)


def check_can_handle_import(user: Any, opinion_import: OpinionImport) -> None:
    """Raises NotAllowed. One query."""
    if not can_handle_import(user, opinion_import):
        raise NotAllowed


def can_handle_wave(user: Any, wave: Wave) -> bool:
    """A policy officer every wave, a ward officer those that hold voices of the own wards alone. One query."""
    mine = areas_handled_by(user)
    return None in mine or (bool(mine) and set(wave.areas) <= mine)


def check_can_handle_wave(user: Any, wave: Wave) -> None:
    """Raises NotAllowed. One query."""
    if not can_handle_wave(user, wave):
        raise NotAllowed
