from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Document
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_written_for(user: Any) -> set[int | None]:
    """Keys of the wards whose documents the person writes; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def can_write(user: Any, document: Document) -> bool:
    """A policy officer writes in every document, a ward officer in those of the ward. One query."""
    return has_role(user, *OFFICERS, area=document.area)


def check_can_write(user: Any, document: Document) -> None:
    """Raises NotAllowed. One query."""
    if not can_write(user, document):
        raise NotAllowed


def check_can_begin(user: Any, ward: Area | None) -> None:
    """For which ward somebody may begin a document; None is the whole city. Raises NotAllowed. One query."""
    if not has_role(user, *OFFICERS, area=ward):
        raise NotAllowed
