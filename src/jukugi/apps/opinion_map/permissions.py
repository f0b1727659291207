from typing import Any

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.opinion_map.models import Topic
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def can_run(user: Any, topic: Topic) -> bool:
    """A policy officer for every topic, a ward officer for the ward's own. One query."""
    return has_role(user, *OFFICERS, area=topic.area)


def check_can_run(user: Any, topic: Topic) -> None:
    """Raises NotAllowed. One query."""
    if not can_run(user, topic):
        raise NotAllowed


def areas_run_by(user: Any) -> set[int | None]:
    """Keys of the areas whose topics the person runs; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}
