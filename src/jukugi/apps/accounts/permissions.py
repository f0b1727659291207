from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed
from jukugi.kit.personal_exports import ExportThing, personal_exports


def is_staff(user: Any) -> bool:
    """Holds any role at all. One query."""
    known = _known(user)
    return bool(known) if known is not None else Role.objects.in_force(user).exists()


def know_roles(user: Any) -> None:
    """Read all roles of a person once, for a page that asks every room. They are kept on this object alone, so not
    beyond the request whose user it is. One query.
    """
    if getattr(user, "is_authenticated", False) and _known(user) is None:
        user.known_roles = list(Role.objects.in_force(user))


def has_role(user: Any, *kinds: RoleKind, area: Area | None = None) -> bool:
    """Holds one of these roles for the whole city, or for this area. One query."""
    return any(role.area_id in (None, area.pk if area else None) for role in roles(user, *kinds))


def lacks_second_step(user: Any) -> bool:
    """Holds a role, but has no authenticator app; codes in reserve alone are none. One query; none for a stranger."""
    apps = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    return Role.objects.in_force(user).filter(~Exists(apps)).exists()


def roles(user: Any, *kinds: RoleKind) -> list[Role]:
    """The roles of these kinds that the person holds. One query; none where they are known (``know_roles``)."""
    known = _known(user)
    if known is not None:
        return [role for role in known if role.kind in kinds]
    return list(Role.objects.in_force(user).filter(kind__in=kinds))


def can_run_roles(user: Any) -> bool:
    """Sees whose roles end, and lets another's go on: policy officers and operators. One query."""
    return has_role(user, RoleKind.POLICY_OFFICER, RoleKind.OPERATOR)


def check_can_run_roles(user: Any) -> None:
    """Raises NotAllowed. One query."""
    if not can_run_roles(user):
        raise NotAllowed


def wards_with_codes(user: Any) -> set[int | None]:
    """Keys of the wards whose codes for residents the person makes; None: of the whole city. One query."""
    return {role.area_id for role in roles(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)}


def check_can_make_codes(user: Any, ward: Area | None) -> None:
    """A policy officer makes codes for anywhere, a ward officer for the ward. Raises NotAllowed. One query."""
    if not has_role(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER, area=ward):
        raise NotAllowed


def can_ask_for_files(user: Any) -> bool:
    """Works where files with what is known of people are taken: officers of the city and of wards. One query."""
    return bool(roles(user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER))


def can_take(user: Any, kind: str, thing: ExportThing) -> bool:
    """May take this file once another one has agreed, so may answer another's ask for it. One query; none where roles
    are known.
    """
    return kind in personal_exports and personal_exports[kind].may_take(user, thing.subject)


def check_can_take(user: Any, kind: str, key: str) -> None:
    """Raises NotAllowed, also where there is no such file. A query, and those by which the room finds it."""
    thing = personal_exports[kind].find([key]).get(key) if kind in personal_exports else None
    if thing is None or not can_take(user, kind, thing):
        raise NotAllowed


def _known(user: Any) -> list[Role] | None:
    known: list[Role] | None = getattr(user, "known_roles", None)
    return known
