from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role
from jukugi.apps.areas.models import Area
from jukugi.kit.errors import NotAllowed


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


def _known(user: Any) -> list[Role] | None:
    known: list[Role] | None = getattr(user, "known_roles", None)
    return known
