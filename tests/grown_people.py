"""Codes for residents, steps reached by them, roles that end, asks for files: in so many rows, with their desk."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.actions import make_resident_codes, redeem_code
from jukugi.apps.accounts.enums import CodeWay, RoleKind
from jukugi.apps.accounts.tests.factories import AgreedExportFactory, ExportAskFactory, ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory

PUBLIC: dict[str, tuple[str, int]] = {}
STAFF = {
    "codes for residents": ("/desk/residents/", 12),
    "stop codes for residents": ("/desk/residents/{batch}/stop/", 11),
    "roles that end": ("/desk/roles/", 9),
    "let a role go on": ("/desk/roles/{role}/", 11),
    "asks for files": ("/desk/exports/", 14),
    "an ask for a file": ("/desk/exports/{ask}/", 13),
    "ask for a file": ("/desk/exports/new/officers/{ward_of_file}/", 13),
}


def people(rows: int) -> dict[str, int | str]:
    """So many batches with so many codes, of which one each was used; roles that have ended, end soon, and go on."""
    now, officer = timezone.now(), RoleFactory().user
    last_on = timezone.localdate(now) + timedelta(days=30)
    for _ in range(rows):
        ward = WardFactory()
        made = make_resident_codes(
            way=CodeWay.LETTER, count=rows, ward=ward, valid_until=last_on, actor=officer, now=now
        )
        redeem_code(typed=made.codes[0], participant=ParticipantFactory(), now=now)
        for days in (-30, 30):
            ends_on = timezone.localdate(now) + timedelta(days=days)
            role = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward, ends_on=ends_on)
        ask = ExportAskFactory(key=ward.code, asked_by=RoleFactory().user.actor_key)
        fields = {"key": ward.code, "taken": 1, "taken_at": now}
        AgreedExportFactory(asked_by=RoleFactory().user.actor_key, **fields)
    return {"batch": made.batch.pk, "role": role.pk, "ask": ask.pk, "ward_of_file": str(ward.code)}
