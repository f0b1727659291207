"""Steps of people, terms of roles and files with personal data, for the permission matrix: codes for residents of the
ward, an officer, an ask of one for a file of the ward, and agreements with which those of the matrix take theirs.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.actions import make_resident_codes
from jukugi.apps.accounts.enums import CodeWay, RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, ExportAskFactory, RoleFactory
from jukugi.apps.areas.models import Area

LAST_DAY = date(2999, 3, 31)


class PersonForAllRoles:
    def __init__(self, ward: Area, takers: list[User], files: list[tuple[str, str]]) -> None:
        """``takers`` have an agreement for each of ``files`` (kind and key)."""
        officer = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
        given = {"way": CodeWay.LETTER, "count": 1, "ward": ward, "valid_until": LAST_DAY}
        made = make_resident_codes(**given, actor=officer, now=timezone.now())
        self.ward, self.batch, self.code = ward, made.batch, made.codes[0]
        self.role = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward)
        self.ask = ExportAskFactory(key=ward.code, asked_by=officer.actor_key)
        for taker in takers:
            for kind, key in files:
                AgreedExportFactory(kind=kind, key=key, asked_by=taker.actor_key)

    def values(self, unasked: int) -> dict[str, Any]:
        """What stands in the addresses of these routes; ``unasked`` is a lottery for whose file nobody has asked."""
        file = {"kind": "honorariums", "key": str(unasked), "ask_pk": self.ask.pk}
        return {"batch_pk": self.batch.pk, "role_pk": self.role.pk, **file}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        batch = {"way": "letter", "count": 2, "ward": self.ward.pk, "valid_until": "2999-03-31", "output": "letters"}
        return {
            "accounts:residents": batch,
            "accounts:stop-residents": {"reason": "見本の理由"},
            "accounts:extend-role": {"ends_on": "3000-03-31"},
            "accounts:ask-for-export": {"reason": "見本の謝礼を会計に払ってもらう。払い終えたら消す。"},
            "accounts:export-ask": {"act": "agree", "answer": ""},
            "accounts:resident": {"code": self.code},
            "accounts:carry": {"code": self.code},
            "accounts:confirm-mail": {"code": self.code},
            "accounts:mail": {"email": "mihon@example.jp"},
            "accounts:find": {"email": "mihon@example.jp"},
            "accounts:erase": {"is_sure": "on"},
        }
