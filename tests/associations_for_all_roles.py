"""An association of one ward with all that its routes need, for the permission matrix."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.actions.access import new_code
from jukugi.apps.organizations.models import OfficerList
from jukugi.apps.organizations.tests.factories import (
    AccessDeviceFactory,
    AssociationFactory,
    ConsentFactory,
    HandOverNoteFactory,
    OfficerFactory,
)

ON = "2026-04-01"
LIST = "団体名,役職,氏名\n見本橋町内会,会長,見本 花\n"


class AssociationForAllRoles:
    """One that agreed to be listed, with an officer, a code that opened a device, a note, and a list that waits."""

    def __init__(self, ward: Area) -> None:
        self.ward = ward
        self.association = AssociationFactory(area=ward, name="見本橋町内会")
        self.other = AssociationFactory(area=ward, name="見本橋自治会")
        ConsentFactory(organization=self.association)
        self.officer = OfficerFactory(organization=self.association)
        self.device = AccessDeviceFactory(organization=self.association)
        self.note = HandOverNoteFactory(organization=self.association)
        self.list = OfficerList.objects.create(
            ward=ward,
            file_name="役員.csv",
            content=LIST.encode(),
            starts_on=date(2026, 4, 1),
            actor_key="x",
            brought_at=BEFORE,
        )

    def values(self) -> dict[str, Any]:
        return {
            "association_pk": self.association.pk,
            "other_pk": self.other.pk,
            "officer_pk": self.officer.pk,
            "code_pk": self.device.code.pk,
            "note_pk": self.note.pk,
            "list_pk": self.list.pk,
            "ward_code": self.ward.code,
            "step": "rename",
            "digits": new_code(),
        }

    def forms(self) -> dict[str, dict[str, Any]]:
        told = {"channel": "post", "day": ON}
        step = {"on": ON, "reason": "見本の理由"}
        return {
            "organizations:enter-code": {"code": "0000-0000-0000-0000"},
            "organizations:code": {"code": "0000-0000-0000-0000"},
            "organizations:write-note": {"subject": "見本"},
            "organizations:rewrite-note": {"subject": "見本"},
            "organizations:settle-note": {"done": "1"},
            "organizations:own-consents": {"items": ["listed"]},
            "organizations:own-contact": {"ways": ["post"]},
            "organizations:choose-name": {"agrees": "1"},
            "organizations:april": {
                "ward": self.ward.pk,
                "file": SimpleUploadedFile("役員.csv", LIST.encode()),
                "starts_on": ON,
            },
            "organizations:take-list": {"take": "good"},
            "organizations:letters": {"officer": self.officer.pk},
            "organizations:join-duplicates": step,
            "organizations:take-step": {**step, "name": "新しい名前の町内会"},
            "organizations:tell-officer": {"name": "見本 花"},
            "organizations:end-officer": {"last_on": "2099-03-31"},
            "organizations:describe-area": {"served": "見本1丁目"},
            "organizations:record-households": {"as_of": ON, "households": "10", "source": "見本"},
            "organizations:set-contact": {"ways": ["post"], **told},
            "organizations:choose-consents": {"items": ["listed"], **told},
            "organizations:add-officer": {"role": "treasurer", "starts_on": ON},
        }
