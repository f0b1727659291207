"""Steps of people and terms of roles, for the permission matrix: codes for residents of the ward, and an officer."""

from datetime import date
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.actions import make_resident_codes
from jukugi.apps.accounts.enums import CodeWay, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area

LAST_DAY = date(2999, 3, 31)


class PersonForAllRoles:
    def __init__(self, ward: Area) -> None:
        officer = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
        given = {"way": CodeWay.LETTER, "count": 1, "ward": ward, "valid_until": LAST_DAY}
        made = make_resident_codes(**given, actor=officer, now=timezone.now())
        self.ward, self.batch, self.code = ward, made.batch, made.codes[0]
        self.role = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward)

    def values(self) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        return {"batch_pk": self.batch.pk, "role_pk": self.role.pk}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        batch = {"way": "letter", "count": 2, "ward": self.ward.pk, "valid_until": "2999-03-31", "output": "letters"}
        return {
            "accounts:residents": batch,
            "accounts:stop-residents": {"reason": "見本の理由"},
            "accounts:extend-role": {"ends_on": "3000-03-31"},
            "accounts:resident": {"code": self.code},
            "accounts:carry": {"code": self.code},
            "accounts:confirm-mail": {"code": self.code},
            "accounts:mail": {"email": "mihon@example.jp"},
            "accounts:find": {"email": "mihon@example.jp"},
            "accounts:erase": {"is_sure": "on"},
        }
